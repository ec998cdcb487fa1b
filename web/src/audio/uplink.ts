/** From the microphone to the wire: meter, gate, encoder, bundle, backlog. */

import { Backlog } from "./backlog";
import { Bundler, type FrameFacts } from "./bundler";
import type { Codec, FrameEncoder } from "./codec";
import { Gate } from "./gate";
import { type Level, loudnessOf, Meter } from "./level";
import { type AudioMessage, packMessage, SLOT_MS } from "./message";
import type { CapturedFrame } from "./ports";

/** Frames sent from before the gate opened. Two of them and the one that opened it make one full bundle. */
const RUN_UP = 2;

export interface UplinkWays {
  /** Sends the bytes; false when there is no open connection. */
  send(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** The room's clock, ms. */
  roomTime(): number;
  /** A monotonic clock, ms. */
  now(): number;
  onLevel(level: Level): void;
}

export class Uplink {
  private readonly meter = new Meter();
  private readonly gate = new Gate();
  private readonly backlog = new Backlog();
  private readonly bundler = new Bundler((message) => this.leave(message));
  private encoder: FrameEncoder<FrameFacts> | null = null;
  private runUp: CapturedFrame[] = [];
  private talking = false;
  private onAir = false;
  /** Whether a spurt has begun on the wire and its end has not been said. */
  private inSpurt = false;
  private spurts = 0;
  private lastSlot = 0;

  constructor(
    private readonly codec: Codec,
    private readonly ways: UplinkWays,
  ) {}

  talk(on: boolean): void {
    this.talking = on;
    this.changed();
  }

  setOnAir(on: boolean): void {
    this.onAir = on;
    if (!on) this.spurts = 0;
    this.changed();
  }

  reconnected(): void {
    this.backlog.clear();
    this.inSpurt = false;
    this.spurts = 0;
  }

  /** The node has taken our sound up to this slot. */
  acknowledge(slot: number): void {
    this.backlog.acknowledge(slot);
  }

  /** Takes a frame of the microphone; sends it only while talking, on air and above the gate. */
  take(frame: CapturedFrame): void {
    const loudness = loudnessOf(frame.pcm);
    const reading = this.meter.take(loudness);
    if (reading) this.ways.onLevel(reading);
    if (!this.talking || !this.onAir) return;
    const wasOpen = this.gate.isOpen;
    const isOpen = this.gate.hear(loudness.rms);
    if (isOpen || wasOpen) this.speak(frame, !isOpen);
    else this.wait(frame);
  }

  close(): void {
    this.encoder?.close();
    this.encoder = null;
  }

  private changed(): void {
    const speaking = this.talking && this.onAir;
    this.runUp = [];
    if (speaking) this.gate.start();
    else {
      this.gate.stop();
      this.endSpurt();
    }
  }

  private wait(frame: CapturedFrame): void {
    this.runUp.push(frame);
    if (this.runUp.length > RUN_UP) this.runUp.shift();
  }

  private speak(frame: CapturedFrame, last: boolean): void {
    for (const earlier of this.runUp.splice(0)) this.encode(earlier, false, frame.slot - earlier.slot);
    this.encode(frame, last, 0);
  }

  private encode(frame: CapturedFrame, last: boolean, slotsAgo: number): void {
    const first = !this.inSpurt;
    this.inSpurt = !last;
    this.lastSlot = frame.slot;
    this.encoder ??= this.codec.encoder(
      (packet, facts) => this.bundler.add(facts, packet),
      () => {}, // frames lost in a broken encoder are a hole in the slots, which listeners conceal
    );
    const time = this.ways.roomTime() - SLOT_MS * (1 + slotsAgo);
    const facts = { slot: frame.slot, time, first, last };
    this.encoder.encode(frame.pcm, { ...facts, silenceBefore: first && this.spurts > 0 });
    if (first) this.spurts++;
  }

  /** Says the end at once when the encoder is empty, otherwise lets the frame still inside say it. */
  private endSpurt(): void {
    if (!this.inSpurt) return;
    this.inSpurt = false;
    const inside = this.encoder?.newest;
    if (inside) inside.last = true;
    else this.bundler.end(this.lastSlot + 1, this.ways.roomTime());
  }

  private leave(message: AudioMessage): void {
    const now = this.ways.now();
    const frames = message.packets.length;
    if (!this.backlog.admits(frames, now)) return;
    if (!this.ways.send(packMessage(message))) return;
    if (frames > 0) this.backlog.leave(message.slot + frames - 1, frames, now);
  }
}
