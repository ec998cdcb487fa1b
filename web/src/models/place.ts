/** Where somebody stands, and how long things take. All times in ms unless the name says seconds. */

import type { FloorRules, Picture, TurnKind, TurnView } from "../wire/messages";

/** The live turn of a person, if they have one. */
export function turnOf(picture: Picture, person: number | undefined): TurnView | null {
  return picture.turns.find((turn) => turn.person.id === person) ?? null;
}

/** Those in line, first to last. */
export function waiting(picture: Picture): TurnView[] {
  const byId = new Map(picture.turns.map((turn) => [turn.id, turn]));
  return picture.order.flatMap((id) => byId.get(id) ?? []);
}

/** Those at the microphones: speaking first, then called, each in the order they came. */
export function onStage(picture: Picture): TurnView[] {
  const speaking = picture.turns.filter((turn) => turn.state === "speaking");
  const called = picture.turns.filter((turn) => turn.state === "called");
  return [...speaking, ...called];
}

/** The place of a turn, 1 the first; 0 when it is not in line. */
export function placeOf(picture: Picture, turn: TurnView | null): number {
  return turn ? picture.order.indexOf(turn.id) + 1 : 0;
}

/** Those who go before the rest, first to last; the others stand where they asked. */
const AHEAD: readonly TurnKind[] = ["notice", "order", "interposed", "reply", "presenter"];

/** The place a new request of this kind would get: what interrupts goes before the rest, in the order of `AHEAD`. */
export function placeForNew(picture: Picture, kind: TurnKind): number {
  const line = waiting(picture);
  const rank = AHEAD.indexOf(kind);
  if (rank >= 0) {
    const ahead = AHEAD.slice(0, rank + 1);
    return line.filter((turn) => ahead.includes(turn.kind)).length + 1;
  }
  const behind = kind === "written" ? 0 : line.filter((turn) => turn.kind === "written").length;
  return line.length - behind + 1;
}

/** What this turn may still last, in ms; counts below zero when it is over. */
export function leftOf(turn: TurnView, now: number): number {
  const running = turn.running_since ? now - turn.running_since : 0;
  return turn.seconds * 1000 - turn.spent_ms - running;
}

/** How much of the turn is left, 0 to 100. */
export function shareLeft(turn: TurnView, now: number): number {
  return turn.seconds ? Math.min(100, Math.max(0, leftOf(turn, now) / (turn.seconds * 10))) : 0;
}

export type Mood = "" | "warn" | "last";

/** Whether a turn is near its end: `warn` in the last 30 s, `last` in the last 10. */
export function moodOf(turn: TurnView, now: number): Mood {
  const left = leftOf(turn, now);
  if (left <= 10_000) return "last";
  return left <= 30_000 ? "warn" : "";
}

/** Seconds of a countdown that are left, never below zero. */
export function countdown(turn: TurnView, now: number): number {
  return Math.max(0, Math.ceil((turn.deadline - now) / 1000));
}

/** About how many minutes until this turn may begin: what the speakers have left and what those before may take,
 *  shared among the open microphones. At least 1 while anybody is before. */
export function minutesUntil(picture: Picture, turn: TurnView, now: number): number {
  const before = waiting(picture).slice(0, Math.max(0, placeOf(picture, turn) - 1));
  const ahead = [...onStage(picture), ...before];
  const left = ahead.reduce((sum, one) => sum + Math.max(0, leftOf(one, now)), 0);
  const minutes = left / 60_000 / Math.max(1, picture.room.rules.microphones);
  return ahead.length === 0 ? 0 : Math.max(1, Math.round(minutes));
}

/** What the rule allows a kind of turn, in seconds. */
export function secondsFor(rules: FloorRules, kind: TurnKind): number {
  if (kind === "question" || kind === "interposed") return rules.question_seconds;
  if (kind === "reply") return rules.reply_seconds;
  return kind === "order" || kind === "notice" ? rules.order_seconds : rules.seconds;
}
