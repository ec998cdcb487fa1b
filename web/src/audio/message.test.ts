import { describe, expect, it } from "vitest";
import { FIRST, LAST, packMessage, parseMessage } from "./message";

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");

describe("an audio message", () => {
  const message = {
    flags: FIRST,
    stream: 0,
    slot: 0x01020304,
    time: 1_795_370_000_123,
    packets: [Uint8Array.of(0x48, 1, 2), Uint8Array.of(0x48)],
  };

  it("has the layout of the wire", () => {
    expect(hex(packMessage(message))).toBe("11 01 00 00 01 02 03 04 04 64 1e fb 00 03 48 01 02 00 01 48");
  });

  it("comes back as it went, its time in 32 bits", () => {
    expect(parseMessage(packMessage(message))).toEqual({ ...message, time: 1_795_370_000_123 % 2 ** 32 });
  });

  it("may be empty only at the end of a spurt", () => {
    const empty = { flags: 0, stream: 3, slot: 9, time: 5, packets: [] };
    expect(parseMessage(packMessage(empty))).toBeNull();
    expect(parseMessage(packMessage({ ...empty, flags: LAST }))).toEqual({ ...empty, flags: LAST });
  });

  it("is read from the middle of a larger buffer", () => {
    const bytes = packMessage(message);
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 7);
    expect(parseMessage(larger.subarray(7))?.slot).toBe(0x01020304);
  });

  it.each([
    ["words", new TextEncoder().encode('{"ev":"pong","t":1,"now":2}')],
    ["a cut header", Uint8Array.of(0x11, 0, 0)],
    ["a cut length", Uint8Array.of(...packMessage(message), 0)],
    ["a cut packet", packMessage(message).slice(0, -1)],
    ["an empty packet", Uint8Array.of(...packMessage(message), 0, 0)],
    ["a packet of 401 bytes", packMessage({ ...message, packets: [new Uint8Array(401)] })],
    ["seventeen packets", packMessage({ ...message, packets: Array(17).fill(Uint8Array.of(1)) })],
  ])("is not read from %s", (_name, bytes) => {
    expect(parseMessage(bytes)).toBeNull();
  });
});
