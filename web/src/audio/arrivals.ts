/** Learns from when frames arrive how much sound must wait: the target of a stream's buffer.
 *
 *  A frame's `d` is its arrival less its place on the speaker's clock; the least `d` of the last 10 s is the unhindered
 *  way, and what is above it is jitter. The window moves, because the clocks of two sound cards part. */

import { SLOT_MS } from "./message";

const WINDOW_MS = 10_000;
const STEP_MS = 500;
const MOST_ARRIVALS = 1024;
const OUTAGE_MS = 1000;
const RECOVERED_MS = 100;
/** The frame itself, which counts in what waits, and as much again for what is later than the usual. */
const MARGIN_MS = SLOT_MS + 20;
const MOST_TARGET_MS = 1500;
const MOST_FLOOR_MS = 700;
const UNDERRUN_MEMORY_MS = 60_000;
const UNDERRUN_COST_MS = 20;
const LEARN_EVERY = 5;
const SLOWLY = 0.02;

export type Arrival = "usual" | "late" | "recovered";

export class Arrivals {
  targetMs: number;
  jitterMs = 0;
  private minTargetMs: number;
  private times = new Float64Array(MOST_ARRIVALS);
  private delays = new Float64Array(MOST_ARRIVALS);
  /** The least delay of each half second of the window. */
  private steps: { since: number; least: number }[] = [];
  private next = 0;
  private count = 0;
  private inOutage = false;
  private sinceLearned = 0;
  /** Each underrun's time and the delay that would have prevented it. */
  private underruns: { at: number; neededMs: number }[] = [];

  constructor(minTargetMs: number) {
    this.minTargetMs = minTargetMs;
    // A line not yet known is taken for a little worse than the best.
    this.targetMs = minTargetMs + SLOT_MS;
  }

  setMinTarget(ms: number): void {
    this.minTargetMs = ms;
    this.targetMs = Math.max(this.targetMs, ms);
  }

  /** How late a frame is that arrives now, against the unhindered way. */
  latenessMs(slot: number, now: number): number {
    const base = this.base(now);
    return base === null ? 0 : now - slot * SLOT_MS - base;
  }

  /** Notes a frame's arrival. `first`: a new spurt, whose clock may have jumped. */
  note(slot: number, now: number, first: boolean): Arrival {
    const d = now - slot * SLOT_MS;
    const base = this.base(now);
    if (base !== null && (d < base - OUTAGE_MS || (first && d > base + OUTAGE_MS))) this.forget();
    else if (base !== null && d - base > OUTAGE_MS) {
      // A blackout teaches nothing about ordinary minutes: learnt, it would stay as delay for good.
      this.inOutage = true;
      return "late";
    }
    const recovered = this.inOutage && (base === null || d - base < RECOVERED_MS);
    if (this.inOutage && !recovered) return "late";
    this.inOutage = false;
    this.keep(d, now);
    if (++this.sinceLearned >= LEARN_EVERY) this.learn(now);
    return recovered ? "recovered" : "usual";
  }

  /** Playback ran dry; the frame that ended the drought came so late. */
  noteUnderrun(neededMs: number, now: number): void {
    if (neededMs > OUTAGE_MS) return;
    this.targetMs = Math.min(MOST_TARGET_MS, this.targetMs + UNDERRUN_COST_MS);
    this.underruns.push({ at: now, neededMs });
  }

  private keep(d: number, now: number): void {
    this.times[this.next] = now;
    this.delays[this.next] = d;
    this.next = (this.next + 1) % MOST_ARRIVALS;
    this.count = Math.min(MOST_ARRIVALS, this.count + 1);
    const step = this.steps.at(-1);
    if (step && now - step.since < STEP_MS) step.least = Math.min(step.least, d);
    else this.steps.push({ since: now, least: d });
  }

  private forget(): void {
    this.count = 0;
    this.steps = [];
    this.inOutage = false;
  }

  /** The least delay of the window, or null when nothing is known. Asked for every frame, so from few numbers. */
  private base(now: number): number | null {
    while (this.steps.length > 0 && now - this.steps[0].since > WINDOW_MS) this.steps.shift();
    if (this.steps.length === 0) return null;
    return this.steps.reduce((least, step) => Math.min(least, step.least), Number.POSITIVE_INFINITY);
  }

  /** Fast up, slow down: a buffer too small is heard, one too large only felt. */
  private learn(now: number): void {
    this.sinceLearned = 0;
    this.jitterMs = this.percentile97(now);
    const want = Math.max(this.minTargetMs, this.floor(now), this.jitterMs + MARGIN_MS);
    const target = Math.min(MOST_TARGET_MS, want);
    this.targetMs = target > this.targetMs ? target : this.targetMs + SLOWLY * (target - this.targetMs);
  }

  private percentile97(now: number): number {
    const recent = this.recent(now).sort();
    return recent[Math.floor(0.97 * (recent.length - 1))] - recent[0];
  }

  /** The second largest need of the last minute: one accident is not a habit. */
  private floor(now: number): number {
    this.underruns = this.underruns.filter(({ at }) => now - at <= UNDERRUN_MEMORY_MS);
    if (this.underruns.length < 2) return 0;
    const needs = this.underruns.map(({ neededMs }) => neededMs).sort((a, b) => b - a);
    return Math.min(MOST_FLOOR_MS, needs[1]);
  }

  private recent(now: number): Float64Array {
    const recent = new Float64Array(this.count);
    let found = 0;
    for (let back = 1; back <= this.count; back++) {
      const at = (this.next - back + MOST_ARRIVALS) % MOST_ARRIVALS;
      if (now - this.times[at] > WINDOW_MS) break;
      recent[found++] = this.delays[at];
    }
    return recent.subarray(0, found);
  }
}
