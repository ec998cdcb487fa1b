import { expect, it } from "vitest";
import { FRAME, RATE } from "./framer";
import { loadWasm } from "./wasm-codec";

const tone = (slot: number) =>
  Float32Array.from(
    { length: FRAME },
    (_, i) => 0.4 * Math.sin((2 * Math.PI * 300 * (slot * FRAME + i)) / RATE),
  );
const turns = () => new Promise((resolve) => setTimeout(resolve, 20));

it("carries a tone there and back, small and with its facts", async () => {
  const codec = await loadWasm();
  const heard: { slot: number; pcm: Float32Array }[] = [];
  const sizes: number[] = [];
  const decoder = codec.decoder<number>(
    (pcm, slot) => heard.push({ slot, pcm }),
    () => {},
  );
  const encoder = codec.encoder<number>(
    (packet, slot) => {
      sizes.push(packet.length);
      decoder.decode(packet, slot);
    },
    () => {},
  );
  for (let slot = 0; slot < 50; slot++) encoder.encode(tone(slot), slot);
  await turns();
  expect(heard.map(({ slot }) => slot)).toEqual(Array.from({ length: 50 }, (_, slot) => slot));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(400);
  expect(Math.max(...heard[40].pcm)).toBeGreaterThan(0.3);
});

it("goes on after a broken packet, and tells that one frame is lost", async () => {
  const codec = await loadWasm();
  const heard: number[] = [];
  let lost = 0;
  const decoder = codec.decoder<number>(
    (_pcm, slot) => heard.push(slot),
    (frames) => {
      lost += frames;
    },
  );
  const encoder = codec.encoder<number>(
    (packet, slot) => decoder.decode(slot === 1 ? Uint8Array.of(0xff, 0xff, 0xff) : packet, slot),
    () => {},
  );
  for (let slot = 0; slot < 3; slot++) encoder.encode(tone(slot), slot);
  await turns();
  expect({ heard, lost }).toEqual({ heard: [0, 2], lost: 1 });
});

it("makes a smooth frame of a packet of one byte", async () => {
  const codec = await loadWasm();
  const heard: Float32Array[] = [];
  const decoder = codec.decoder<number>(
    (pcm) => heard.push(pcm),
    () => {},
  );
  const encoder = codec.encoder<number>(
    (packet, slot) => decoder.decode(slot < 20 ? packet : Uint8Array.of(packet[0] & 0xfc), slot),
    () => {},
  );
  for (let slot = 0; slot <= 20; slot++) encoder.encode(tone(slot), slot);
  await turns();
  const [before, made] = heard.slice(-2);
  expect(made.length).toBe(FRAME);
  expect(Math.max(...made)).toBeGreaterThan(0.1);
  expect(Math.abs(made[0] - before[FRAME - 1])).toBeLessThan(0.05);
});
