/** Gathers encoded frames into messages: three at a time, fewer when a spurt ends or the slots jump. */

import { type AudioMessage, FIRST, LAST, MAX_PACKET_BYTES, SILENCE_BEFORE } from "./message";

export const BUNDLE_FRAMES = 3;

export interface FrameFacts {
  slot: number;
  /** Room clock, ms. */
  time: number;
  first: boolean;
  last: boolean;
  silenceBefore: boolean;
}

export class Bundler {
  private open: AudioMessage | null = null;

  constructor(private readonly onMessage: (message: AudioMessage) => void) {}

  add(facts: FrameFacts, packet: Uint8Array): void {
    if (packet.length < 1 || packet.length > MAX_PACKET_BYTES) return;
    if (this.open && facts.slot !== this.open.slot + this.open.packets.length) this.flush();
    this.open ??= begin(facts);
    this.open.packets.push(packet);
    if (facts.last) this.open.flags |= LAST;
    if (facts.last || this.open.packets.length >= BUNDLE_FRAMES) this.flush();
  }

  /** Ends the spurt when its last frame has already left: `slot` is the one that will not come. */
  end(slot: number, time: number): void {
    this.open ??= { flags: 0, stream: 0, slot, time, packets: [] };
    this.open.flags |= LAST;
    this.flush();
  }

  private flush(): void {
    const message = this.open;
    this.open = null;
    if (message) this.onMessage(message);
  }
}

function begin(facts: FrameFacts): AudioMessage {
  const flags = (facts.first ? FIRST : 0) | (facts.silenceBefore ? SILENCE_BEFORE : 0);
  return { flags, stream: 0, slot: facts.slot, time: facts.time, packets: [] };
}
