/** Rung 1: the browser's own Opus. */

import { BITRATE, type Codec, type FrameEncoder, type PacketDecoder } from "./codec";
import { FRAME, RATE } from "./framer";
import { SLOT_MS } from "./message";
import { SlotFifo } from "./slot-fifo";

const FRAME_US = SLOT_MS * 1000;

export const webcodecs: Codec = {
  rung: "webcodecs",
  encoder: (onPacket, onLost) => new WebEncoder(onPacket, onLost),
  decoder: (onPcm, onLost) => new WebDecoder(onPcm, onLost),
};

class WebEncoder<Facts> implements FrameEncoder<Facts> {
  private readonly fifo = new SlotFifo<Facts>();
  private encoder: AudioEncoder | null = null;
  private count = 0;

  constructor(
    private readonly onPacket: (packet: Uint8Array, facts: Facts) => void,
    private readonly onLost: (frames: number) => void,
  ) {}

  get newest(): Facts | undefined {
    return this.fifo.newest;
  }

  encode(pcm: Float32Array<ArrayBuffer>, facts: Facts): void {
    this.encoder ??= this.begin();
    const frame = {
      format: "f32-planar",
      sampleRate: RATE,
      numberOfChannels: 1,
      numberOfFrames: FRAME,
    } as const;
    const data = new AudioData({ ...frame, timestamp: this.count++ * FRAME_US, data: pcm });
    this.fifo.enter(facts);
    try {
      this.encoder.encode(data);
    } catch {
      this.fail();
    }
    data.close();
  }

  close(): void {
    if (this.encoder?.state === "configured") this.encoder.close();
    this.encoder = null;
    this.fifo.clear();
  }

  private begin(): AudioEncoder {
    const encoder = new AudioEncoder({
      output: (chunk) => encoder === this.encoder && this.leave(chunk),
      error: () => encoder === this.encoder && this.fail(),
    });
    // No `complexity`: set, it breaks Firefox's rate control. No `usedtx`: see gate.ts.
    encoder.configure({
      codec: "opus",
      sampleRate: RATE,
      numberOfChannels: 1,
      bitrate: BITRATE,
      opus: { application: "voip", frameDuration: FRAME_US },
    } as AudioEncoderConfig);
    return encoder;
  }

  private leave(chunk: EncodedAudioChunk): void {
    const facts = this.fifo.leave();
    if (facts === undefined) return;
    const packet = new Uint8Array(chunk.byteLength);
    chunk.copyTo(packet);
    this.onPacket(packet, facts);
  }

  private fail(): void {
    this.encoder = null;
    this.onLost(this.fifo.clear());
  }
}

class WebDecoder<Facts> implements PacketDecoder<Facts> {
  private readonly fifo = new SlotFifo<Facts>();
  private decoder: AudioDecoder | null = null;
  private count = 0;

  constructor(
    private readonly onPcm: (pcm: Float32Array<ArrayBuffer>, facts: Facts) => void,
    private readonly onLost: (frames: number) => void,
  ) {}

  decode(packet: Uint8Array, facts: Facts): void {
    this.decoder ??= this.begin();
    this.fifo.enter(facts);
    try {
      const timestamp = this.count++ * FRAME_US;
      this.decoder.decode(
        new EncodedAudioChunk({ type: "key", timestamp, duration: FRAME_US, data: packet }),
      );
    } catch {
      this.fail();
    }
  }

  finish(): void {
    const decoder = this.decoder;
    if (decoder?.state !== "configured") return;
    decoder.flush().then(
      () => decoder.state === "configured" && decoder.close(),
      () => {},
    );
  }

  private begin(): AudioDecoder {
    const decoder = new AudioDecoder({
      output: (data) => {
        if (decoder === this.decoder) this.leave(data);
        data.close();
      },
      error: () => decoder === this.decoder && this.fail(),
    });
    decoder.configure({ codec: "opus", sampleRate: RATE, numberOfChannels: 1 });
    return decoder;
  }

  private leave(data: AudioData): void {
    const facts = this.fifo.leave();
    if (facts === undefined) return;
    const pcm = new Float32Array(data.numberOfFrames);
    data.copyTo(pcm, { planeIndex: 0, format: "f32-planar" });
    this.onPcm(pcm, facts);
  }

  /** An empty or broken packet closes a decoder for good: the next packet finds a new one. */
  private fail(): void {
    this.decoder = null;
    this.onLost(this.fifo.clear());
  }
}
