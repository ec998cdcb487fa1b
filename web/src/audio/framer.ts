/** Collects samples at 48 kHz into frames of 20 ms, each with its slot on the sender's sample clock.
 *
 *  Encoders are fed whole frames: quanta of 128 samples double their work and blur the time. */

export const RATE = 48_000;
export const FRAME = 960;

export class Framer {
  private frame = new Float32Array(FRAME);
  private held = 0;

  /** `firstSlot` places the clock: a microphone that is opened again goes on later, never earlier. */
  constructor(
    private slot: number,
    private readonly onFrame: (slot: number, pcm: Float32Array<ArrayBuffer>) => void,
  ) {}

  push(samples: Float32Array): void {
    let at = 0;
    while (at < samples.length) {
      const count = Math.min(samples.length - at, FRAME - this.held);
      this.frame.set(samples.subarray(at, at + count), this.held);
      this.held += count;
      at += count;
      if (this.held === FRAME) this.emit();
    }
  }

  private emit(): void {
    const full = this.frame;
    this.frame = new Float32Array(FRAME);
    this.held = 0;
    this.onFrame(this.slot++, full);
  }
}
