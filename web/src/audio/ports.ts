/** What the threads of the room's sound say to each other: page ↔ engine, capture worklet → engine,
 *  engine → playback worklet, worklets → page. */

import type { Level } from "./level";
import type { Rung } from "./rung";

export type ToEngine =
  | { do: "probe"; forced: Rung | null }
  | { do: "open"; url: string; visit: number }
  | { do: "close"; code: number }
  | { do: "send"; text: string }
  | { do: "capture"; port: MessagePort }
  | { do: "player"; port: MessagePort | null }
  | { do: "talk"; on: boolean }
  | { do: "air"; on: boolean }
  /** ms to add to `performance.timeOrigin + performance.now()` for the room's clock. */
  | { do: "clock"; offset: number };

/** `visit` numbers the connections: a late word of an old one is not taken for the new one's. */
export type FromEngine =
  | { is: "codec"; rung: "webcodecs" | "wasm" | null }
  | { is: "open"; visit: number }
  | { is: "text"; text: string; visit: number }
  | { is: "close"; code: number; reason: string; visit: number }
  | { is: "level"; level: Level };

/** From the capture worklet to the engine: 960 samples at 48 kHz. */
export interface CapturedFrame {
  slot: number;
  pcm: Float32Array<ArrayBuffer>;
}

/** From the engine to the playback worklet. `pcm` is null when only the end of a spurt is told. */
export interface HeardFrame {
  stream: number;
  slot: number;
  pcm: Float32Array<ArrayBuffer> | null;
  first: boolean;
  last: boolean;
  silenceBefore: boolean;
  /** Made up to cover a loss, not heard. */
  concealed: boolean;
}

export type ToPlayback =
  | { do: "engine"; port: MessagePort }
  | { do: "volume"; stream: number | "all"; gain: number }
  | { do: "minimum"; ms: number }
  | { do: "silence" }
  | { do: "tap" };

export interface StreamReading {
  stream: number;
  active: boolean;
  /** rms, 0..1 */
  level: number;
}

export interface PlaybackStats {
  bufferMs: number;
  targetMs: number;
  jitterMs: number;
  lost: number;
  gaps: number;
}

/** A stretch of a worklet's samples: `start` counts the context's frames. */
export interface Tape {
  start: number;
  rate: number;
  samples: Float32Array<ArrayBuffer>;
}

export type FromPlayback =
  | { is: "reading"; streams: StreamReading[]; stats: PlaybackStats }
  | { is: "tape"; tape: Tape };

export type ToCapture = { do: "engine"; port: MessagePort } | { do: "tap" } | { do: "stop" };
export type FromCapture = { is: "tape"; tape: Tape };
