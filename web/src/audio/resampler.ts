/** Changes the sample rate of a running signal: a windowed sinc of 32 taps, read between its points.
 *
 *  Equal rates pass untouched. Delay is 16 input samples. */

const HALF = 16;
const POINTS = 128;

export class Resampler {
  private readonly step: number;
  private readonly table: Float32Array;
  private held = new Float32Array(2 * HALF);
  /** Where the next output stands in `held`. */
  private position = HALF;

  constructor(
    private readonly from: number,
    private readonly to: number,
  ) {
    this.step = from / to;
    this.table = sincTable(Math.min(1, to / from) * 0.95);
  }

  /** The output that this input allows; its length differs by a sample from call to call. */
  process(input: Float32Array): Float32Array {
    if (this.from === this.to) return input;
    const data = new Float32Array(this.held.length + input.length);
    data.set(this.held);
    data.set(input, this.held.length);
    const out = new Float32Array(Math.max(0, Math.ceil((data.length - HALF - this.position) / this.step)));
    for (let i = 0; i < out.length; i++) out[i] = this.read(data, this.position + i * this.step);
    this.keep(data, this.position + out.length * this.step);
    return out;
  }

  private read(data: Float32Array, position: number): number {
    const whole = Math.floor(position);
    const fraction = position - whole;
    let sum = 0;
    for (let tap = 1 - HALF; tap <= HALF; tap++)
      sum += data[whole + tap] * this.weight(Math.abs(tap - fraction));
    return sum;
  }

  private weight(distance: number): number {
    const at = distance * POINTS;
    const low = Math.floor(at);
    return this.table[low] + (this.table[low + 1] - this.table[low]) * (at - low);
  }

  private keep(data: Float32Array, position: number): void {
    const from = Math.max(0, Math.floor(position) - HALF);
    this.held = data.slice(from);
    this.position = position - from;
  }
}

/** sinc under a Blackman window; `cutoff` in halves of the input rate keeps aliases out when the rate falls. */
function sincTable(cutoff: number): Float32Array {
  const table = new Float32Array(HALF * POINTS + 2);
  for (let i = 0; i < HALF * POINTS; i++) {
    const x = i / POINTS;
    const phase = (Math.PI * x) / HALF;
    const window = 0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase);
    const angle = Math.PI * x * cutoff;
    table[i] = window * cutoff * (angle === 0 ? 1 : Math.sin(angle) / angle);
  }
  return table;
}
