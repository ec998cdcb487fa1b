/** Which sheet stands for a wish: its heading and what is in it. */

import { html, type TemplateResult } from "lit";
import { agenda, chair, seats, vote } from "../lib/sitting-words";
import { switchTheme } from "../lib/theme";
import { ask, connection, devices, dock, line, name, order, people, site, sound } from "../lib/words";
import type { LiveRoom } from "../models/room";
import { aboutMessage, aboutPerson, aboutTurn, type Doing } from "./about-sheets";
import type { SheetWish } from "./element";
import { icon } from "./parts";
import { ruleSheet } from "./rule-sheet";
import { soundSheet } from "./sound-sheets";
import "./ask-sheet";
import "./name-form";
import "./people-sheet";
import "./sitting-agenda";
import "./sitting-forms";
import "./sitting-seats";
import "./tools-sheet";

export interface Sheet {
  heading: string;
  body: TemplateResult;
}

/** What the page tells the sheets: addresses, and what the room's element does for them. */
export interface Surroundings extends Doing {
  nameUrl: string;
  signInUrl: string;
  open(wish: SheetWish): void;
}

/** The sheet of a wish; null when what it was about is gone. */
export function sheetFor(room: LiveRoom, wish: SheetWish, around: Surroundings): Sheet | null {
  switch (wish.sheet) {
    case "ask":
      return { heading: ask.title(), body: html`<ask-sheet .room=${room}></ask-sheet>` };
    case "written":
      return { heading: dock.sendWritten(), body: html`<written-form .room=${room}></written-form>` };
    case "people":
      return { heading: people.title(), body: html`<people-sheet .room=${room}></people-sheet>` };
    case "sound":
      return { heading: sound.title(), body: soundSheet(room) };
    case "connection":
      return { heading: connection.title(), body: html`<connection-sheet .room=${room}></connection-sheet>` };
    case "devices":
      return { heading: devices.title(), body: html`<devices-sheet .room=${room}></devices-sheet>` };
    case "tools":
      return { heading: order.tools(), body: html`<tools-sheet .room=${room}></tools-sheet>` };
    case "more":
      return { heading: site.more(), body: moreSheet(room, around) };
    case "name":
      return {
        heading: name.title(),
        body: html`<name-form .room=${room} .url=${around.nameUrl} .signIn=${around.signInUrl} .purpose=${wish.purpose}></name-form>`,
      };
    case "rule":
      return room.picture && { heading: line.why(), body: ruleSheet(room.picture.room.rules) };
    case "agenda":
      return { heading: agenda.title(), body: html`<sitting-agenda .room=${room}></sitting-agenda>` };
    case "seat":
      return { heading: seats.mine(), body: html`<sitting-seat .room=${room}></sitting-seat>` };
    case "propose":
      return { heading: vote.propose(), body: html`<propose-form .room=${room}></propose-form>` };
    case "decide":
      return { heading: chair.decide(), body: html`<decide-form .room=${room}></decide-form>` };
    case "person":
      return wish.person ? { heading: wish.person.name, body: aboutPerson(room, wish.person, around) } : null;
    case "turn":
      return turnSheet(room, wish, around);
    case "message":
      return messageSheet(room, wish, around);
  }
}

function turnSheet(room: LiveRoom, wish: SheetWish, around: Surroundings): Sheet | null {
  const turn = room.picture?.turns.find((one) => one.id === wish.turn);
  return turn ? { heading: turn.person.name, body: aboutTurn(room, turn, around) } : null;
}

function messageSheet(room: LiveRoom, wish: SheetWish, around: Surroundings): Sheet | null {
  const one = room.chat.messages.find((message) => message.id === wish.message);
  return one ? { heading: one.person.name, body: aboutMessage(room, one, around) } : null;
}

function moreSheet(room: LiveRoom, around: Surroundings): TemplateResult {
  const item = (picture: string, label: string, press: () => void) =>
    html`<button class="choice choice--act" @click=${press}>${icon(picture)}<b>${label}</b></button>`;
  return html`<div class="stack">
    ${room.can("supervise") ? item("shield", order.tools(), () => around.open({ sheet: "tools" })) : html``}
    ${room.sitting ? html`${item("calendar", agenda.title(), () => around.open({ sheet: "agenda" }))}${item("user", seats.mine(), () => around.open({ sheet: "seat" }))}` : html``}
    ${item("users", people.title(), () => around.open({ sheet: "people" }))}
    ${item("volume", sound.title(), () => around.open({ sheet: "sound" }))}
    ${item("signal", connection.title(), () => around.open({ sheet: "connection" }))}
    ${item("theme", site.switchTheme(), () => switchTheme())}
  </div>`;
}
