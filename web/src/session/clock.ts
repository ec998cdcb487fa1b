/** The room's clock, in this browser. The node answers each ping with its time; the quickest answers are believed most,
 *  because a slow one hides where in the round trip the delay was. */

const KEPT = 8;

export class RoomClock {
  private samples: { trip: number; offset: number }[] = [];

  constructor(readonly local: () => number = () => performance.timeOrigin + performance.now()) {}

  /** Takes an answer: when the ping left by our clock, and what the node's clock said, both in ms. */
  heard(sentAt: number, nodeNow: number): void {
    const trip = Math.max(0, this.local() - sentAt);
    this.samples.push({ trip, offset: nodeNow - sentAt - trip / 2 });
    if (this.samples.length > KEPT) this.samples.shift();
  }

  /** A first guess before any ping was answered. */
  guess(nodeNow: number): void {
    if (this.samples.length === 0) this.samples.push({ trip: 5_000, offset: nodeNow - this.local() });
  }

  /** What to add to this browser's clock to have the room's, in ms. */
  get offset(): number {
    if (this.samples.length === 0) return 0;
    return this.samples.reduce((best, sample) => (sample.trip < best.trip ? sample : best)).offset;
  }

  /** The latest round trip in ms; null before the first answer. */
  get trip(): number | null {
    const last = this.samples.at(-1);
    return last && last.trip !== 5_000 ? last.trip : null;
  }

  now(): number {
    return this.local() + this.offset;
  }

  /** Another connection, perhaps to another node: its delays are its own. */
  forget(): void {
    const { offset } = this;
    this.samples = [{ trip: 5_000, offset }];
  }
}
