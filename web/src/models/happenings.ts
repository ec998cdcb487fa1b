/** What happened just now on the floor, so that whoever comes late reads instead of asking. */

import type { Floor, Picture, TurnView } from "../wire/messages";

/** `what` is a word of the floor; `person` whom it is about; `spentMs` for a turn that ended. */
export interface Happening {
  n: number;
  at: number;
  what: string;
  person: string;
  by: string;
  spentMs: number;
}

const KEPT = 30;

/** The happenings after an event, latest first. A deed that frees the microphone also calls the next: that is news too. */
export function withNews(before: readonly Happening[], picture: Picture, event: Floor): Happening[] {
  const known = new Map([...picture.turns, ...picture.spoke].map((turn) => [turn.id, turn]));
  const told = new Map(event.turns.map((turn) => [turn.id, turn]));
  const subject = event.subject === null ? undefined : (told.get(event.subject) ?? known.get(event.subject));
  const news = [note(event, event.what, subject)];
  for (const turn of event.turns)
    if (turn.state === "called" && known.get(turn.id)?.state !== "called" && turn.id !== event.subject)
      news.unshift(note(event, "called", turn));
  return [...news, ...before].slice(0, KEPT);
}

/** What the newcomer is shown: the turns that were spoken, as happenings. When each ended is not known, so `at` is 0. */
export function fromSpoke(spoke: readonly TurnView[]): Happening[] {
  return spoke.slice(0, 8).map((turn) => ({
    n: 0,
    at: 0,
    what: turn.kind === "written" ? "read_out" : "finished",
    person: turn.person.name,
    by: "",
    spentMs: turn.spent_ms,
  }));
}

function note(event: Floor, what: string, turn: TurnView | undefined): Happening {
  return {
    n: event.n,
    at: event.at,
    what,
    person: turn?.person.name ?? "",
    by: event.by,
    spentMs: turn?.spent_ms ?? 0,
  };
}
