/** What was sent and not yet acknowledged by the node, and what may be sent now.
 *
 *  `bufferedAmount` stays near zero through a blackout of seconds, because the system takes the bytes; only the other
 *  side's word tells how far sound really came. */

import { SLOT_MS } from "./message";

const MOST_UNACKNOWLEDGED = 1000 / SLOT_MS;
const FORGET_AFTER_MS = 5000;
const FRAMES_A_SECOND = 58;
const BURST_FRAMES = 30;

interface Sent {
  lastSlot: number;
  frames: number;
  at: number;
}

export class Backlog {
  private sent: Sent[] = [];
  private frames = 0;
  private credit = BURST_FRAMES;
  private creditAt = Number.NEGATIVE_INFINITY;

  /** Whether a message of so many frames may leave now (ms): at most 1 s unacknowledged, and the node's rate kept. */
  admits(frames: number, now: number): boolean {
    this.forget(now);
    this.earn(now);
    return this.frames + frames <= MOST_UNACKNOWLEDGED && this.credit >= frames;
  }

  leave(lastSlot: number, frames: number, now: number): void {
    this.sent.push({ lastSlot, frames, at: now });
    this.frames += frames;
    this.credit -= frames;
  }

  acknowledge(slot: number): void {
    while (this.sent.length > 0 && this.sent[0].lastSlot <= slot) this.drop();
  }

  /** A new connection owes nothing for the old one. */
  clear(): void {
    this.sent = [];
    this.frames = 0;
  }

  /** A node that has fallen silent is asked again every 5 s with one more second of sound. */
  private forget(now: number): void {
    while (this.sent.length > 0 && now - this.sent[0].at > FORGET_AFTER_MS) this.drop();
  }

  private drop(): void {
    this.frames -= this.sent.shift()?.frames ?? 0;
  }

  private earn(now: number): void {
    const seconds = Math.max(0, now - this.creditAt) / 1000;
    this.credit = Math.min(BURST_FRAMES, this.credit + seconds * FRAMES_A_SECOND);
    this.creditAt = now;
  }
}
