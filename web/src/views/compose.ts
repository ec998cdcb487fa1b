/** Where one writes: replies, mentions, whispers; or why one may not write now, and what is open instead. */

import { html, nothing, type TemplateResult } from "lit";
import { moment } from "../lib/time";
import { chat, dock } from "../lib/words";
import { inForce } from "../models/dock-state";
import type { LiveRoom } from "../models/room";
import type { MessageView, PersonView } from "../wire/messages";
import { RoomElement } from "./element";
import { icon, small } from "./parts";

export class ChatCompose extends RoomElement {
  static override properties = {
    ...RoomElement.properties,
    replyTo: { state: true },
    whisper: { state: true },
  };
  declare replyTo: MessageView | null;
  declare whisper: boolean;
  private mentioned = new Map<string, number>();

  constructor() {
    super();
    this.replyTo = null;
    this.whisper = false;
  }

  /** Answers a message. */
  reply(to: MessageView): void {
    this.replyTo = to;
    this.focusField();
  }

  /** Writes a name into the field. */
  mention(person: PersonView): void {
    this.mentioned.set(person.name, person.id);
    const { field } = this;
    if (field)
      field.value = `${field.value}${field.value && !field.value.endsWith(" ") ? " " : ""}@${person.name} `;
    this.focusField();
  }

  /** Turns to the supervisors alone. */
  startWhisper(): void {
    this.whisper = true;
    this.focusField();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room?.you || room.connection === "ended") return nothing;
    const stopped = inForce(room.you, "text", room.now);
    if (stopped)
      return said(stopped.until ? chat.stoppedUntil(moment(stopped.until, room.now)) : chat.stoppedOpen());
    if (!room.can("write") && !this.mayBeNamed(room)) return said(chat.visitorsListen());
    return html`<form class="compose ${this.whisper ? "compose--whisper" : ""}" @submit=${this.send}>
      ${this.replyTo ? this.replying(this.replyTo) : nothing}
      ${this.whisper ? html`<p class="compose__about">${small("user")}<span>${chat.whisperTo()}</span><button class="link push" type="button" @click=${this.aloud}>${chat.whisperOff()}</button></p>` : nothing}
      <label class="vh" for="say">${chat.field()}</label>
      <input class="input" type="text" id="say" data-first placeholder=${chat.placeholder()} autocomplete="off" maxlength="2000" dir="auto" enterkeyhint="send" />
      ${this.whisper || room.can("supervise") ? nothing : html`<button class="btn btn--icon btn--quiet" type="button" aria-label=${dock.whisper()} @click=${this.startWhisper}>${icon("user")}</button>`}
      <button class="btn btn--tile btn--icon" aria-label=${chat.send()}>${icon("send", "i--flip")}</button>
      ${room.picture && room.picture.room.rules.slow_seconds > 0 ? html`<p class="hint compose__about">${chat.slow(room.picture.room.rules.slow_seconds)}</p>` : nothing}
    </form>`;
  }

  private replying(to: MessageView): TemplateResult {
    return html`<p class="compose__about">${small("reply", "i--flip")}<span>${chat.replyingTo()} <bdi>${to.person.name}</bdi></span>
      <button class="btn btn--icon btn--quiet push" type="button" aria-label=${chat.stopReply()} @click=${this.noReply}>${small("close")}</button></p>`;
  }

  private mayBeNamed(room: LiveRoom): boolean {
    return room.you?.person === null && (room.picture?.room.rules.visitors_write ?? false);
  }

  private send = (event: Event): void => {
    event.preventDefault();
    const { room, field } = this;
    const text = field?.value.trim() ?? "";
    if (!room || !field || !text) return;
    if (!room.you?.person) {
      this.open("name", { purpose: "write" });
      return;
    }
    const mentions = [...this.mentioned].filter(([name]) => text.includes(`@${name}`)).map(([, id]) => id);
    room.say(text, { replyTo: this.replyTo, mentions: mentions.slice(0, 10), whisper: this.whisper });
    field.value = "";
    this.mentioned.clear();
    this.replyTo = null;
    this.whisper = false;
    field.focus();
  };

  private get field(): HTMLInputElement | null {
    return this.querySelector("#say");
  }

  private focusField(): void {
    void this.updateComplete.then(() => this.field?.focus());
  }

  private aloud = (): void => {
    this.whisper = false;
  };

  private noReply = (): void => {
    this.replyTo = null;
  };
}

function said(text: string): TemplateResult {
  return html`<p class="compose hint" role="status">${text}</p>`;
}

customElements.define("chat-compose", ChatCompose);
