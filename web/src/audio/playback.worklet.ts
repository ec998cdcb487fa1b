/** Plays what the engine decodes. Everything is mixed at 48 kHz; another context rate is reached once, at the end. */

import { RATE } from "./framer";
import { Mixer } from "./mixer";
import type { FromPlayback, HeardFrame, ToPlayback } from "./ports";
import { Resampler } from "./resampler";
import { TapeRecorder } from "./tape";

const BLOCK = 480;
const READINGS_A_SECOND = 10;

class Playback extends AudioWorkletProcessor {
  private readonly mixer = new Mixer();
  private readonly resampler = new Resampler(RATE, sampleRate);
  private readonly block = new Float32Array(BLOCK);
  private ready: Float32Array = new Float32Array(0);
  private tape: TapeRecorder | null = null;
  private nextReading = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToPlayback>) => this.obey(data);
  }

  override process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [out] = outputs[0];
    if (sampleRate === RATE) this.mixer.pull(out);
    else this.pullResampled(out);
    for (const channel of outputs[0].slice(1)) channel.set(out);
    this.tape?.record(out, currentFrame);
    if (currentTime >= this.nextReading) this.report();
    return true;
  }

  private pullResampled(out: Float32Array): void {
    while (this.ready.length < out.length) {
      this.mixer.pull(this.block);
      this.ready = joined(this.ready, this.resampler.process(this.block));
    }
    out.set(this.ready.subarray(0, out.length));
    this.ready = this.ready.slice(out.length);
  }

  private obey(order: ToPlayback): void {
    if (order.do === "engine") {
      order.port.onmessage = ({ data }: MessageEvent<HeardFrame>) =>
        this.mixer.take(data, currentTime * 1000);
    } else if (order.do === "volume") this.mixer.setVolume(order.stream, order.gain);
    else if (order.do === "minimum") this.mixer.setMinTarget(order.ms);
    else if (order.do === "silence") this.mixer.clear();
    else if (this.tape) this.say({ is: "tape", tape: this.tape.read() });
    else this.tape = new TapeRecorder(sampleRate);
  }

  private report(): void {
    this.nextReading = currentTime + 1 / READINGS_A_SECOND;
    this.say({ is: "reading", streams: this.mixer.readings(), stats: this.mixer.stats() });
  }

  private say(message: FromPlayback): void {
    this.port.postMessage(message);
  }
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const all = new Float32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

registerProcessor("room-playback", Playback);
