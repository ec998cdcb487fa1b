import { expect, it } from "vitest";
import { Resampler } from "./resampler";

function tone(rate: number, hertz: number, seconds: number): Float32Array {
  return Float32Array.from({ length: rate * seconds }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
}

function inQuanta(resampler: Resampler, input: Float32Array): number[] {
  const out: number[] = [];
  for (let at = 0; at < input.length; at += 128) out.push(...resampler.process(input.subarray(at, at + 128)));
  return out;
}

const rms = (samples: number[]) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

it.each([
  [44_100, 48_000],
  [48_000, 44_100],
  [16_000, 48_000],
  [96_000, 48_000],
])("from %i to %i keeps a tone of 1 kHz, its length and its loudness", (from, to) => {
  const out = inQuanta(new Resampler(from, to), tone(from, 1000, 1));
  expect(Math.abs(out.length - to)).toBeLessThan(100);
  const delay = (16 / from) * to;
  const expected = out.map((_, i) => Math.sin((2 * Math.PI * 1000 * (i - delay)) / to));
  const error = out.map((x, i) => x - expected[i]).slice(2000, -2000);
  expect(rms(error)).toBeLessThan(0.02);
});

it("lets no tone through that the lower rate cannot hold", () => {
  const out = inQuanta(new Resampler(48_000, 16_000), tone(48_000, 12_000, 1));
  expect(rms(out.slice(1000))).toBeLessThan(0.01);
});

it("passes equal rates untouched", () => {
  const input = tone(48_000, 440, 0.1);
  expect(new Resampler(48_000, 48_000).process(input)).toBe(input);
});
