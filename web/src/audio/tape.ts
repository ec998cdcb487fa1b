/** A worklet's own recorder, on only when a test asks for it. */

import type { Tape } from "./ports";

/** Two minutes at 48 kHz; a forgotten tape must not eat the memory. */
const MOST_SAMPLES = 48_000 * 120;

export class TapeRecorder {
  private chunks: Float32Array[] = [];
  private length = 0;
  private start = 0;

  constructor(private readonly rate: number) {}

  /** `at` is the context's frame number of the first sample. */
  record(samples: Float32Array, at: number): void {
    if (this.length >= MOST_SAMPLES) return;
    if (this.length === 0) this.start = at;
    const missing = at - this.start - this.length;
    if (missing > 0) this.append(new Float32Array(missing));
    this.append(samples.slice());
  }

  read(): Tape {
    const samples = new Float32Array(this.length);
    let at = 0;
    for (const chunk of this.chunks) {
      samples.set(chunk, at);
      at += chunk.length;
    }
    return { start: this.start, rate: this.rate, samples };
  }

  private append(samples: Float32Array): void {
    this.chunks.push(samples);
    this.length += samples.length;
  }
}
