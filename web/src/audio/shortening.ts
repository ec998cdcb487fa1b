/** Where speech can be cut without being heard: one pitch period, found by likeness. */

import { type SampleRing, SEAM } from "./sample-ring";

const SHORTEST = 144; // 3 ms
const LONGEST = 720; // 15 ms
const STEP = 4;
/** Below this likeness a seam is heard; waiting 60 ms for a better place is not. */
const LIKE_ENOUGH = 0.5;
export const LOOKAHEAD = LONGEST + SEAM;

/** The lag (samples) after which the sound at the head best repeats itself, or null when it does not. */
export function bestLag(ring: SampleRing): number | null {
  if (ring.fill < LOOKAHEAD) return null;
  const rough = search(ring, SHORTEST, LONGEST, STEP);
  const fine = search(ring, Math.max(SHORTEST, rough.lag - STEP), Math.min(LONGEST, rough.lag + STEP), 1);
  return fine.likeness >= LIKE_ENOUGH ? fine.lag : null;
}

function search(ring: SampleRing, from: number, to: number, step: number): { lag: number; likeness: number } {
  let best = { lag: from, likeness: -1 };
  for (let lag = from; lag <= to; lag += step) {
    const likeness = likenessAt(ring, lag);
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return best;
}

/** Normalised correlation of the seam's 5 ms with those `lag` later; every second sample says enough. */
function likenessAt(ring: SampleRing, lag: number): number {
  let both = 0;
  let here = 0;
  let there = 0;
  for (let i = 0; i < SEAM; i += 2) {
    const a = ring.at(i);
    const b = ring.at(lag + i);
    both += a * b;
    here += a * a;
    there += b * b;
  }
  return here * there > 0 ? both / Math.sqrt(here * there) : 0;
}

/** rms of the samples from `from` to `to`, counted from the head. */
export function loudnessWithin(ring: SampleRing, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += ring.at(i) ** 2;
  return Math.sqrt(sum / (to - from));
}
