/** What a screen reader is told of the line and the clock: little, and never in a rush. */

import { dock, line, stage } from "../lib/words";

const PLACE_EVERY_MS = 5_000;

export class Announcer {
  text = "";
  private place = 0;
  private placeAt = Number.NEGATIVE_INFINITY;
  private left = Number.POSITIVE_INFINITY;

  /** Takes the place in line (0: none) and what is left of one's own turn in ms (null: not on air); true when there is
   *  something new to say. A place is said at most once in five seconds, so the caller asks again later. */
  take(place: number, leftMs: number | null, now: number): boolean {
    const said = this.clock(leftMs) ?? this.moved(place, now);
    if (said === null || said === this.text) return false;
    this.text = said;
    return true;
  }

  private clock(leftMs: number | null): string | null {
    const before = this.left;
    this.left = leftMs ?? Number.POSITIVE_INFINITY;
    if (leftMs === null) return null;
    if (before === Number.POSITIVE_INFINITY) return stage.onAir();
    if (before > 30_000 && leftMs <= 30_000) return dock.left30();
    if (before > 10_000 && leftMs <= 10_000) return dock.left10();
    return before > 0 && leftMs <= 0 ? dock.overTime() : null;
  }

  private moved(place: number, now: number): string | null {
    if (place === this.place) return null;
    if (place === 0 || this.place === 0) {
      this.place = place; // the dock's own note says it
      this.placeAt = now;
      return null;
    }
    if (now - this.placeAt < PLACE_EVERY_MS) return null;
    this.place = place;
    this.placeAt = now;
    return place === 1 ? line.youAreNext() : line.nowPlace(place);
  }
}
