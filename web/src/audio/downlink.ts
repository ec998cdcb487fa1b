/** From the wire to the playback worklet: one decoder a stream, holes concealed, the node told how far we have heard. */

import type { Codec, PacketDecoder } from "./codec";
import { type AudioMessage, FIRST, LAST, parseMessage, SILENCE_BEFORE, SLOT_MS } from "./message";
import type { HeardFrame } from "./ports";

/** A longer hole is left open: made-up speech past 60 ms is a robot's. */
const MOST_CONCEALED = 3;
const MOST_STREAMS = 8;
const FORGET_AFTER_MS = 30_000;
/** A message of more packets is for a large gallery, and a thousand listeners' acknowledgements are a load. */
const MOST_PACKETS_OF_FEW = 3;
/** How often we say how far we heard: with few listeners, in a large gallery, and there once the way is known to be good. */
const FEW_MS = 500;
const MANY_MS = 1000;
const CALM_MS = 4000;
/** What a timer may be early. */
const EARLY_MS = 250;
/** Sound that comes so much later than the sound before it is a stumble; after so long without one the way is calm. */
const STUMBLE_MS = 400;
const CALM_AFTER_MS = 10_000;
/** The bits of a packet's first byte that name its kind; the rest count its frames. */
const KIND_BITS = 0xfc;

type Facts = Omit<HeardFrame, "pcm">;

interface Stream {
  decoder: PacketDecoder<Facts>;
  slot: number;
  nextSlot: number;
  lastKind: number;
  heardAt: number;
  stumbledAt: number;
  acknowledged: number;
  acknowledgedAt: number;
  promised: number;
  isOneOfMany: boolean;
}

export interface Acknowledgement {
  stream: number;
  slot: number;
  next: number;
}

export class Downlink {
  private readonly streams = new Map<number, Stream>();

  /** `onFrame` is null while nobody listens: then nothing is decoded, but what arrives is still acknowledged. */
  onFrame: ((frame: HeardFrame) => void) | null = null;

  constructor(
    private readonly codec: Codec | null,
    private readonly now: () => number,
  ) {}

  /** Takes a binary message as it came; what is not sound is passed over. */
  take(bytes: Uint8Array): void {
    const message = parseMessage(bytes);
    if (!message || !this.codec) return;
    const stream = this.streamOf(message, this.codec);
    const now = this.now();
    const late = now - stream.heardAt - (message.slot - stream.slot) * SLOT_MS;
    if (late > STUMBLE_MS) stream.stumbledAt = now;
    stream.heardAt = now;
    stream.slot = message.slot;
    if (this.onFrame) this.decode(stream, message);
    else this.pass(stream, message);
    stream.nextSlot = message.slot + message.packets.length;
    stream.isOneOfMany = message.packets.length > MOST_PACKETS_OF_FEW;
  }

  /** The streams of which it is time to say how far they were heard: the newest slot, and within how many ms we say so again.
   *  To be asked every 500 ms. */
  acknowledgements(): Acknowledgement[] {
    const due: Acknowledgement[] = [];
    const now = this.now();
    for (const [number, stream] of this.streams) {
      if (stream.nextSlot === stream.acknowledged || stream.nextSlot === 0) continue;
      const next = pace(stream, now);
      // What was promised is kept: the node sends nothing more to whoever it has given up.
      if (now - stream.acknowledgedAt < Math.min(next, stream.promised) - EARLY_MS) continue;
      stream.acknowledged = stream.nextSlot;
      stream.acknowledgedAt = now;
      stream.promised = next;
      due.push({ stream: number, slot: stream.nextSlot - 1, next });
    }
    return due;
  }

  clear(): void {
    for (const number of [...this.streams.keys()]) this.drop(number);
  }

  private decode(stream: Stream, message: AudioMessage): void {
    const facts = this.factsOf(message);
    if (message.packets.length === 0) {
      this.onFrame?.({ ...facts(message.slot, true), pcm: null });
      return;
    }
    this.conceal(stream, message);
    message.packets.forEach((packet, i) => {
      stream.lastKind = packet[0] & KIND_BITS;
      stream.decoder.decode(packet, facts(message.slot + i, i === message.packets.length - 1));
    });
  }

  private factsOf({ stream, slot: start, flags }: AudioMessage): (slot: number, end: boolean) => Facts {
    return (slot, end) => ({
      stream,
      slot,
      first: slot === start && (flags & FIRST) !== 0,
      last: end && (flags & LAST) !== 0,
      silenceBefore: slot === start && (flags & SILENCE_BEFORE) !== 0,
      concealed: false,
    });
  }

  /** A packet of one byte makes either decoder continue smoothly from what it has heard. */
  private conceal(stream: Stream, message: AudioMessage): void {
    const missing = message.slot - stream.nextSlot;
    const isLoss = !(message.flags & (FIRST | SILENCE_BEFORE)) && stream.lastKind >= 0;
    if (!isLoss || missing < 1 || missing > MOST_CONCEALED) return;
    for (let slot = stream.nextSlot; slot < message.slot; slot++) {
      const facts = { stream: message.stream, slot, first: false, last: false, silenceBefore: false };
      stream.decoder.decode(Uint8Array.of(stream.lastKind), { ...facts, concealed: true });
    }
  }

  private pass(stream: Stream, message: AudioMessage): void {
    const last = message.packets.at(-1);
    if (last) stream.lastKind = last[0] & KIND_BITS;
  }

  /** A spurt that does not continue the last one finds a fresh decoder; the old one gives out what it holds. */
  private streamOf(message: AudioMessage, codec: Codec): Stream {
    const known = this.streams.get(message.stream);
    const continues = known && (!(message.flags & FIRST) || message.slot === known.nextSlot);
    if (continues) return known;
    this.drop(message.stream);
    this.makeRoom();
    const stream: Stream = {
      decoder: codec.decoder<Facts>(
        (pcm, facts) => this.onFrame?.({ ...facts, pcm }),
        () => {}, // frames lost in a broken decoder are a hole for the jitter buffer
      ),
      slot: message.slot,
      nextSlot: message.slot,
      lastKind: -1,
      heardAt: this.now(),
      stumbledAt: known?.stumbledAt ?? this.now(),
      acknowledged: known?.acknowledged ?? 0,
      acknowledgedAt: known?.acknowledgedAt ?? -Infinity,
      promised: known?.promised ?? FEW_MS,
      isOneOfMany: false,
    };
    this.streams.set(message.stream, stream);
    return stream;
  }

  /** Nobody is kept for ever, and a node that invents streams cannot fill the memory with decoders. */
  private makeRoom(): void {
    const byAge = [...this.streams].sort(([, a], [, b]) => a.heardAt - b.heardAt);
    for (const [number, stream] of byAge) {
      const old = this.now() - stream.heardAt > FORGET_AFTER_MS;
      if (old || this.streams.size >= MOST_STREAMS) this.drop(number);
    }
  }

  private drop(number: number): void {
    this.streams.get(number)?.decoder.finish();
    this.streams.delete(number);
  }
}

function pace(stream: Stream, now: number): number {
  if (!stream.isOneOfMany) return FEW_MS;
  return now - stream.stumbledAt < CALM_AFTER_MS ? MANY_MS : CALM_MS;
}
