/** Picture ⊕ event = the picture a newcomer would be given after it. The node folds the same way. */

import type {
  BallotView,
  Floor,
  HereChanged,
  Hidden,
  LastingEvent,
  MessageView,
  PersonView,
  Picture,
  SanctionView,
  SittingView,
  VoteCast,
} from "../wire/messages";

const LIVE = new Set(["waiting", "called", "speaking", "paused"]);
const KEPT_MESSAGES = 50;
const KEPT_SPOKE = 50;
const QUOTE_LENGTH = 120;

/** The picture after an event; the one given is not touched. The event's number must follow the picture's. */
export function fold(picture: Picture, event: LastingEvent): Picture {
  return { ...picture, ...changes(picture, event), n: event.n };
}

function changes(picture: Picture, event: LastingEvent): Partial<Picture> {
  switch (event.ev) {
    case "floor":
      return floor(picture, event);
    case "said":
      return event.message.whisper
        ? {}
        : { messages: [...picture.messages, event.message].slice(-KEPT_MESSAGES) };
    case "hidden":
      return hide(picture, event);
    case "pinned":
      return { pinned: event.message };
    case "sanctioned":
      return { sanctions: withSanction(picture.sanctions, event.sanction) };
    case "lifted":
      return { sanctions: picture.sanctions.filter((one) => one.id !== event.sanction) };
    case "room":
      return { room: event.room };
    case "staff":
      return staff(picture, event.staff);
    case "gathering":
      return { gathering: event.gathering };
    case "sitting":
      return { sitting: event.sitting };
    case "seats":
      return within(picture, () => ({ seats: event.seats, places: event.places, quorum: event.quorum }));
    case "here":
      return within(picture, (sitting) => here(sitting, event));
    case "page":
      return within(picture, (sitting) => ({
        items: sitting.items.map((row) => (row.id === event.item ? { ...row, page: event.page } : row)),
      }));
    case "ballot":
      return within(picture, (sitting) => ({ ballots: inPlace(sitting.ballots, event.ballot) }));
    case "voted":
      return within(picture, (sitting) => ({ ballots: sitting.ballots.map((one) => votedIn(one, event)) }));
    default:
      return {};
  }
}

/** What changes inside the sitting, where the gathering is one. */
function within(picture: Picture, change: (sitting: SittingView) => Partial<SittingView>): Partial<Picture> {
  return picture.sitting ? { sitting: { ...picture.sitting, ...change(picture.sitting) } } : {};
}

/** Some of those who sit came or left. A seat is present when its holder is. */
function here(sitting: SittingView, event: HereChanged): Partial<SittingView> {
  const moved = new Map([
    ...event.here.map((id) => [id, true] as const),
    ...event.away.map((id) => [id, false] as const),
  ]);
  return {
    seats: sitting.seats.map((row) => ({ ...row, present: moved.get(row.holder) ?? row.present })),
    places: sitting.places.map((row) => ({ ...row, present: moved.get(row.person.id) ?? row.present })),
    quorum: event.quorum,
  };
}

/** A room more has voted; rooms stand in the order of their numbers. */
function votedIn(ballot: BallotView, event: VoteCast): BallotView {
  if (ballot.id !== event.ballot || ballot.voted.includes(event.room)) return ballot;
  return { ...ballot, voted: [...ballot.voted, event.room].sort((a, b) => a - b) };
}

/** In its place when it is known, else the last. */
function inPlace<T extends { id: number }>(rows: readonly T[], changed: T): T[] {
  return rows.some((row) => row.id === changed.id)
    ? rows.map((row) => (row.id === changed.id ? changed : row))
    : [...rows, changed];
}

/** Turns that are over leave the line; those in which something was said are remembered, the latest first. */
function floor(picture: Picture, event: Floor): Partial<Picture> {
  const touched = new Set([...event.turns.map((turn) => turn.id), ...event.gone]);
  const turns = [
    ...picture.turns.filter((turn) => !touched.has(turn.id)),
    ...event.turns.filter((turn) => LIVE.has(turn.state)),
  ];
  const over = event.turns.filter((turn) => !LIVE.has(turn.state)).sort((a, b) => b.id - a.id);
  const spoke = [...over, ...picture.spoke.filter((turn) => !touched.has(turn.id))].slice(0, KEPT_SPOKE);
  return { turns: turns.sort(byId), order: event.order, spoke, ...(event.line ? { line: event.line } : {}) };
}

function byId(a: { id: number }, b: { id: number }): number {
  return a.id - b.id;
}

/** The text goes and comes with the event; so do the quotes of it, and the quote it carries itself. */
function hide(picture: Picture, event: Hidden): Partial<Picture> {
  const rewritten = (row: MessageView): MessageView => {
    if (row.id === event.message) {
      return { ...row, hidden: event.hidden, text: event.text, reply_text: event.quote };
    }
    if (row.reply_to === event.message) {
      return { ...row, reply_text: row.hidden ? "" : [...event.text].slice(0, QUOTE_LENGTH).join("") };
    }
    return row;
  };
  return { messages: picture.messages.map(rewritten), pinned: picture.pinned && rewritten(picture.pinned) };
}

/** Whoever is in the picture has the office given here, or none. */
function staff(picture: Picture, staff: PersonView[]): Partial<Picture> {
  const roles = new Map(staff.map((person) => [person.id, person.role]));
  const inOffice = <T extends { person: PersonView }>(row: T): T => ({
    ...row,
    person: { ...row.person, role: roles.get(row.person.id) ?? null },
  });
  return {
    staff,
    turns: picture.turns.map(inOffice),
    spoke: picture.spoke.map(inOffice),
    messages: picture.messages.map(inOffice),
    pinned: picture.pinned && inOffice(picture.pinned),
    sanctions: picture.sanctions.map(inOffice),
  };
}

/** A stopped voice or pen is seen by everybody, and takes the place of the one before; whoever was sent out is gone. */
function withSanction(before: SanctionView[], sanction: SanctionView): SanctionView[] {
  if (sanction.kind !== "voice" && sanction.kind !== "text") return before;
  const others = before.filter((row) => row.person.id !== sanction.person.id || row.kind !== sanction.kind);
  return [...others, sanction].sort(byId);
}
