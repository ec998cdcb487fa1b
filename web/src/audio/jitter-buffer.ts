/** One speaker's waiting sound: makes an uneven arrival an even playback, as late as it must be and no later.
 *
 *  Times are ms of the listener's context, samples are at 48 kHz. Long because it is one state machine:
 *  take → (wait | play | run dry) → shorten or lengthen. */

import { Arrivals } from "./arrivals";
import { FRAME } from "./framer";
import { SLOT_MS } from "./message";
import { SampleRing } from "./sample-ring";
import { bestLag, LOOKAHEAD, loudnessWithin } from "./shortening";

const SAMPLES_A_MS = 48;
const FADE = 96; // 2 ms
const QUIET = 10 ** (-50 / 20);
const BLOCK = 480; // 10 ms, the step of quiet
const JUDGE_EVERY = 250 * SAMPLES_A_MS;
const CUT_EVERY = 60 * SAMPLES_A_MS;
const SLACK = 20 * SAMPLES_A_MS;
const JUMP_ABOVE_MS = 800;
const NEW_SPURT_SLOTS = 2000 / SLOT_MS;

export interface BufferedFrame {
  slot: number;
  pcm: Float32Array | null;
  first: boolean;
  last: boolean;
  silenceBefore: boolean;
  concealed: boolean;
}

export class JitterBuffer {
  lost = 0;
  gaps = 0;
  private readonly ring = new SampleRing();
  private readonly arrivals: Arrivals;
  private nextSlot: number | null = null;
  private playing = false;
  /** The spurt's end has come: running dry is then no accident. */
  private ended = true;
  /** Ran dry within a spurt; what comes next tells how much was missing. */
  private dry = false;
  private fadeIn = 0;
  private tail = 0;
  private sinceJudged = 0;
  private sinceCut = 0;
  private peakFill = 0;
  /** Samples to lose (above zero) or to win (below) until the next judgement. */
  private excess = 0;

  constructor(minTargetMs: number) {
    this.arrivals = new Arrivals(minTargetMs);
  }

  get fillMs(): number {
    return this.ring.fill / SAMPLES_A_MS;
  }

  get targetMs(): number {
    return this.arrivals.targetMs;
  }

  get jitterMs(): number {
    return this.arrivals.jitterMs;
  }

  setMinTarget(ms: number): void {
    this.arrivals.setMinTarget(ms);
  }

  take(frame: BufferedFrame, now: number): void {
    if (frame.pcm) this.takeSound(frame, frame.pcm, now);
    if (frame.last) this.ended = true;
  }

  /** Fills `out` (at most 10 ms) and says whether the speaker sounds. */
  pull(out: Float32Array): boolean {
    if (!this.playing && !this.start()) return this.fadeOut(out, 0);
    this.adjust(out.length);
    const count = this.ring.pull(out);
    this.soften(out, count);
    if (count === out.length) return true;
    this.stop();
    this.fadeOut(out, count);
    return count > 0;
  }

  private takeSound(frame: BufferedFrame, pcm: Float32Array, now: number): void {
    if (!this.place(frame)) return;
    this.ended = false;
    if (frame.concealed) this.lost++;
    else this.learn(frame, now);
    this.ring.push(pcm);
    this.peakFill = Math.max(this.peakFill, this.ring.fill);
    if (this.fillMs > this.targetMs + JUMP_ABOVE_MS) this.dropToTarget();
  }

  private learn(frame: BufferedFrame, now: number): void {
    if (this.dry) {
      this.dry = false;
      this.arrivals.noteUnderrun(this.arrivals.latenessMs(frame.slot, now), now);
    }
    const arrival = this.arrivals.note(frame.slot, now, frame.first);
    if (arrival === "recovered") this.dropToTarget();
  }

