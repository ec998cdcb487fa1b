import { expect, it } from "vitest";
import { FRAME, Framer } from "./framer";

it("makes frames of 960 from quanta of 128, loses nothing and numbers them on", () => {
  const frames: { slot: number; pcm: Float32Array }[] = [];
  const framer = new Framer(700, (slot, pcm) => frames.push({ slot, pcm }));
  let sample = 0;
  for (let quantum = 0; quantum < 15; quantum++)
    framer.push(Float32Array.from({ length: 128 }, () => sample++));
  expect(frames.map(({ slot }) => slot)).toEqual([700, 701]);
  expect(frames.flatMap(({ pcm }) => [...pcm])).toEqual(Array.from({ length: 2 * FRAME }, (_, i) => i));
});

it("makes several frames of one long piece", () => {
  const slots: number[] = [];
  new Framer(0, (slot) => slots.push(slot)).push(new Float32Array(3 * FRAME + 5));
  expect(slots).toEqual([0, 1, 2]);
});
