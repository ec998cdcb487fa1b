import { beforeEach, expect, it } from "vitest";
import { Bundler, type FrameFacts } from "./bundler";
import { type AudioMessage, FIRST, LAST, SILENCE_BEFORE } from "./message";

let sent: AudioMessage[];
let bundler: Bundler;
const packet = Uint8Array.of(0x48, 1);
const facts = (slot: number, marks: Partial<FrameFacts> = {}): FrameFacts => ({
  slot,
  time: slot * 20,
  first: false,
  last: false,
  silenceBefore: false,
  ...marks,
});

beforeEach(() => {
  sent = [];
  bundler = new Bundler((message) => sent.push(message));
});

it("sends three frames at a time, with the slot and time of the first", () => {
  for (const slot of [10, 11, 12, 13]) bundler.add(facts(slot, { first: slot === 10 }), packet);
  expect(sent).toEqual([{ flags: FIRST, stream: 0, slot: 10, time: 200, packets: [packet, packet, packet] }]);
});

it("sends at once what ends a spurt", () => {
  bundler.add(facts(10, { first: true, silenceBefore: true }), packet);
  bundler.add(facts(11, { last: true }), packet);
  expect(sent.map(({ flags, packets }) => [flags, packets.length])).toEqual([
    [FIRST | SILENCE_BEFORE | LAST, 2],
  ]);
});

it("never puts a jump of slots into one message", () => {
  bundler.add(facts(10), packet);
  bundler.add(facts(15), packet);
  bundler.end(16, 320);
  expect(sent.map(({ slot, flags }) => [slot, flags])).toEqual([
    [10, 0],
    [15, LAST],
  ]);
});

it("says an end that has no frame of its own", () => {
  bundler.end(16, 320);
  expect(sent).toEqual([{ flags: LAST, stream: 0, slot: 16, time: 320, packets: [] }]);
});

it("keeps back a packet the node would refuse", () => {
  bundler.add(facts(10, { last: true }), new Uint8Array(401));
  expect(sent).toEqual([]);
});
