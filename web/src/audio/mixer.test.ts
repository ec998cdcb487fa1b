import { expect, it } from "vitest";
import { FRAME } from "./framer";
import { Mixer, MOST_VOICES } from "./mixer";
import { voice } from "./plain-codec.test-kit";

/** Gives every stream's frames in real time and returns the last quantum of the sum. */
function talk(mixer: Mixer, loudness: Record<number, number>, frames: number): Float32Array {
  const out = new Float32Array(FRAME / 2);
  for (let slot = 0; slot < frames; slot++) {
    for (const [stream, loud] of Object.entries(loudness)) {
      const marks = { first: slot === 0, last: false, silenceBefore: false, concealed: false };
      mixer.take({ stream: Number(stream), slot, pcm: voice(loud), ...marks }, slot * 20);
    }
    mixer.pull(out);
    mixer.pull(out);
  }
  return out;
}

it("sums the speakers", () => {
  expect(talk(new Mixer(), { 1: 0.1, 2: 0.2, 3: 0.3 }, 60)[0]).toBeCloseTo(0.6, 3);
});

it("turns one down without touching the other", () => {
  const mixer = new Mixer();
  mixer.setVolume(2, 0);
  expect(talk(mixer, { 1: 0.1, 2: 0.5 }, 60)[0]).toBeCloseTo(0.1, 3);
});

it("turns all down with one volume", () => {
  const mixer = new Mixer();
  mixer.setVolume("all", 0.5);
  expect(talk(mixer, { 1: 0.2, 2: 0.4 }, 60)[0]).toBeCloseTo(0.3, 3);
});

it("keeps three loud speakers below full scale", () => {
  const out = talk(new Mixer(), { 1: 0.6, 2: 0.6, 3: 0.6 }, 60);
  expect(Math.max(...out)).toBeLessThanOrEqual(0.901);
});

it("says who sounds and how loudly, and who is quiet", () => {
  const mixer = new Mixer();
  talk(mixer, { 1: 0.25 }, 60);
  const [reading] = mixer.readings();
  expect(reading).toEqual({ stream: 1, active: true, level: expect.closeTo(0.25, 2) });
  const out = new Float32Array(480);
  for (let i = 0; i < 200; i++) mixer.pull(out);
  mixer.readings();
  mixer.pull(out);
  expect(mixer.readings()).toEqual([{ stream: 1, active: false, level: 0 }]);
  expect(mixer.stats().gaps).toBe(1);
});

it("hears four at once; a fifth takes the place of the longest unheard", () => {
  const mixer = new Mixer();
  for (let stream = 1; stream <= MOST_VOICES + 1; stream++) {
    const marks = { first: true, last: false, silenceBefore: false, concealed: false };
    mixer.take({ stream, slot: 0, pcm: voice(0.1), ...marks }, stream);
  }
  expect(mixer.readings().map(({ stream }) => stream)).toEqual([2, 3, 4, 5]);
});
