import { expect, it } from "vitest";
import { Gate } from "./gate";

const SPEECH = 0.05;
const HUSH = 0.0005;
const hearMany = (gate: Gate, rms: number, frames: number) =>
  Array.from({ length: frames }, () => gate.hear(rms));

it("opens with the first frame of speech", () => {
  const gate = new Gate();
  hearMany(gate, HUSH, 50);
  expect(gate.isOpen).toBe(false);
  expect(gate.hear(SPEECH)).toBe(true);
});

it("closes with the twentieth quiet frame, which is 400 ms", () => {
  const gate = new Gate();
  gate.hear(SPEECH);
  expect(hearMany(gate, HUSH, 19)).toEqual(Array(19).fill(true));
  expect(gate.hear(HUSH)).toBe(false);
});

it("stays open over the breath between two words", () => {
  const gate = new Gate();
  gate.hear(SPEECH);
  hearMany(gate, HUSH, 15);
  gate.hear(SPEECH);
  expect(hearMany(gate, HUSH, 15).at(-1)).toBe(true);
});

it("learns the hum of a room within ten seconds, and hears speech above it", () => {
  const gate = new Gate();
  const hum = 0.006;
  expect(gate.hear(hum)).toBe(true);
  expect(hearMany(gate, hum, 500).at(-1)).toBe(false);
  expect(gate.hear(SPEECH)).toBe(true);
});

it("stays open through a minute of loud speech without a pause", () => {
  const gate = new Gate();
  expect(hearMany(gate, 0.1, 3000).every(Boolean)).toBe(true);
});

it("is open from the press on", () => {
  const gate = new Gate();
  gate.start();
  expect(gate.hear(HUSH)).toBe(true);
});
