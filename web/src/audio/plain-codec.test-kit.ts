/** A codec whose packet is the loudest sample in one byte: what went in can be told from what comes out. */

import type { Codec } from "./codec";
import { FRAME } from "./framer";

export const KIND = 0x48;

export const plainCodec: Codec = {
  rung: "wasm",
  encoder: (onPacket) => ({
    newest: undefined,
    encode: (pcm, facts) => onPacket(Uint8Array.of(KIND, Math.round(pcm[0] * 100)), facts),
    close: () => {},
  }),
  decoder: (onPcm) => ({
    decode: (packet, facts) => onPcm(new Float32Array(FRAME).fill((packet[1] ?? 0) / 100), facts),
    finish: () => {},
  }),
};

export function voice(loudness: number): Float32Array<ArrayBuffer> {
  return new Float32Array(FRAME).fill(loudness);
}
