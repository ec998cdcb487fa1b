/** Samples waiting to be played, in one block of memory, with the two cuts that change how many there are unheard. */

const CAPACITY = 2 ** 18;
const MASK = CAPACITY - 1;
/** Played samples kept behind the head, so that a quiet moment can be played twice. */
const KEPT = 2048;
/** 5 ms: the length of every seam. */
export const SEAM = 240;

export class SampleRing {
  private readonly data = new Float32Array(CAPACITY);
  private readonly seam = new Float32Array(SEAM);
  private head = 0;
  private count = 0;
  private played = 0;

  get fill(): number {
    return this.count;
  }

  /** Takes samples; when there is no room (5.4 s wait already) the oldest go. */
  push(samples: Float32Array): void {
    const excess = this.count + samples.length - (CAPACITY - KEPT);
    if (excess > 0) this.skip(excess);
    for (let i = 0, at = this.head + this.count; i < samples.length; i++, at++)
      this.data[at & MASK] = samples[i];
    this.count += samples.length;
  }

  pushSilence(length: number): void {
    this.push(new Float32Array(length));
  }

  /** Moves up to `out.length` samples into `out`; returns how many. */
  pull(out: Float32Array): number {
    const count = Math.min(out.length, this.count);
    for (let i = 0; i < count; i++) out[i] = this.data[(this.head + i) & MASK];
    this.skip(count);
    return count;
  }

  /** The sample so many places after the head, or before it. */
  at(offset: number): number {
    return this.data[(this.head + offset) & MASK];
  }

  /** Drops samples without a seam: for when nothing sounds. */
  skip(length: number): void {
    const count = Math.min(length, this.count);
    this.head = (this.head + count) & MASK;
    this.count -= count;
    this.played = Math.min(KEPT, this.played + count);
  }

  /** Leaves out `length` samples, sewn over 5 ms. Needs `length + SEAM` samples; does nothing with fewer. */
  cut(length: number): boolean {
    if (this.count < length + SEAM) return false;
    this.sew(length);
    this.skip(length);
    return true;
  }

  /** Plays the last `length` samples once more, sewn over 5 ms. False when they are no longer there. */
  repeat(length: number): boolean {
    if (this.played < length || this.count < SEAM || length < SEAM) return false;
    this.sew(-length);
    this.head = (this.head - length) & MASK;
    this.count += length;
    this.played -= length;
    return true;
  }

  clear(): void {
    this.skip(this.count);
    this.played = 0;
  }

  /** Fades from what stands at the head to what stands at `other`, where the seam is kept. A pitch period is shorter
   *  than the seam, so what is read must not yet have been written over. */
  private sew(other: number): void {
    for (let i = 0; i < SEAM; i++) {
      const weight = (i + 0.5) / SEAM;
      this.seam[i] = this.at(i) * (1 - weight) + this.at(other + i) * weight;
    }
    for (let i = 0; i < SEAM; i++) this.data[(this.head + other + i) & MASK] = this.seam[i];
  }
}
