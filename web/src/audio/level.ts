/** The loudness of frames, and the meter that gathers five of them into ten readings a second. */

export interface Level {
  rms: number;
  peak: number;
  clipping: boolean;
  /** Nothing at all comes from the microphone: unplugged, muted by its own switch, or taken by the system. */
  silent: boolean;
}

export interface Loudness {
  rms: number;
  peak: number;
}

const FRAMES_PER_READING = 5;
const READINGS_UNTIL_SILENT = 10;
const NOTHING = 10 ** (-75 / 20);
const FULL = 0.985;

export function loudnessOf(pcm: Float32Array): Loudness {
  let sum = 0;
  let peak = 0;
  for (let i = 0; i < pcm.length; i++) {
    const sample = pcm[i];
    sum += sample * sample;
    if (sample > peak) peak = sample;
    else if (-sample > peak) peak = -sample;
  }
  return { rms: Math.sqrt(sum / Math.max(1, pcm.length)), peak };
}

export class Meter {
  private squares = 0;
  private peak = 0;
  private frames = 0;
  private emptyReadings = 0;

  /** A reading with every fifth frame, otherwise null. */
  take({ rms, peak }: Loudness): Level | null {
    this.squares += rms * rms;
    this.peak = Math.max(this.peak, peak);
    if (++this.frames < FRAMES_PER_READING) return null;
    const level = this.read();
    this.squares = this.peak = this.frames = 0;
    return level;
  }

  private read(): Level {
    this.emptyReadings = this.peak < NOTHING ? this.emptyReadings + 1 : 0;
    return {
      rms: Math.sqrt(this.squares / this.frames),
      peak: this.peak,
      clipping: this.peak >= FULL,
      silent: this.emptyReadings >= READINGS_UNTIL_SILENT,
    };
  }
}
