/** The room's sound and its socket, behind one face: the page does not know which rung of the ladder it stands on.
 *
 *  | I want to … | open … |
 *  | change what is sent, and when | uplink, gate, bundler, backlog |
 *  | change how late sound is played | jitter-buffer, arrivals, shortening |
 *  | touch a codec | codec, webcodecs, wasm-codec, probe |
 *  | see which thread says what | ports, engine, engine-link |
 *  | ask for the microphone, start the loudspeaker | microphone, loudspeaker, room-context |
 */

import { startEngine } from "./engine-link";
import { canPlayHttp } from "./http-player";
import type { Level } from "./level";
import type { MicState } from "./microphone";
import type { PlaybackStats } from "./ports";
import { LiveRoomAudio } from "./room-audio";
import { forcedRung, type Rung } from "./rung";

export type { Level, MicState, PlaybackStats, Rung };

export interface RoomAudio {
  /** "webcodecs" and "wasm" talk and listen; "hls" listens; "text" has no sound. */
  readonly rung: Rung;
  /** Whether this rung can speak at all; without it `openMic` answers "missing" and asks nobody. */
  readonly canSpeak: boolean;
  /** Whether sound can come out now: listening, and the browser has let the context run. */
  readonly isHeard: boolean;

  /** Opens the room's socket in the engine's thread; an earlier one is left without `onClose`. */
  open(url: string): void;
  close(code?: number): void;
  /** Sends a text frame; false when there is no open connection, and then nothing is kept. */
  send(text: string): boolean;
  onText: (text: string) => void;
  onOpen: () => void;
  onClose: (code: number, reason: string) => void;

  /** Starts playback; call it in a press. Calling it again is harmless. Rejects when the worklet cannot be loaded. */
  listen(): Promise<void>;
  /** Stops playback and lets the context sleep; the server is told nothing. */
  silence(): void;
  setVolume(stream: number | "all", gain: number): void;
  /** 60–80 for those who may speak, 300 for pure listeners. */
  setMinTargetMs(ms: number): void;
  /** The room's LL-HLS address, for the third rung. */
  setFallbackUrl(url: string): void;

  /** Asks for the microphone; call it in a press. Without an id, the one chosen last time. */
  openMic(deviceId?: string): Promise<MicState>;
  closeMic(): void;
  /** The microphone was unplugged or its permission taken back; it is closed by then. */
  onMicLost: () => void;
  devices(): Promise<{ id: string; label: string }[]>;
  /** Held or locked. Frames leave only while talking and on air. */
  talk(on: boolean): void;
  setOnAir(on: boolean): void;
  /** ms to add to `performance.now()` for the room's clock. */
  roomClockOffset: number;
  /** The microphone's level, ten times a second while it is open, whether or not anything is sent. */
  onLevel: (level: Level) => void;
  /** A stream that sounds, ten times a second with its level (0..1), and once with false when it stops. */
  onStream: (stream: number, active: boolean, level: number) => void;
  stats(): PlaybackStats;
}

/** Finds the rung by carrying a frame through each codec, and gives the room's sound, silent and unconnected. */
export async function openRoomAudio(): Promise<RoomAudio> {
  const forced = forcedRung();
  const engine = await startEngine(hasWorklets() ? forced : "hls");
  return new LiveRoomAudio(engine.codec ?? withoutCodec(forced), engine);
}

function withoutCodec(forced: Rung | null): Rung {
  return forced !== "text" && canPlayHttp() ? "hls" : "text";
}

function hasWorklets(): boolean {
  return typeof AudioWorkletNode === "function" && isSecureContext;
}
