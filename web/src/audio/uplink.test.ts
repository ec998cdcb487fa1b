import { beforeEach, describe, expect, it } from "vitest";
import { type AudioMessage, FIRST, LAST, parseMessage, SILENCE_BEFORE } from "./message";
import { plainCodec, voice } from "./plain-codec.test-kit";
import { Uplink } from "./uplink";

const SPEECH = 0.2;
const HUSH = 0.0002;

let now: number;
let slot: number;
let levels: number;
let sent: AudioMessage[];
let uplink: Uplink;

beforeEach(() => {
  now = slot = levels = 0;
  sent = [];
  uplink = new Uplink(plainCodec, {
    send: (bytes) => sent.push(parseMessage(bytes) as AudioMessage) > 0,
    roomTime: () => 1_000_000 + now,
    now: () => now,
    onLevel: () => levels++,
  });
});

function say(loudness: number, frames: number): void {
  for (let i = 0; i < frames; i++) {
    now += 20;
    uplink.take({ slot: slot++, pcm: voice(loudness) });
    if (slot % 24 === 0) uplink.acknowledge(slot - 1);
  }
}

const summary = () => sent.map(({ slot, flags, packets }) => [slot, flags, packets.length]);

describe("Maryam's microphone", () => {
  it("sends nothing before she is on air and presses, but shows her level", () => {
    say(SPEECH, 50);
    uplink.talk(true);
    say(SPEECH, 50);
    expect(sent).toEqual([]);
    expect(levels).toBe(20);
    uplink.talk(false);
    uplink.setOnAir(true);
    say(SPEECH, 50);
    expect(sent).toEqual([]);
  });

  it("sends three frames a message from her press on, and the end when she lets go", () => {
    uplink.setOnAir(true);
    uplink.talk(true);
    say(SPEECH, 7);
    uplink.talk(false);
    say(SPEECH, 7);
    expect(summary()).toEqual([
      [0, FIRST, 3],
      [3, 0, 3],
      [6, LAST, 1],
    ]);
  });

  it("says the end by itself when all has left", () => {
    uplink.setOnAir(true);
    uplink.talk(true);
    say(SPEECH, 3);
    uplink.setOnAir(false);
    expect(summary()).toEqual([
      [0, FIRST, 3],
      [3, LAST, 0],
    ]);
  });

  it("stops after 400 ms of silence and begins again two frames before the next word", () => {
    uplink.setOnAir(true);
    uplink.talk(true);
    say(SPEECH, 10);
    say(HUSH, 50);
    say(SPEECH, 3);
    expect(summary().slice(-2)).toEqual([
      [27, LAST, 3],
      [58, FIRST | SILENCE_BEFORE, 3],
    ]);
  });

  it("gives the room's time of the first frame's beginning", () => {
    uplink.setOnAir(true);
    uplink.talk(true);
    say(SPEECH, 3);
    expect(sent[0].time).toBe(1_000_000);
  });

  it("falls silent, not late, when the node no longer answers", () => {
    uplink.setOnAir(true);
    uplink.talk(true);
    for (let i = 0; i < 300; i++) {
      now += 20;
      uplink.take({ slot: slot++, pcm: voice(SPEECH) });
    }
    const frames = sent
      .filter((message) => message.slot < 240)
      .reduce((sum, { packets }) => sum + packets.length, 0);
    expect(frames).toBe(48);
  });
});
