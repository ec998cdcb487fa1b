/** How the chair conducts the sitting: opens it, goes on, suspends, adjourns. Only adjourning asks twice. */

import { html, nothing, type TemplateResult } from "lit";
import { digits } from "../lib/digits";
import { chair, recording } from "../lib/sitting-words";
import { site } from "../lib/words";
import type { LiveRoom } from "../models/room";
import { currentItem, nextItem } from "../models/sitting";
import type { SittingView } from "../wire/messages";
import { RoomElement } from "./element";
import { small } from "./parts";

const PRAYER_MINUTES = [15, 20] as const;
const BREAK_MINUTES = [5, 10, 30] as const;

export class SittingChair extends RoomElement {
  static override properties = { ...RoomElement.properties, ending: { state: true } };
  declare ending: boolean;

  constructor() {
    super();
    this.ending = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    const sitting = room?.sitting;
    if (!room || !sitting || sitting.state === "adjourned" || sitting.state === "closed") return nothing;
    if (!room.can("chair") && !room.can("record")) return nothing;
    return html`<div class="stack sitting-chair" role="group" aria-label=${chair.title()}>
      ${room.notice ? html`<p class="harm" role="alert">${room.notice}</p>` : nothing}
      ${room.can("chair") ? this.conduct(room, sitting) : nothing}
      ${room.can("record") || room.can("chair") ? html`<button class="btn btn--wide" aria-haspopup="dialog" @click=${() => this.open("decide")}>${small("doc")}${chair.decide()}</button>` : nothing}
    </div>`;
  }

  private conduct(room: LiveRoom, sitting: SittingView): TemplateResult {
    if (sitting.state === "lobby")
      return html`<button class="btn btn--tile btn--wide" aria-busy=${room.busy.has("open_sitting") ? "true" : nothing} @click=${() => room.do({ do: "open_sitting" })}>${small("play")}${chair.open()}</button>`;
    if (sitting.state === "suspended")
      return html`<button class="btn btn--tile btn--wide" @click=${() => room.do({ do: "reconvene" })}>${small("play")}${chair.resume()}</button>${this.adjourning(room)}`;
    const next = nextItem(sitting);
    const current = currentItem(sitting);
    const recorded = current && !current.do_not_record;
    return html`${next ? html`<button class="btn btn--tile btn--wide" data-key="n" aria-busy=${room.busy.has("next_item") ? "true" : nothing} @click=${() => room.do({ do: "next_item" })}>${chair.goTo(digits(next.number))}${small("next", "i--flip")}</button>` : nothing}
      ${next && current ? html`<button class="btn btn--quiet btn--wide" @click=${() => room.do({ do: "next_item", carry: true })}>${chair.carryAndGo()}</button>` : nothing}
      ${sitting.recorded && current ? html`<div class="toggle"><b>${recording.recordItem()}</b><button class="switch" role="switch" aria-label=${recording.recordItem()} aria-checked=${recorded ? "true" : "false"} @click=${() => room.do({ do: "record_item", item: current.id, yes: !recorded })}></button></div>` : nothing}
      <details><summary class="btn btn--wide">${chair.suspend()}</summary><div class="row">
        ${PRAYER_MINUTES.map((minutes) => html`<button class="btn" @click=${() => room.do({ do: "suspend_sitting", minutes, prayer: true })}>${chair.prayer(minutes)}</button>`)}
        ${BREAK_MINUTES.map((minutes) => html`<button class="btn" @click=${() => room.do({ do: "suspend_sitting", minutes })}>${chair.pause(minutes)}</button>`)}
      </div></details>
      ${this.adjourning(room)}`;
  }

  /** It ends the sitting for everybody, and is not undone. */
  private adjourning(room: LiveRoom): TemplateResult {
    const ask = (ending: boolean) => () => {
      this.ending = ending;
    };
    if (!this.ending)
      return html`<button class="btn btn--quiet btn--harm btn--wide" @click=${ask(true)}>${chair.adjourn()}</button>`;
    return html`<div class="stack banner--harm ending" role="alert"><p><b>${chair.adjournSure()}</b> ${chair.adjournHint()}</p>
      <div class="row"><button class="btn btn--harm-fill" @click=${() => room.do({ do: "adjourn" })}>${chair.adjournYes()}</button><button class="btn btn--quiet" @click=${ask(false)}>${site.cancel()}</button></div></div>`;
  }
}

customElements.define("sitting-chair", SittingChair);
