import { expect, it } from "vitest";
import { type Level, loudnessOf, Meter } from "./level";

function readings(pcm: Float32Array, frames: number): Level[] {
  const meter = new Meter();
  return Array.from({ length: frames }, () => meter.take(loudnessOf(pcm))).filter((level) => level !== null);
}

it("reads ten times a second", () => {
  expect(readings(new Float32Array(960).fill(0.5), 50).length).toBe(10);
});

it("tells loudness, peak and clipping", () => {
  expect(readings(new Float32Array(960).fill(-0.5), 5)).toEqual([
    { rms: 0.5, peak: 0.5, clipping: false, silent: false },
  ]);
  expect(readings(Float32Array.of(0, 1, 0, 0), 5)).toEqual([
    { rms: 0.5, peak: 1, clipping: true, silent: false },
  ]);
});

it("calls a microphone silent after a second of nothing, not before", () => {
  expect(readings(new Float32Array(960), 50).map(({ silent }) => silent)).toEqual([
    ...Array(9).fill(false),
    true,
  ]);
});
