/** The face of the room's sound: every method stands for the rung this browser reached. */

import type { RoomAudio } from ".";
import type { EngineLink, StartedEngine } from "./engine-link";
import { HttpPlayer } from "./http-player";
import type { Level } from "./level";
import { Loudspeaker } from "./loudspeaker";
import { listMicrophones, Microphone, type MicState } from "./microphone";
import type { FromEngine, PlaybackStats, StreamReading } from "./ports";
import { RoomContext } from "./room-context";
import type { Rung } from "./rung";
import { offerTap, tapWanted } from "./tap";

export class LiveRoomAudio implements RoomAudio {
  onText: (text: string) => void = () => {};
  onOpen: () => void = () => {};
  onClose: (code: number, reason: string) => void = () => {};
  onLevel: (level: Level) => void = () => {};
  onStream: (stream: number, active: boolean, level: number) => void = () => {};
  onMicLost: () => void = () => {};

  private readonly engine: EngineLink;
  private readonly context = new RoomContext();
  private readonly loudspeaker: Loudspeaker;
  private readonly microphone: Microphone;
  private readonly http = new HttpPlayer();
  private readonly sounding = new Set<number>();
  private visit = 0;
  private isOpen = false;
  private offset = 0;

  constructor(
    readonly rung: Rung,
    { link }: StartedEngine,
  ) {
    const taped = tapWanted();
    this.engine = link;
    this.engine.onMessage = (message) => this.hear(message);
    this.loudspeaker = new Loudspeaker(this.context, link, (streams) => this.read(streams), taped);
    this.microphone = new Microphone(this.context, link, () => this.loseMic(), taped);
    if (taped) offerTap(this.microphone, this.loudspeaker);
    this.roomClockOffset = 0;
  }

  get roomClockOffset(): number {
    return this.offset;
  }

  /** The engine's thread counts from another beginning than the page: it is told against the common one. */
  set roomClockOffset(ms: number) {
    this.offset = ms;
    this.engine.tell({ do: "clock", offset: ms - performance.timeOrigin });
  }

  get isHeard(): boolean {
    return this.loudspeaker.isOn && this.context.isRunning;
  }

  open(url: string): void {
    this.isOpen = false;
    this.engine.tell({ do: "open", url, visit: ++this.visit });
  }

  close(code = 1000): void {
    this.isOpen = false;
    this.engine.tell({ do: "close", code });
  }

  send(text: string): boolean {
    if (this.isOpen) this.engine.tell({ do: "send", text });
    return this.isOpen;
  }

  async listen(): Promise<void> {
    if (this.canSpeak) await this.loudspeaker.start();
    else if (this.rung === "hls") await this.http.start();
  }

  silence(): void {
    this.loudspeaker.stop();
    this.http.stop();
    for (const stream of this.sounding) this.onStream(stream, false, 0);
    this.sounding.clear();
  }

  setVolume(stream: number | "all", gain: number): void {
    this.loudspeaker.setVolume(stream, gain);
    if (stream === "all") this.http.setVolume(gain);
  }

  setMinTargetMs(ms: number): void {
    this.loudspeaker.setMinTarget(ms);
  }

  setFallbackUrl(url: string): void {
    this.http.setUrl(url);
  }

  get canSpeak(): boolean {
    return this.rung === "webcodecs" || this.rung === "wasm";
  }

  openMic(deviceId?: string): Promise<MicState> {
    return this.canSpeak ? this.microphone.open(deviceId) : Promise.resolve("missing");
  }

  closeMic(): void {
    this.talk(false);
    this.microphone.close();
  }

  devices(): Promise<{ id: string; label: string }[]> {
    return listMicrophones();
  }

  talk(on: boolean): void {
    this.engine.tell({ do: "talk", on });
  }

  setOnAir(on: boolean): void {
    this.engine.tell({ do: "air", on });
  }

  stats(): PlaybackStats {
    return this.loudspeaker.stats;
  }

  private hear(message: FromEngine): void {
    if (message.is === "level") this.onLevel(message.level);
    else if (message.is !== "codec" && message.visit === this.visit) this.hearSocket(message);
  }

  private hearSocket(message: Extract<FromEngine, { visit: number }>): void {
    this.isOpen = message.is !== "close";
    if (message.is === "open") this.onOpen();
    else if (message.is === "text") this.onText(message.text);
    else this.onClose(message.code, message.reason);
  }

  /** Says who sounds, and of each who stopped, once, that they stopped. */
  private read(streams: StreamReading[]): void {
    for (const { stream, active, level } of streams) {
      if (active) this.sounding.add(stream);
      else if (!this.sounding.delete(stream)) continue;
      this.onStream(stream, active, active ? level : 0);
    }
  }

  private loseMic(): void {
    this.talk(false);
    this.onMicLost();
  }
}
