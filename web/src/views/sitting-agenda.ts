/** The agenda: the strip that says where the sitting stands, and the whole of it with planned and used minutes. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { digits } from "../lib/digits";
import { agenda, chair, recording, seats, sitting as words } from "../lib/sitting-words";
import { hour } from "../lib/time";
import type { LiveRoom } from "../models/room";
import { currentItem, itemPlace, seatOf, topItems, usedBy } from "../models/sitting";
import type { ItemView, SittingView } from "../wire/messages";
import { RoomElement } from "./element";
import { icon, small } from "./parts";
import { recordMe } from "./sitting-seats";
import "./sitting-chair";

const MINUTE = 60_000;

/** What stands above the stage: the strip, the recording, one's seat, the state. */
export class SittingTop extends RoomElement {
  protected override tickMs = 10_000;

  protected override render(): TemplateResult | typeof nothing {
    const sitting = this.room?.sitting;
    if (!this.room || !sitting) return nothing;
    return html`<div class="sitting-top">${strip(sitting, () => this.open("agenda"))}${this.bar(this.room, sitting)}</div>`;
  }

  private bar(room: LiveRoom, sitting: SittingView): TemplateResult {
    const seat = seatOf(sitting, room.you?.seat?.room ?? 0);
    const capacity = room.you?.seat?.capacity;
    const mine = seat
      ? seats.youFor(seat.name)
      : capacity && capacity !== "listener"
        ? seats.youAs(seats.capacity(capacity))
        : "";
    const off = currentItem(sitting)?.do_not_record ?? false;
    const early = sitting.state === "lobby" || (sitting.state === "in_session" && !hasBegun(room));
    return html`<div class="sitting-bar">
      <span class="only-phone">${stateChip(room, sitting)}</span>
      ${sitting.recorded ? html`<button class="chip chip--line sitting-bar__mark" aria-haspopup="dialog" title=${recording.means()} @click=${() => this.open("seat")}>${small(off ? "mic-off" : "mic")}${off ? recording.itemOff() : recording.mark()}</button>` : nothing}
      ${mine ? html`<button class="link" aria-haspopup="dialog" @click=${() => this.open("seat")}>${mine}</button>` : nothing}
      ${room.can("chair") || room.can("record") ? html`<button class="btn btn--quiet push sitting-bar__chair" aria-haspopup="dialog" @click=${() => this.open("agenda")}>${small("sliders")}${chair.title()}</button>` : nothing}
      ${sitting.recorded && early ? html`<div class="sitting-bar__rec"><p class="hint">${recording.means()}</p>${recordMe(room)}</div>` : nothing}
    </div>`;
  }
}

customElements.define("sitting-top", SittingTop);

/** Whether anybody has spoken: until then the recording is explained where everybody sees it, afterwards one press away. */
function hasBegun(room: LiveRoom): boolean {
  const { picture } = room;
  return !!picture && (picture.spoke.length > 0 || picture.turns.some((turn) => turn.state === "speaking"));
}

function strip(sitting: SittingView, press: () => void): TemplateResult {
  const now = currentItem(sitting);
  const place = itemPlace(sitting);
  const total = topItems(sitting).length;
  return html`<button class="agenda-strip" aria-haspopup="dialog" @click=${press}>
    <span><span class="eyebrow"><span>${place ? agenda.place(place, total) : agenda.title()}</span>
      <span class="segs" aria-hidden="true">${topItems(sitting).map((item, at) => html`<i class=${at + 1 === place ? "now" : item.state === "planned" ? "" : "done"}></i>`)}</span></span>
      <span class="said"> <bdi>${now?.title ?? sitting.title}</bdi></span></span>
    ${small("next", "i--flip muted")}</button>`;
}

/** The whole agenda, with what the chair does with it. */
export class SittingAgenda extends RoomElement {
  static override properties = { ...RoomElement.properties, changing: { state: true } };
  declare changing: boolean;
  protected override tickMs = 1000;

  constructor() {
    super();
    this.changing = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    const sitting = room?.sitting;
    if (!room || !sitting) return nothing;
    const place = itemPlace(sitting);
    return html`<section class="card plan-card" aria-label=${agenda.title()}>
      <header><h2>${agenda.title()}</h2>${place ? html`<span class="hint push">${agenda.place(place, topItems(sitting).length)}</span>` : nothing}</header>
      ${
        sitting.items.length === 0
          ? html`<p class="hint">${agenda.empty()}</p>`
          : html`<ol class="plan plan--sitting" role="list" aria-label=${agenda.title()}>${repeat(
              sitting.items,
              (item) => item.id,
              (item) => this.item(room, sitting, item),
            )}</ol>`
      }
      ${
        room.can("chair") && sitting.items.length > 1
          ? html`<button class="btn btn--quiet" aria-pressed=${this.changing ? "true" : "false"} @click=${() => {
              this.changing = !this.changing;
            }}>${this.changing ? chair.changed() : chair.change()}</button>`
          : nothing
      }
      <sitting-chair .room=${room}></sitting-chair>
    </section>`;
  }

