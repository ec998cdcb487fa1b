/** Our own facts about each frame, kept beside a codec: one in, one out.
 *
 *  WebCodecs count samples from the first timestamp and ignore jumps, so their clock cannot carry a slot. */
export class SlotFifo<Facts> {
  private waiting: Facts[] = [];

  get size(): number {
    return this.waiting.length;
  }

  /** The facts of the newest frame still inside the codec. */
  get newest(): Facts | undefined {
    return this.waiting.at(-1);
  }

  enter(facts: Facts): void {
    this.waiting.push(facts);
  }

  leave(): Facts | undefined {
    return this.waiting.shift();
  }

  /** A codec that died returns nothing of what it held. */
  clear(): number {
    const lost = this.waiting.length;
    this.waiting = [];
    return lost;
  }
}
