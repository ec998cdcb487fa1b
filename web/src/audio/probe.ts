/** Which codec works here: decided by carrying one frame there and back, not by what the browser says of itself. */

import type { Codec } from "./codec";
import { FRAME } from "./framer";
import type { Rung } from "./rung";
import { webcodecs } from "./webcodecs";

const PATIENCE_MS = 2500;
/** A codec may hold one frame back before the first comes out. */
const FRAMES = 3;

/** The best working codec, or null when none works or the rung asked for has none. */
export async function probeCodec(forced: Rung | null): Promise<Codec | null> {
  if (forced === "hls" || forced === "text") return null;
  if (forced !== "wasm" && hasWebCodecs() && (await carries(webcodecs))) return webcodecs;
  if (forced === "webcodecs") return null;
  return probeWasm();
}

function hasWebCodecs(): boolean {
  return (
    typeof AudioEncoder === "function" &&
    typeof AudioDecoder === "function" &&
    typeof AudioData === "function"
  );
}

async function probeWasm(): Promise<Codec | null> {
  try {
    const { loadWasm } = await import("./wasm-codec");
    const codec = await loadWasm();
    return (await carries(codec)) ? codec : null;
  } catch {
    return null;
  }
}

function carries(codec: Codec): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (good: boolean) => {
      clearTimeout(timer);
      encoder.close();
      decoder.finish();
      resolve(good);
    };
    const timer = setTimeout(() => done(false), PATIENCE_MS);
    const decoder = codec.decoder<number>(
      (pcm) => done(pcm.length >= FRAME / 2),
      () => done(false),
    );
    const encoder = codec.encoder<number>(
      (packet, slot) => decoder.decode(packet, slot),
      () => done(false),
    );
    try {
      for (let slot = 0; slot < FRAMES; slot++) encoder.encode(tone(), slot);
    } catch {
      done(false);
    }
  });
}

function tone(): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: FRAME }, (_, i) => 0.3 * Math.sin(i / 20));
}
