/** Picture ⊕ event = the picture a newcomer would be given after it. The node folds the same way. */

import type { Floor, LastingEvent, MessageView, Picture, SanctionView, TurnView } from "../wire/messages";

const LIVE = new Set(["waiting", "called", "speaking", "paused"]);
const KEPT_MESSAGES = 50;
const KEPT_SPOKE = 50;

/** The picture after an event; the one given is not touched. The event's number must follow the picture's. */
export function fold(picture: Picture, event: LastingEvent): Picture {
  return { ...picture, ...changes(picture, event), n: event.n };
}

function changes(picture: Picture, event: LastingEvent): Partial<Picture> {
  switch (event.ev) {
    case "floor":
      return floor(picture, event);
    case "said":
      return event.message.whisper ? {} : { messages: [...picture.messages, event.message].slice(-KEPT_MESSAGES) };
    case "hidden":
      return hide(picture, event.message, event.hidden);
    case "pinned":
      return { pinned: event.message };
    case "sanctioned":
      return { sanctions: withSanction(picture.sanctions, event.sanction) };
    case "lifted":
      return { sanctions: picture.sanctions.filter((one) => one.id !== event.sanction) };
    case "room":
      return { room: event.room };
    case "staff":
      return { staff: event.staff };
    case "gathering":
      return { gathering: event.gathering };
    default:
      return {};
  }
}

/** Turns that are over leave the line; those in which something was said are remembered, the latest first. */
function floor(picture: Picture, event: Floor): Partial<Picture> {
  const told = new Map(event.turns.map((turn) => [turn.id, turn]));
  const gone = new Set(event.gone);
  const known = new Set(picture.turns.map((turn) => turn.id));
  const turns = picture.turns
    .map((turn) => told.get(turn.id) ?? turn)
    .concat(event.turns.filter((turn) => !known.has(turn.id)))
    .filter((turn) => LIVE.has(turn.state) && !gone.has(turn.id));
  const over = event.turns.filter((turn) => !LIVE.has(turn.state) && !gone.has(turn.id));
  return { turns, order: event.order, spoke: spoke(picture.spoke, over, turns), ...(event.line ? { line: event.line } : {}) };
}

function spoke(before: TurnView[], over: TurnView[], live: TurnView[]): TurnView[] {
  const elsewhere = new Set([...over, ...live].map((turn) => turn.id));
  return [...over, ...before.filter((turn) => !elsewhere.has(turn.id))].slice(0, KEPT_SPOKE);
}

function hide(picture: Picture, id: number, hidden: boolean): Partial<Picture> {
  const turn = (message: MessageView) => (message.id === id ? { ...message, hidden } : message);
  return { messages: picture.messages.map(turn), pinned: picture.pinned?.id === id && hidden ? null : picture.pinned };
}

function withSanction(before: SanctionView[], sanction: SanctionView): SanctionView[] {
  return [...before.filter((one) => one.id !== sanction.id), sanction];
}
