import { expect, it } from "vitest";
import { SampleRing, SEAM } from "./sample-ring";

const ramp = (from: number, length: number) => Float32Array.from({ length }, (_, i) => from + i);

function pull(ring: SampleRing, length: number): number[] {
  const out = new Float32Array(length);
  return [...out.subarray(0, ring.pull(out))];
}

it("gives back what it took, in order, as far as it goes", () => {
  const ring = new SampleRing();
  ring.push(ramp(0, 5));
  expect(pull(ring, 3)).toEqual([0, 1, 2]);
  expect(pull(ring, 3)).toEqual([3, 4]);
});

it("goes round and round", () => {
  const ring = new SampleRing();
  for (let i = 0; i < 2000; i++) {
    ring.push(ramp(i * 960, 960).map((value) => value % 1000));
    expect(pull(ring, 960)[17]).toBe((i * 960 + 17) % 1000);
  }
});

it.each([144, 480, 5000])("cuts %i samples with a seam that stays between both sides", (length) => {
  const ring = new SampleRing();
  ring.push(ramp(0, 8000));
  expect(ring.cut(length)).toBe(true);
  expect(ring.fill).toBe(8000 - length);
  const left = pull(ring, 8000);
  for (let i = 0; i < SEAM; i++) {
    expect(left[i]).toBeGreaterThanOrEqual(i);
    expect(left[i]).toBeLessThanOrEqual(length + i);
  }
  expect(left[SEAM]).toBe(length + SEAM);
  expect(left.at(-1)).toBe(7999);
});

it("does not cut more than it has", () => {
  const ring = new SampleRing();
  ring.push(ramp(0, 500));
  expect(ring.cut(480)).toBe(false);
  expect(ring.fill).toBe(500);
});

it("plays ten milliseconds again, only where they were just played", () => {
  const ring = new SampleRing();
  ring.push(ramp(0, 2000));
  expect(ring.repeat(480)).toBe(false);
  pull(ring, 960);
  expect(ring.repeat(480)).toBe(true);
  const again = pull(ring, 2000);
  expect(again.length).toBe(2000 - 960 + 480);
  expect(again[0]).toBeCloseTo(960, -1);
  expect(again[SEAM]).toBe(480 + SEAM);
});

it("forgets the oldest when five seconds wait", () => {
  const ring = new SampleRing();
  ring.push(ramp(0, 250_000));
  ring.push(ramp(250_000, 20_000));
  expect(ring.fill).toBe(2 ** 18 - 2048);
  expect(ring.at(ring.fill - 1)).toBe(269_999);
});
