/** Sums up to four speakers, each from its own buffer at its own volume, at 48 kHz. */

import { JitterBuffer } from "./jitter-buffer";
import { loudnessOf } from "./level";
import { Limiter } from "./limiter";
import type { HeardFrame, PlaybackStats, StreamReading } from "./ports";

export const MOST_VOICES = 4;
/** Gains move this much towards their aim per sample: about 10 ms, no zipper noise. */
const GLIDE = 1 / 480;

interface Voice {
  buffer: JitterBuffer;
  gain: number;
  heardAt: number;
  active: boolean;
  squares: number;
  samples: number;
}

export class Mixer {
  private readonly voices = new Map<number, Voice>();
  private readonly volumes = new Map<number, number>();
  private readonly limiter = new Limiter();
  private master = 1;
  private minTargetMs = 300;
  private gone = { lost: 0, gaps: 0 };
  private scratch = new Float32Array(0);

  take(frame: HeardFrame, now: number): void {
    const voice = this.voices.get(frame.stream) ?? this.admit(frame.stream);
    voice.heardAt = now;
    voice.buffer.take(frame, now);
  }

  /** Fills `out` with the sum of all voices. */
  pull(out: Float32Array): void {
    out.fill(0);
    if (this.scratch.length !== out.length) this.scratch = new Float32Array(out.length);
    for (const [stream, voice] of this.voices) this.add(stream, voice, out);
    this.limiter.process(out);
  }

  setVolume(stream: number | "all", gain: number): void {
    if (stream === "all") this.master = gain;
    else this.volumes.set(stream, gain);
  }

  setMinTarget(ms: number): void {
    this.minTargetMs = ms;
    for (const { buffer } of this.voices.values()) buffer.setMinTarget(ms);
  }

  clear(): void {
    for (const stream of [...this.voices.keys()]) this.dismiss(stream);
  }

  /** Who sounded since the last reading, and how loudly. */
  readings(): StreamReading[] {
    return [...this.voices].map(([stream, voice]) => {
      const level = Math.sqrt(voice.squares / Math.max(1, voice.samples));
      voice.squares = voice.samples = 0;
      return { stream, active: voice.active, level };
    });
  }

  /** The worst voice now, and all losses since the beginning. */
  stats(): PlaybackStats {
    const stats: PlaybackStats = { bufferMs: 0, targetMs: 0, jitterMs: 0, ...this.gone };
    for (const { buffer, active } of this.voices.values()) {
      stats.lost += buffer.lost;
      stats.gaps += buffer.gaps;
      stats.targetMs = Math.max(stats.targetMs, buffer.targetMs);
      if (!active) continue;
      stats.bufferMs = Math.max(stats.bufferMs, buffer.fillMs);
      stats.jitterMs = Math.max(stats.jitterMs, buffer.jitterMs);
    }
    return stats;
  }

  private add(stream: number, voice: Voice, out: Float32Array): void {
    voice.active = voice.buffer.pull(this.scratch);
    if (voice.active) this.measure(voice);
    const aim = this.master * (this.volumes.get(stream) ?? 1);
    for (let i = 0; i < out.length; i++) {
      voice.gain += (aim - voice.gain) * GLIDE;
      out[i] += this.scratch[i] * voice.gain;
    }
  }

  private measure(voice: Voice): void {
    voice.squares += loudnessOf(this.scratch).rms ** 2 * this.scratch.length;
    voice.samples += this.scratch.length;
  }

  private admit(stream: number): Voice {
    if (this.voices.size >= MOST_VOICES) this.dismiss(this.longestUnheard());
    const buffer = new JitterBuffer(this.minTargetMs);
    const gain = this.master * (this.volumes.get(stream) ?? 1);
    const voice: Voice = { buffer, gain, heardAt: 0, active: false, squares: 0, samples: 0 };
    this.voices.set(stream, voice);
    return voice;
  }

  private longestUnheard(): number {
    const [first] = [...this.voices].sort(([, a], [, b]) => a.heardAt - b.heardAt);
    return first[0];
  }

  private dismiss(stream: number): void {
    const voice = this.voices.get(stream);
    this.voices.delete(stream);
    this.gone.lost += voice?.buffer.lost ?? 0;
    this.gone.gaps += voice?.buffer.gaps ?? 0;
  }
}
