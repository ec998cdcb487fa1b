/** How loud a voice is, in words a person can use. */

export type Loudness = "none" | "faint" | "clear" | "loud";

const FLOOR_DB = -60;

/** 0 to 100 from a linear level; the good range is 34 to 70, as the dashes of the meter show. */
export function percent(rms: number): number {
  if (rms <= 0) return 0;
  return Math.round(Math.min(100, Math.max(0, (20 * Math.log10(rms) - FLOOR_DB) / -FLOOR_DB) * 100));
}

/** The word for the loudest moment of the last seconds, given as percent. */
export function loudness(loudest: number, clipping: boolean): Loudness {
  if (clipping || loudest > 84) return "loud";
  if (loudest < 8) return "none";
  return loudest < 34 ? "faint" : "clear";
}

/** Remembers the loudest moment of a short while. */
export class LoudestOf {
  private heard: { at: number; value: number; clipping: boolean }[] = [];

  constructor(private readonly forMs = 1_500) {}

  take(value: number, clipping: boolean, at: number): void {
    this.heard.push({ at, value, clipping });
    this.heard = this.heard.filter((one) => at - one.at <= this.forMs);
  }

  get word(): Loudness {
    const loudest = Math.max(0, ...this.heard.map((one) => one.value));
    return loudness(
      loudest,
      this.heard.some((one) => one.clipping),
    );
  }

  forget(): void {
    this.heard = [];
  }
}
