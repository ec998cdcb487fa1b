/** Rung 2: libopus compiled to WebAssembly, for browsers without a whole WebCodecs. Same packets, same wire. */

import {
  Application,
  createDecoder,
  createEncoder,
  type OpusDecoderHandle,
  type OpusEncoderHandle,
} from "libopus-wasm";
import { BITRATE, type Codec, type FrameEncoder, type PacketDecoder } from "./codec";
import { FRAME, RATE } from "./framer";

const COMPLEXITY = 5;

type Factory<Handle> = () => Promise<Handle>;

const newEncoder: Factory<OpusEncoderHandle> = () =>
  createEncoder({
    channels: 1,
    sampleRate: RATE,
    frameSize: FRAME,
    application: Application.Voip,
    bitrate: BITRATE,
    complexity: COMPLEXITY,
  });
const newDecoder: Factory<OpusDecoderHandle> = () => createDecoder({ channels: 1, sampleRate: RATE });

/** Loads the module (about 50 ms); every encoder and decoder after that is ready at once. */
export async function loadWasm(): Promise<Codec> {
  (await newDecoder()).free();
  return {
    rung: "wasm",
    encoder: (onPacket, onLost) => new WasmEncoder(onPacket, onLost),
    decoder: (onPcm, onLost) => new WasmDecoder(onPcm, onLost),
  };
}

/** Work for a handle that is on its way: done in order once it is there, given up when it is closed. */
class Coming<Handle extends { free(): void }> {
  private handle: Handle | null = null;
  private waiting: ((handle: Handle) => void)[] = [];
  private closed = false;

  constructor(make: Factory<Handle>) {
    make().then((handle) => this.arrive(handle));
  }

  use(work: (handle: Handle) => void): void {
    if (this.closed) return;
    if (this.handle) work(this.handle);
    else this.waiting.push(work);
  }

  /** libopus keeps its memory until told: an encoder forgotten is 30 KB kept. */
  close(): void {
    this.use((handle) => {
      this.closed = true;
      handle.free();
    });
  }

  private arrive(handle: Handle): void {
    this.handle = handle;
    for (const work of this.waiting.splice(0)) if (!this.closed) work(handle);
  }
}

class WasmEncoder<Facts> implements FrameEncoder<Facts> {
  readonly newest = undefined;
  private readonly opus = new Coming(newEncoder);

  constructor(
    private readonly onPacket: (packet: Uint8Array, facts: Facts) => void,
    private readonly onLost: (frames: number) => void,
  ) {}

  encode(pcm: Float32Array<ArrayBuffer>, facts: Facts): void {
    this.opus.use((opus) => {
      const packet = attempt(() => opus.encodeFloat(pcm));
      if (packet) this.onPacket(packet, facts);
      else this.onLost(1);
    });
  }

  close(): void {
    this.opus.close();
  }
}

class WasmDecoder<Facts> implements PacketDecoder<Facts> {
  private readonly opus = new Coming(newDecoder);

  constructor(
    private readonly onPcm: (pcm: Float32Array<ArrayBuffer>, facts: Facts) => void,
    private readonly onLost: (frames: number) => void,
  ) {}

  decode(packet: Uint8Array, facts: Facts): void {
    this.opus.use((opus) => {
      const pcm = attempt(() => new Float32Array(opus.decodeFloat(packet)));
      if (pcm) this.onPcm(pcm, facts);
      else this.onLost(1);
    });
  }

  finish(): void {
    this.opus.close();
  }
}

/** libopus refuses a broken packet with an error and stays usable. */
function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}
