/** The sheets about somebody or something: a person, a place in line, a message. */

import { html, nothing, type TemplateResult } from "lit";
import { seats } from "../lib/sitting-words";
import { acted, chat, happened, kind, order } from "../lib/words";
import type { LiveRoom } from "../models/room";
import type { MessageView, PersonView, TurnView } from "../wire/messages";
import { icon } from "./parts";
import "./reason-form";
import "./sanction-form";

/** What the room's element does for a sheet. */
export interface Doing {
  close(): void;
  reply(to: MessageView): void;
  mention(person: PersonView): void;
}

/** A person: mention them; staff find the sanctions. */
export function aboutPerson(room: LiveRoom, person: PersonView, doing: Doing): TemplateResult {
  const staff = person.role === "owner" || person.role === "supervisor";
  return html`<div class="stack">
    ${room.can("write") ? act("chat", chat.mention(), () => doing.mention(person)) : nothing}
    ${
      room.sitting && room.can("chair") && person.id !== room.you?.person?.id
        ? html`<reason-form .label=${seats.remove()} .least=${3} @reasoned=${(event: CustomEvent<string>) => {
            doing.close();
            void room.act(
              { do: "remove_from_sitting", person: person.id, why: event.detail },
              seats.removed(person.name),
            );
          }}></reason-form>`
        : nothing
    }
    ${room.can("supervise") && !staff && person.id !== room.you?.person?.id ? html`<sanction-form .room=${room} .person=${person}></sanction-form>` : nothing}
  </div>`;
}

/** A place in line: the text when it is written, and what a supervisor may do with it. */
export function aboutTurn(room: LiveRoom, turn: TurnView, doing: Doing): TemplateResult {
  const first = room.picture?.order[0] === turn.id;
  const { name } = turn.person;
  const then = (wish: Parameters<LiveRoom["act"]>[0], said: string) => {
    doing.close();
    void room.act(wish, said);
  };
  return html`<div class="stack">
    <p class="hint">${kind(turn.kind)}</p>
    ${turn.text ? html`<p class="said" dir="auto">${turn.text}</p>` : nothing}
    ${turn.kind === "written" ? html`<button class="btn btn--tile btn--wide" @click=${() => then({ do: "read_out", turn: turn.id }, happened("read_out", name))}>${order.readDone()}</button>` : nothing}
    ${first ? nothing : act("undo", order.toFirst(), () => then({ do: "move", turn: turn.id, place: 0 }, acted("moved", name, { place: 1 })))}
    <reason-form .label=${order.remove()} @reasoned=${(event: CustomEvent<string>) => then({ do: "remove", turn: turn.id, why: event.detail }, acted("removed", name))}></reason-form>
    ${aboutPerson(room, turn.person, doing)}
  </div>`;
}

/** A message: answer it, mention its writer; staff hide and pin it. */
export function aboutMessage(room: LiveRoom, one: MessageView, doing: Doing): TemplateResult {
  const pinned = room.picture?.pinned?.id === one.id;
  const then = (wish: Parameters<LiveRoom["act"]>[0], said: string) => {
    doing.close();
    void room.act(wish, said);
  };
  return html`<div class="stack">
    <p class="hint" dir="auto">${one.text}</p>
    ${room.can("write") ? html`${act("reply", chat.reply(), () => doing.reply(one), "i--flip")}${act("chat", chat.mention(), () => doing.mention(one.person))}` : nothing}
    ${
      room.can("supervise")
        ? html`${one.whisper ? nothing : act("pin", pinned ? chat.unpin() : chat.pin(), () => then({ do: "pin", message: pinned ? null : one.id }, acted(pinned ? "unpinned" : "pinned")))}
          <reason-form .label=${chat.hide()} @reasoned=${(event: CustomEvent<string>) => then({ do: "hide", message: one.id, why: event.detail }, acted("hidden", one.person.name))}></reason-form>
          <details><summary class="btn btn--wide">${order.sanction()}</summary>${aboutPerson(room, one.person, doing)}</details>`
        : nothing
    }
  </div>`;
}

function act(picture: string, label: string, press: () => void, flip = ""): TemplateResult {
  return html`<button class="choice choice--act" @click=${press}>${icon(picture, flip)}<b>${label}</b></button>`;
}
