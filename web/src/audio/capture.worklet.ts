/** Hands the microphone to the engine in frames of 20 ms at 48 kHz, whatever the context's rate. */

import { FRAME, Framer, RATE } from "./framer";
import type { CapturedFrame, FromCapture, ToCapture } from "./ports";
import { Resampler } from "./resampler";
import { TapeRecorder } from "./tape";

class Capture extends AudioWorkletProcessor {
  private readonly resampler = new Resampler(sampleRate, RATE);
  private framer: Framer | null = null;
  private tape: TapeRecorder | null = null;
  private running = true;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToCapture>) => this.obey(data);
  }

  override process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0];
    if (channels.length === 0) return this.running;
    const mono = channels.length === 1 ? channels[0] : middle(channels[0], channels[1]);
    this.tape?.record(mono, currentFrame);
    this.framer?.push(this.resampler.process(mono));
    return this.running;
  }

  private obey(order: ToCapture): void {
    if (order.do === "engine") this.begin(order.port);
    else if (order.do === "stop") this.running = false;
    else if (this.tape) {
      const answer: FromCapture = { is: "tape", tape: this.tape.read() };
      this.port.postMessage(answer);
    } else this.tape = new TapeRecorder(sampleRate);
  }

  /** Slots follow the context's clock, so that a microphone opened again never repeats one. */
  private begin(port: MessagePort): void {
    const firstSlot = Math.ceil((currentTime * RATE) / FRAME);
    this.framer = new Framer(firstSlot, (slot, pcm) => {
      const frame: CapturedFrame = { slot, pcm };
      port.postMessage(frame, [pcm.buffer]);
    });
  }
}

/** With echo cancelling off, some browsers give a mono microphone as two channels. */
function middle(left: Float32Array, right: Float32Array): Float32Array {
  return left.map((sample, i) => (sample + right[i]) / 2);
}

registerProcessor("room-capture", Capture);
