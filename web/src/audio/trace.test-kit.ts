/** Speakers and listeners for the tests of the buffer. What is said is the time itself: a sample's value is the second it
 *  was spoken in, so what comes out tells at every moment how late it is. */

import { FRAME, RATE } from "./framer";
import type { BufferedFrame, JitterBuffer } from "./jitter-buffer";

export const QUANTUM = 128;
const FRAME_MS = 20;

export interface Sent {
  arrivesAt: number;
  frame: BufferedFrame;
}

export interface Speech {
  seconds: number;
  /** ms on the way, for the frame of this slot. */
  delay?: (slot: number) => number;
  bundle?: number;
  firstSlot?: number;
  /** The speaker's second against the listener's. */
  clock?: number;
}

/** The frames of a spurt with the time each arrives; TCP keeps their order. */
export function spoken({ seconds, delay = () => 0, bundle = 3, firstSlot = 0, clock = 1 }: Speech): Sent[] {
  const count = Math.round((seconds * 1000) / FRAME_MS);
  let before = 0;
  return Array.from({ length: count }, (_, i) => {
    const slot = firstSlot + i;
    const lastOfBundle = firstSlot + Math.min(count, i - (i % bundle) + bundle) - 1;
    before = Math.max(before, ((lastOfBundle + 1) * FRAME_MS) / clock + delay(lastOfBundle));
    return { arrivesAt: before, frame: frameAt(slot, { first: i === 0, last: i === count - 1 }) };
  });
}

export function frameAt(slot: number, marks: Partial<BufferedFrame> = {}): BufferedFrame {
  const pcm = Float32Array.from({ length: FRAME }, (_, i) => (slot * FRAME + i) / RATE);
  return { slot, pcm, first: false, last: false, silenceBefore: false, concealed: false, ...marks };
}

export interface Heard {
  /** At each moment of sound: when it was played and how late, ms. */
  moments: { at: number; lateMs: number }[];
  soundingMs: number;
}

/** Plays a trace for so many seconds, as the worklet does: 128 samples at a time. */
export function play(buffer: JitterBuffer, sent: Sent[], seconds: number): Heard {
  const heard: Heard = { moments: [], soundingMs: 0 };
  const out = new Float32Array(QUANTUM);
  const quantumMs = (QUANTUM / RATE) * 1000;
  let next = 0;
  for (let at = 0; at < seconds * 1000; at += quantumMs) {
    while (next < sent.length && sent[next].arrivesAt <= at) buffer.take(sent[next++].frame, at);
    if (!buffer.pull(out)) continue;
    heard.soundingMs += quantumMs;
    heard.moments.push({ at, lateMs: at - out[0] * 1000 });
  }
  return heard;
}

/** The delay (ms) in the middle of the sound between two moments, seconds. */
export function latenessBetween(heard: Heard, from: number, to: number): number {
  const within = heard.moments
    .filter(({ at }) => at >= from * 1000 && at < to * 1000)
    .map(({ lateMs }) => lateMs);
  return within.sort((a, b) => a - b)[Math.floor(within.length / 2)];
}

/** Numbers between 0 and 1 that are the same in every run. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
