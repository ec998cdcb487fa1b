/** The chat beside the voice: on a desktop a column, on a phone a sheet. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { dragToClose } from "../lib/drag-close";
import { Trap } from "../lib/trap";
import { chat, site } from "../lib/words";
import type { LiveRoom } from "../models/room";
import type { MessageView } from "../wire/messages";
import type { ChatCompose } from "./compose";
import { RoomElement } from "./element";
import { draft, message } from "./message";
import { icon, small } from "./parts";
import "./compose";

const NEAR_END_PX = 80;
const wide = matchMedia("(min-width:1000px)");

export class RoomChat extends RoomElement {
  static override properties = { ...RoomElement.properties, up: { type: Boolean }, atEnd: { state: true } };
  /** Whether the sheet is up, on a phone. */
  declare up: boolean;
  declare atEnd: boolean;
  private trap: Trap | null = null;
  private stopDrag: (() => void) | null = null;
  private heightBefore = 0;
  private firstBefore = 0;

  constructor() {
    super();
    this.up = false;
    this.atEnd = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.trap?.release();
    this.stopDrag?.();
    this.room?.chat.setReading(false);
  }

  protected override render(): TemplateResult {
    const { room } = this;
    return html`<aside class="chat ${this.up ? "open" : ""}" aria-label=${chat.title()}>
      <div class="sheet__top"><h2>${chat.title()}</h2><button class="btn btn--icon btn--quiet push only-phone" aria-label=${site.close()} @click=${this.close}>${icon("close")}</button></div>
      ${room?.picture?.pinned ? this.pinned(room, room.picture.pinned) : nothing}
      <div class="msgs" role="log" aria-label=${chat.log()} tabindex="0" @scroll=${this.scrolled} @open-message=${this.openMessage} @jump=${this.jump}>
        ${room?.chat.more ? html`<button class="link msgs__more" @click=${() => room.older()}>${chat.earlier()}</button>` : nothing}
        ${room && room.chat.messages.length + room.chat.drafts.length === 0 ? html`<p class="hint msgs__empty">${chat.empty()}</p>` : nothing}
        ${
          room
            ? repeat(
                room.chat.messages,
                (one) => one.id,
                (one) => message(room, one),
              )
            : nothing
        }
        ${
          room
            ? repeat(
                room.chat.drafts,
                (one) => one.key,
                (one) => draft(room, one),
              )
            : nothing
        }
      </div>
      ${room && !this.atEnd && room.chat.unread > 0 ? html`<button class="btn btn--tile msgs__new" @click=${this.toEnd}>${small("down")}${chat.newBelow(room.chat.unread)}</button>` : nothing}
      <chat-compose .room=${room}></chat-compose>
    </aside>`;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const log = this.log;
    this.heightBefore = log?.scrollHeight ?? 0;
    this.firstBefore = Number(log?.querySelector<HTMLElement>("[data-n]")?.dataset.n ?? 0);
    this.tellReading();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("up")) this.turn();
    const log = this.log;
    if (!log) return;
    const first = Number(log.querySelector<HTMLElement>("[data-n]")?.dataset.n ?? 0);
    if (this.atEnd) log.scrollTop = log.scrollHeight;
    else if (first < this.firstBefore) log.scrollTop += log.scrollHeight - this.heightBefore; // older ones came above
  }

  /** Opens a reply, a mention or a whisper in the field. */
  get compose(): ChatCompose | null {
    return this.querySelector<ChatCompose>("chat-compose");
  }

  private pinned(room: LiveRoom, pin: MessageView): TemplateResult {
    return html`<p class="pinned">${small("pin")}<span><span class="vh">${chat.pinned()}: </span><span dir="auto">${pin.text}</span></span>
      ${room.can("supervise") ? html`<button class="btn btn--icon btn--quiet push" aria-label=${chat.unpin()} @click=${() => room.do({ do: "pin", message: null })}>${small("close")}</button>` : nothing}</p>`;
  }

  private get log(): HTMLElement | null {
    return this.querySelector(".msgs");
  }

  private turn(): void {
    const sheet = this.querySelector<HTMLElement>(".chat");
    if (!sheet || wide.matches) return;
    if (this.up) {
      this.trap = new Trap(sheet, this.close);
      this.trap.hold();
      this.stopDrag = dragToClose(sheet.querySelector(".sheet__top") as HTMLElement, sheet, this.close);
      this.toEnd();
    } else {
      this.trap?.release();
      this.stopDrag?.();
    }
    this.tellReading();
  }

  private tellReading(): void {
    this.room?.chat.setReading(
      (this.up || wide.matches) && this.atEnd && document.visibilityState === "visible",
    );
  }

  private scrolled = (): void => {
    const log = this.log;
    if (!log) return;
    this.atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
    if (log.scrollTop < NEAR_END_PX && log.scrollHeight > log.clientHeight) void this.room?.older();
  };

  private toEnd = (): void => {
    this.atEnd = true;
    const log = this.log;
    if (log) log.scrollTop = log.scrollHeight;
  };

  private openMessage = (event: Event): void => {
    this.open("message", { message: (event as CustomEvent<number>).detail });
  };

  private jump = (event: Event): void => {
    this.querySelector(`[data-id="${(event as CustomEvent<number>).detail}"]`)?.scrollIntoView({
      block: "center",
    });
  };

  private close = (): void => {
    this.dispatchEvent(new CustomEvent("close-chat", { bubbles: true }));
  };
}

customElements.define("room-chat", RoomChat);