  private item(room: LiveRoom, sitting: SittingView, item: ItemView): TemplateResult {
    const current = item.id === sitting.current;
    const over = item.state === "done" || item.state === "carried";
    return html`<li class=${current ? "now" : over ? "past" : ""} aria-current=${current ? "step" : nothing} data-number=${digits(item.number)}>
      <span class="said"><bdi>${item.title}</bdi></span>${minutes(item, room.now)}
      ${under(item)}
      ${this.changing && item.state === "planned" ? this.acts(room, sitting, item) : nothing}
    </li>`;
  }

  private acts(room: LiveRoom, sitting: SittingView, item: ItemView): TemplateResult {
    const at = sitting.items.findIndex((one) => one.id === item.id);
    const above = sitting.items[at - 1];
    const earlier = above?.state === "planned" ? above : null;
    return html`<span class="plan__acts">
      ${earlier ? html`<button class="btn btn--icon btn--quiet" aria-label=${chair.earlier(item.title)} @click=${() => room.do({ do: "move_item", item: item.id, before: earlier.id })}>${icon("down", "i--up")}</button>` : nothing}
      <button class="btn btn--icon btn--quiet" aria-label=${chair.goHere(item.title)} @click=${() => room.do({ do: "next_item", item: item.id })}>${icon("next", "i--flip")}</button>
      <button class="btn btn--quiet" aria-label=${chair.carry(item.title)} @click=${() => room.do({ do: "carry_item", item: item.id })}>${chair.carryShort()}</button></span>`;
  }
}

customElements.define("sitting-agenda", SittingAgenda);

function minutes(item: ItemView, now: number): TemplateResult {
  const used = Math.round(usedBy(item, now) / MINUTE);
  const over = item.state === "current" && usedBy(item, now) > item.minutes * MINUTE;
  return html`<time class=${over ? "warn" : ""}>${item.state === "planned" ? agenda.planned(item.minutes) : agenda.used(used, item.minutes)}${over ? html`, ${agenda.over()}` : nothing}</time>`;
}

function under(item: ItemView): TemplateResult | typeof nothing {
  const state = { current: agenda.now(), carried: agenda.carried(), done: agenda.done(), planned: "" }[
    item.state
  ];
  const pieces = [
    item.state === "done"
      ? html`<span class="vh">${state}</span>`
      : state
        ? html`<span>${state}</span>`
        : nothing,
    item.presenter ? html`<span><bdi>${item.presenter.name}</bdi></span>` : nothing,
    item.note ? html`<span dir="auto">${item.note}</span>` : nothing,
    item.do_not_record ? html`<span>${recording.off()}</span>` : nothing,
    item.url ? html`<a href=${item.url} target="_blank">${agenda.paper()}</a>` : nothing,
  ].filter((piece) => piece !== nothing);
  return pieces.length > 0 ? html`<small class="dotted">${pieces}</small>` : nothing;
}

/** The state of the sitting, for the header. */
export function stateChip(room: LiveRoom, sitting: SittingView): TemplateResult {
  switch (sitting.state) {
    case "lobby":
      return html`<span class="chip">${words.green()}</span>`;
    case "in_session": {
      const minutes = Math.floor((room.now - sitting.opened_at) / MINUTE);
      return html`<span class="chip chip--lit"><span class="live-dot"></span><span>${words.since(minutes)}</span></span>`;
    }
    case "suspended":
      return html`<span class="chip chip--warn">${sitting.suspended_for === "prayer" ? words.prayer() : words.suspended()}</span>`;
    default:
      return html`<span class="chip">${words.adjourned()}</span>`;
  }
}

/** What stands on the stage before the sitting is opened, and after it is adjourned; null while it is in session. */
export function stageOf(room: LiveRoom): TemplateResult | null {
  const { sitting } = room;
  if (sitting?.state === "lobby" && !room.picture?.turns.some((turn) => turn.state === "speaking"))
    return html`<h2>${words.green()}</h2><p class="from">${words.greenHint(hour(sitting.starts_at))}</p>`;
  if (sitting?.state === "adjourned" || sitting?.state === "closed")
    return html`<h2>${words.adjourned()}</h2><p class="from">${words.adjournedHint()}</p><p><a class="btn btn--tile" href=${sitting.page}>${small("doc")}${words.minutes()}</a></p>`;
  return null;
}
