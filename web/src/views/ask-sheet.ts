/** What kind of turn: a press on a kind asks at once; a written one is written first. */

import { html, nothing, type TemplateResult } from "lit";
import { asking } from "../lib/sitting-words";
import { ask, kind, length, site } from "../lib/words";
import { placeForNew, secondsFor } from "../models/place";
import type { LiveRoom } from "../models/room";
import { currentItem, kindIsOpen, speakerToAsk } from "../models/sitting";
import type { TurnKind } from "../wire/messages";
import { RoomElement } from "./element";
import { icon } from "./parts";

const KINDS: readonly TurnKind[] = [
  "presenter",
  "contribution",
  "question",
  "interposed",
  "order",
  "reply",
  "written",
  "notice",
];
const PICTURES: Readonly<Record<TurnKind, [string, string]>> = {
  contribution: ["hand", ""],
  question: ["chat", ""],
  order: ["flag", "i--flip"],
  reply: ["reply", "i--flip"],
  written: ["text", ""],
  interposed: ["chat", ""],
  presenter: ["doc", ""],
  notice: ["info", ""],
};

export class AskSheet extends RoomElement {
  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room?.picture) return nothing;
    const offered = KINDS.filter((one) => kindIsOpen(room, one) && (room.canSpeak || one === "written"));
    return html`<div class="stack">${offered.map((one, at) => this.choice(room, one, at))}<p class="hint">${ask.placeFirst()}</p></div>`;
  }

  private choice(room: LiveRoom, one: TurnKind, at: number): TemplateResult {
    const [picture, flip] = PICTURES[one];
    return html`<button class="choice choice--act" aria-labelledby="k-${one}" aria-describedby="kd-${one}" data-first=${at === 0 ? "" : nothing} @click=${() => this.chosen(room, one)}>
      ${icon(picture, `${flip} lit`)}<span><b id="k-${one}">${kind(one)}</b><small id="kd-${one}">${about(room, one)}</small></span></button>`;
  }

  private chosen(room: LiveRoom, one: TurnKind): void {
    if (one === "written") {
      this.open("written");
      return;
    }
    this.dispatchEvent(new CustomEvent("close-sheet", { bubbles: true }));
    void room.ask(one, "", one === "interposed" ? (speakerToAsk(room)?.id ?? null) : null);
  }
}

function about(room: LiveRoom, one: TurnKind): string {
  if (!room.picture) return "";
  const time = length(secondsFor(room.picture.room.rules, one));
  switch (one) {
    case "question":
      return ask.question(time);
    case "order":
      return ask.order();
    case "reply":
      return ask.reply(time);
    case "written":
      return ask.written();
    case "interposed":
      return asking.interposed(speakerToAsk(room)?.person.name ?? "", time);
    case "presenter":
      return `${asking.presenter(length((currentItem(room.sitting)?.minutes ?? 0) * 60))} ${asking.expected(placeForNew(room.picture, one))}`;
    case "notice":
      return asking.notice();
    default:
      return ask.contribution(time, placeForNew(room.picture, one));
  }
}

customElements.define("ask-sheet", AskSheet);

/** The text of a written contribution. When one already waits to speak, the request becomes the text. */
export class WrittenForm extends RoomElement {
  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room) return nothing;
    return html`<form class="stack" @submit=${(event: SubmitEvent) => this.send(event, room)}>
      <label class="field"><span>${ask.yourText()}</span><textarea class="input" name="text" rows="6" maxlength="2000" required dir="auto" data-first></textarea></label>
      <p class="hint">${ask.written()}</p>
      ${room.notice ? html`<p class="harm" role="alert">${room.notice}</p>` : nothing}
      <button class="btn btn--tile btn--wide" aria-busy=${room.busy.has("ask") ? "true" : nothing}>${room.busy.has("ask") ? site.sending() : ask.send()}</button>
    </form>`;
  }

  private async send(event: SubmitEvent, room: LiveRoom): Promise<void> {
    event.preventDefault();
    const text = String(new FormData(event.target as HTMLFormElement).get("text") ?? "").trim();
    if (!text) return;
    const sent = room.myTurn ? await room.makeWritten(text) : await room.ask("written", text);
    if (sent) this.dispatchEvent(new CustomEvent("close-sheet", { bubbles: true }));
  }
}

customElements.define("written-form", WrittenForm);
