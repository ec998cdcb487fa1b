/** What a supervisor may do for whoever has the floor: more time, a pause, taking it away with a reason asked in the
 *  same place, never in a dialog over the clock. */

import { html, nothing, type TemplateResult } from "lit";
import { acted, happened, order, site } from "../lib/words";
import type { LiveRoom } from "../models/room";
import type { TurnView } from "../wire/messages";
import { RoomElement } from "./element";
import { small } from "./parts";

export class SpeakerActs extends RoomElement {
  static override properties = { ...RoomElement.properties, asking: { state: true } };
  declare asking: number;

  constructor() {
    super();
    this.asking = 0;
  }

  protected override render(): TemplateResult {
    const { room } = this;
    const turns = room?.picture?.turns.filter((turn) => turn.state !== "waiting") ?? [];
    return html`${room ? turns.map((turn) => (this.asking === turn.id ? this.whyForm(room, turn) : this.acts(room, turn, turns.length > 1))) : nothing}`;
  }

  private acts(room: LiveRoom, turn: TurnView, named: boolean): TemplateResult {
    const speaking = turn.state === "speaking";
    return html`<div class="speaking__acts stage__acts" role="group" aria-label=${turn.person.name}>
      ${named ? html`<b><bdi>${turn.person.name}</bdi></b>` : nothing}
      <button class="btn" data-key="e" @click=${() => room.act({ do: "extend", turn: turn.id }, acted("extended", turn.person.name, { seconds: 60 }))}>${small("plus")}${order.extend()}</button>
      ${speaking ? html`<button class="btn" data-key="p" @click=${() => room.act({ do: "pause", turn: turn.id }, acted("paused", turn.person.name))}>${small("pause")}${order.pause()}</button>` : nothing}
      ${turn.state === "paused" ? html`<button class="btn" @click=${() => room.act({ do: "resume", turn: turn.id }, happened("called", turn.person.name))}>${small("mic")}${order.resume()}</button>` : nothing}
      <button class="btn btn--harm push" @click=${() => this.ask(turn.id)}>${order.withdrawFloor()}</button>
    </div>`;
  }

  private whyForm(room: LiveRoom, turn: TurnView): TemplateResult {
    const revoke = (event: SubmitEvent) => {
      event.preventDefault();
      const why = String(new FormData(event.target as HTMLFormElement).get("why") ?? "").trim();
      this.asking = 0;
      void room.act({ do: "revoke", turn: turn.id, why }, acted("revoked", turn.person.name));
    };
    return html`<form class="stage__acts why" @submit=${revoke}>
      <label class="field"><span>${order.why()}</span><input class="input" name="why" maxlength="300" autocomplete="off" /></label>
      <div class="row"><button class="btn btn--harm-fill">${order.withdrawFloor()}</button>
      <button class="btn btn--quiet" type="button" @click=${() => this.ask(0)}>${site.cancel()}</button></div>
    </form>`;
  }

  private async ask(turn: number): Promise<void> {
    this.asking = turn;
    await this.updateComplete;
    this.querySelector<HTMLInputElement>(".why input")?.focus();
  }
}

customElements.define("speaker-acts", SpeakerActs);