  /** Sets the frame behind the last one; false for one already played or waiting. */
  private place(frame: BufferedFrame): boolean {
    const expected = this.nextSlot;
    const hole = expected === null ? 0 : frame.slot - expected;
    if (hole < 0 && !frame.first && hole > -NEW_SPURT_SLOTS) return false;
    this.nextSlot = frame.slot + 1;
    if (hole > 0) this.fillHole(hole, frame);
    return true;
  }

  /** A hole keeps its length while something plays before it; after a stop there is nothing to keep it for. */
  private fillHole(slots: number, frame: BufferedFrame): void {
    const isSilence = frame.first || frame.silenceBefore;
    if (!isSilence) this.lost += slots;
    if (slots > NEW_SPURT_SLOTS) this.dry = false;
    else if (this.ring.fill > 0) this.ring.pushSilence(slots * FRAME);
  }

  private start(): boolean {
    const enough = this.fillMs >= this.targetMs || (this.ended && this.ring.fill > 0);
    if (!enough) return false;
    this.playing = true;
    this.fadeIn = FADE;
    this.sinceJudged = this.excess = 0;
    this.peakFill = this.ring.fill;
    return true;
  }

  private stop(): void {
    this.playing = false;
    if (this.ended) return;
    this.gaps++;
    this.dry = true;
  }

  private soften(out: Float32Array, count: number): void {
    for (let i = 0; i < count && this.fadeIn > 0; i++) out[i] *= 1 - this.fadeIn-- / FADE;
    if (count > 0) this.tail = out[count - 1];
  }

  /** Lets the last sample die away over 2 ms, so that a stop is not a click. Always false: nobody sounds. */
  private fadeOut(out: Float32Array, from: number): false {
    for (let i = from; i < out.length; i++) {
      this.tail *= 1 - 4 / FADE;
      out[i] = this.tail;
    }
    if (Math.abs(this.tail) < 1e-6) this.tail = 0;
    return false;
  }

  private dropToTarget(): void {
    const surplus = this.ring.fill - Math.round(this.targetMs * SAMPLES_A_MS);
    if (surplus <= 0) return;
    if (!this.playing) this.ring.skip(surplus);
    else this.ring.cut(surplus);
    this.peakFill = this.ring.fill;
    this.excess = 0;
  }

  /** Four times a second compares the fullest moment with the target, then loses or wins the difference unheard. */
  private adjust(quantum: number): void {
    this.sinceJudged += quantum;
    this.sinceCut += quantum;
    if (this.sinceJudged >= JUDGE_EVERY) this.judge();
    if (this.excess > 0) this.shorten(quantum);
    else if (this.excess < 0) this.lengthen();
  }

  private judge(): void {
    const difference = this.peakFill - this.targetMs * SAMPLES_A_MS;
    this.excess = Math.abs(difference) > SLACK ? difference : 0;
    this.sinceJudged = 0;
    this.peakFill = this.ring.fill;
  }

  private shorten(quantum: number): void {
    if (this.ring.fill < LOOKAHEAD + BLOCK + quantum) return;
    if (loudnessWithin(this.ring, 0, 2 * BLOCK) < QUIET) this.lose(BLOCK);
    else if (this.sinceCut >= CUT_EVERY) this.cutSpeech();
  }

  private cutSpeech(): void {
    this.sinceCut = 0;
    const lag = bestLag(this.ring);
    if (lag !== null && lag <= this.excess) this.lose(lag);
  }

  private lose(samples: number): void {
    if (!this.ring.cut(samples)) return;
    this.excess = Math.max(0, this.excess - samples);
    this.peakFill -= samples;
  }

  /** Only quiet is lengthened: a word drawn out is heard, a pause is not. */
  private lengthen(): void {
    if (this.ended || this.ring.fill < BLOCK || loudnessWithin(this.ring, -BLOCK, BLOCK) >= QUIET) return;
    if (!this.ring.repeat(BLOCK)) return;
    this.excess = Math.min(0, this.excess + BLOCK);
    this.peakFill += BLOCK;
  }
}
