/** What is asked of a sitting's picture: who sits for which room, where the agenda stands, which vote concerns one. */

import type {
  BallotView,
  Capacity,
  ItemView,
  PersonView,
  SeatView,
  SittingView,
  TurnKind,
  TurnView,
} from "../wire/messages";
import type { LiveRoom } from "./room";

/** The seat of a member room. */
export function seatOf(sitting: SittingView | null, room: number): SeatView | null {
  return (room && sitting?.seats.find((seat) => seat.room === room)) || null;
}

/** The seat somebody holds now. */
export function seatHeldBy(sitting: SittingView | null, person: number): SeatView | null {
  return sitting?.seats.find((seat) => seat.holder === person) ?? null;
}

/** In what capacity somebody sits without a seat. */
export function capacityOf(sitting: SittingView | null, person: number): Capacity | null {
  return sitting?.places.find((place) => place.person.id === person)?.capacity ?? null;
}

export function currentItem(sitting: SittingView | null): ItemView | null {
  return sitting?.items.find((item) => item.id === sitting.current) ?? null;
}

/** The items of the first level: those the strip counts. */
export function topItems(sitting: SittingView): ItemView[] {
  return sitting.items.filter((item) => !item.number.includes("."));
}

/** Where the current item stands among the first level, 1 the first; 0 before any. */
export function itemPlace(sitting: SittingView): number {
  const now = currentItem(sitting)?.number.split(".")[0];
  return topItems(sitting).findIndex((item) => item.number === now) + 1;
}

/** The next item to come, in the order of the agenda. */
export function nextItem(sitting: SittingView): ItemView | null {
  const at = sitting.items.findIndex((item) => item.id === sitting.current);
  return sitting.items.slice(at + 1).find((item) => item.state === "planned") ?? null;
}

/** What an item has used, in ms. */
export function usedBy(item: ItemView, now: number): number {
  return item.spent_ms + (item.running_since ? Math.max(0, now - item.running_since) : 0);
}

/** What a room has spoken in this sitting, in ms, with the turn that runs now. */
export function spokenBy(seat: SeatView, turns: readonly TurnView[], now: number): number {
  const running = turns.filter((turn) => turn.room === seat.room && turn.state === "speaking");
  const since = (turn: TurnView) => turn.spent_ms + (turn.running_since ? now - turn.running_since : 0);
  return seat.spent_ms + running.reduce((sum, turn) => sum + since(turn), 0);
}

/** The vote that stands before everybody: the open one first, then one to be declared, to be opened, or just declared. */
export function mainBallot(sitting: SittingView): BallotView | null {
  const first = (state: BallotView["state"]) => sitting.ballots.find((ballot) => ballot.state === state);
  const declared = sitting.ballots.filter(
    (ballot) => ballot.state === "published" && ballot.item === sitting.current,
  );
  return first("opened") ?? first("closed") ?? first("created") ?? declared.at(-1) ?? null;
}

/** Whether one votes in this ballot: for a room that held its seat when the vote was opened. */
export function mayVote(room: LiveRoom, ballot: BallotView): boolean {
  const seat = room.you?.seat;
  return ballot.state === "opened" && !!seat?.holds_seat && ballot.entitled.includes(seat.room);
}

/** Whether one turns the pages for everybody. */
export function turnsPages(room: LiveRoom): boolean {
  const me = room.you?.person?.id;
  return room.can("chair") || (me !== undefined && currentItem(room.sitting)?.presenter?.id === me);
}

/** Whoever holds the floor and may be asked in between. */
export function speakerToAsk(room: LiveRoom): TurnView | null {
  const me = room.you?.person?.id;
  return room.picture?.turns.find((turn) => turn.state === "speaking" && turn.person.id !== me) ?? null;
}

/** The question somebody would put to my turn. */
export function questionToMe(room: LiveRoom): TurnView | null {
  const { myTurn } = room;
  if (myTurn?.state !== "speaking") return null;
  return (
    room.picture?.turns.find((turn) => turn.state === "waiting" && turn.interposed_on === myTurn.id) ?? null
  );
}

/** Whether a kind of turn is open to one in this sitting now. */
export function kindIsOpen(room: LiveRoom, kind: TurnKind): boolean {
  const { sitting } = room;
  const me = room.you?.person;
  const capacity = room.you?.seat?.capacity;
  const item = currentItem(sitting);
  switch (kind) {
    case "notice":
      return sitting !== null && (capacity === "chair" || capacity === "secretary");
    case "presenter":
      return (
        sitting !== null &&
        me != null &&
        (item?.presenter?.id === me.id || (item?.kind === "word" && capacity === "guest"))
      );
    case "interposed":
      return sitting !== null && speakerToAsk(room) !== null;
    default:
      return room.picture?.room.rules.kinds.includes(kind) ?? false;
  }
}

/** With whom one may change places: the other of the two that the room named. */
export function otherOf(seat: SeatView, me: number): PersonView | null {
  if (seat.delegate?.id === me) return seat.alternate;
  return seat.alternate?.id === me ? seat.delegate : null;
}
