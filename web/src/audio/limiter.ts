/** Keeps the sum of several voices below full scale: turns down at once, comes back over a tenth of a second. */

const CEILING = 0.9;
const RELEASE = 1 - Math.exp(-1 / (0.1 * 48_000));

export class Limiter {
  private gain = 1;

  process(samples: Float32Array): void {
    for (let i = 0; i < samples.length; i++) {
      const loud = Math.abs(samples[i]) * this.gain;
      if (loud > CEILING) this.gain *= CEILING / loud;
      else this.gain += (1 - this.gain) * RELEASE;
      samples[i] = Math.max(-1, Math.min(1, samples[i] * this.gain));
    }
  }
}
