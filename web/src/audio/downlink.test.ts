import { beforeEach, expect, it } from "vitest";
import { Downlink } from "./downlink";
import { FIRST, LAST, packMessage, SILENCE_BEFORE } from "./message";
import { KIND, plainCodec } from "./plain-codec.test-kit";
import type { HeardFrame } from "./ports";

let heard: HeardFrame[];
let downlink: Downlink;
let now = 0;

beforeEach(() => {
  heard = [];
  now = 0;
  downlink = new Downlink(plainCodec, () => now);
  downlink.onFrame = (frame) => heard.push(frame);
});

function arrive(stream: number, slot: number, count: number, flags = 0): void {
  const packets = Array.from({ length: count }, () => Uint8Array.of(KIND, 20));
  downlink.take(packMessage({ flags, stream, slot, time: 0, packets }));
}

const slots = () => heard.map(({ slot, concealed }) => (concealed ? -slot : slot));

it("gives each frame with its stream, slot and marks", () => {
  arrive(4, 100, 2, FIRST | LAST | SILENCE_BEFORE);
  expect(heard.map(({ pcm, ...facts }) => ({ ...facts, loud: pcm?.[0].toFixed(1) }))).toEqual([
    { stream: 4, slot: 100, first: true, last: false, silenceBefore: true, concealed: false, loud: "0.2" },
    { stream: 4, slot: 101, first: false, last: true, silenceBefore: false, concealed: false, loud: "0.2" },
  ]);
});

it("conceals a hole of up to three frames and leaves a longer one open", () => {
  arrive(4, 100, 3, FIRST);
  arrive(4, 105, 3);
  arrive(4, 112, 3);
  expect(slots()).toEqual([100, 101, 102, -103, -104, 105, 106, 107, 112, 113, 114]);
});

it("conceals no silence", () => {
  arrive(4, 100, 1, FIRST | LAST);
  arrive(4, 103, 1, FIRST | SILENCE_BEFORE);
  expect(slots()).toEqual([100, 103]);
});

it("tells the end of a spurt that has no frame", () => {
  arrive(4, 103, 0, LAST);
  expect(heard).toEqual([
    { stream: 4, slot: 103, first: false, last: true, silenceBefore: false, concealed: false, pcm: null },
  ]);
});

it("acknowledges the newest slot of each stream, once", () => {
  arrive(4, 100, 3, FIRST);
  arrive(4, 103, 3);
  arrive(5, 7, 1, FIRST);
  expect(downlink.acknowledgements()).toEqual([
    { stream: 4, slot: 105, next: 500 },
    { stream: 5, slot: 7, next: 500 },
  ]);
  expect(downlink.acknowledgements()).toEqual([]);
});

it("acknowledges every second where messages are those of a large gallery, and at once when they are small again", () => {
  const said: number[] = [];
  for (let step = 0; step < 6; step++, now += 500) {
    arrive(4, step * 25, 6, step ? 0 : FIRST);
    said.push(...downlink.acknowledgements().map(({ slot }) => slot));
  }
  arrive(4, 150, 3);
  said.push(...downlink.acknowledgements().map(({ slot }) => slot));
  expect(said).toEqual([5, 55, 105, 152]);
});

it("acknowledges every four seconds in a large gallery once nothing has come late for ten, and sooner after a stumble", () => {
  const said: [number, number][] = [];
  const listen = (steps: number, late = 0) => {
    now += late;
    for (let step = 0; step < steps; step++, now += 500) {
      arrive(4, ((now - late) / 500) * 25, 6, now ? 0 : FIRST);
      said.push(...downlink.acknowledgements().map(({ next }): [number, number] => [now, next]));
    }
  };
  listen(40);
  expect(said.filter(([at]) => at >= 9000)).toEqual([
    [9000, 1000],
    [10_000, 4000],
    [14_000, 4000],
    [18_000, 4000],
  ]);
  const broken = said.filter(([at], i) => i > 0 && at - said[i - 1][0] > said[i - 1][1]);
  expect(broken).toEqual([]);
  said.length = 0;
  listen(6, 500);
  expect(said).toEqual([
    [20_500, 1000],
    [21_500, 1000],
    [22_500, 1000],
  ]);
});

it("decodes nothing while nobody listens, and acknowledges all the same", () => {
  downlink.onFrame = null;
  arrive(4, 100, 3, FIRST);
  expect(heard).toEqual([]);
  expect(downlink.acknowledgements()).toEqual([{ stream: 4, slot: 102, next: 500 }]);
});

it("passes over bytes that are not sound", () => {
  downlink.take(Uint8Array.of(0x12, 0, 0, 0));
  expect(heard).toEqual([]);
});

it("keeps no more than eight decoders, however many streams are named", () => {
  for (let stream = 1; stream <= 40; stream++) arrive(stream, 1, 1, FIRST);
  expect(downlink.acknowledgements().map(({ stream }) => stream)).toEqual([33, 34, 35, 36, 37, 38, 39, 40]);
});
