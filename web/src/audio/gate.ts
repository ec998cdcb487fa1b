/** Decides which frames are speech. Silence is not sent: the encoder's own way (DTX) drops frames and freezes its clock
 *  in Chromium, so the pause is cut here, where slots stay honest. */

import { SLOT_MS } from "./message";

const HANG_FRAMES = 400 / SLOT_MS;
const LOWEST = decibels(-52);
const HIGHEST = decibels(-34);
const ABOVE_NOISE = decibels(9);
const CLOSE_BELOW_OPEN = decibels(-4);
const NOISE_RISES = decibels(2 / 50);

export class Gate {
  private noise = LOWEST / ABOVE_NOISE;
  private quietFrames = 0;
  private open = false;

  get isOpen(): boolean {
    return this.open;
  }

  /** Opens at once, as when the person begins to press: the first syllable is not waited for. */
  start(): void {
    this.open = true;
    this.quietFrames = 0;
  }

  stop(): void {
    this.open = false;
  }

  /** Takes the level of a frame (rms, 0..1); says whether the gate stands open after it. */
  hear(rms: number): boolean {
    this.learnNoise(rms);
    const threshold = Math.min(HIGHEST, Math.max(LOWEST, this.noise * ABOVE_NOISE));
    if (!this.open) {
      if (rms >= threshold) this.start();
      return this.open;
    }
    this.quietFrames = rms < threshold * CLOSE_BELOW_OPEN ? this.quietFrames + 1 : 0;
    if (this.quietFrames >= HANG_FRAMES) this.open = false;
    return this.open;
  }

  /** Falls to a quieter frame at once and rises 2 dB a second, so that speech is not taken for noise. */
  private learnNoise(rms: number): void {
    this.noise = Math.max(1e-5, Math.min(rms, this.noise * NOISE_RISES));
  }
}

function decibels(db: number): number {
  return 10 ** (db / 20);
}
