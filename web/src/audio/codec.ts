/** What both codecs offer: one frame in, one packet out, and the way back. Results may come at once or later, but always
 *  in order, each with the facts that went in beside it. */

import type { Rung } from "./rung";

export interface FrameEncoder<Facts> {
  readonly newest: Facts | undefined;
  encode(pcm: Float32Array<ArrayBuffer>, facts: Facts): void;
  close(): void;
}

export interface PacketDecoder<Facts> {
  decode(packet: Uint8Array, facts: Facts): void;
  /** Lets what is inside come out, then ends. */
  finish(): void;
}

export interface Codec {
  readonly rung: Extract<Rung, "webcodecs" | "wasm">;
  /** `onLost` counts frames that went in and will never come out; the codec has mended itself by then. */
  encoder<Facts>(
    onPacket: (packet: Uint8Array, facts: Facts) => void,
    onLost: (frames: number) => void,
  ): FrameEncoder<Facts>;
  decoder<Facts>(
    onPcm: (pcm: Float32Array<ArrayBuffer>, facts: Facts) => void,
    onLost: (frames: number) => void,
  ): PacketDecoder<Facts>;
}

export const BITRATE = 24_000;
