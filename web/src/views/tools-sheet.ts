/** What keeps order in the room: doors, microphones, slow mode, suspension, sanctions in force, the end, the log. */

import { html, nothing, type TemplateResult } from "lit";
import { keysAreOn, turnKeys } from "../lib/chair-keys";
import { number } from "../lib/digits";
import { moment } from "../lib/time";
import { acted, order, sanctioned, site } from "../lib/words";
import type { LiveRoom } from "../models/room";
import type { Doors } from "../wire/messages";
import { RoomElement } from "./element";
import { isolated, small } from "./parts";
import "./acts-log";

const DOORS: readonly Doors[] = ["open", "members", "locked", "closed"];
const SLOW_SECONDS = [0, 10, 30, 60, 300] as const;
const BREAK_MINUTES = [5, 10, 15, 30] as const;

export class ToolsSheet extends RoomElement {
  static override properties = {
    ...RoomElement.properties,
    wording: { state: true },
    ending: { state: true },
  };
  declare wording: boolean;
  declare ending: boolean;

  constructor() {
    super();
    this.wording = this.ending = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room?.picture) return nothing;
    const { rules } = room.picture.room;
    return html`<div class="stack-l">
      ${room.notice ? html`<p class="harm" role="alert">${room.notice}</p>` : nothing}
      ${this.doors(room, room.picture.room.doors)}
      <div class="toggle"><b id="mics-h">${order.microphones()}</b>${this.microphones(room, rules.microphones)}</div>
      <label class="field"><span>${order.slow()}</span><select class="input" @change=${(event: Event) => room.act({ do: "set_slow", seconds: Number((event.target as HTMLSelectElement).value) }, acted("slow"))}>
        ${[...new Set<number>([...SLOW_SECONDS, rules.slow_seconds])].map((one) => html`<option value=${one} ?selected=${one === rules.slow_seconds}>${one ? order.slowEvery(one) : order.slowOff()}</option>`)}</select></label>
      <div class="toggle"><span><b id="keys-h">${order.keys()}</b><small>${order.keysHint()}</small></span>
        <button class="switch" role="switch" aria-labelledby="keys-h" aria-checked=${keysAreOn() ? "true" : "false"} @click=${this.turnKeys}></button></div>
      ${room.sitting ? nothing : this.suspension(room)}${this.inForce(room)}
      <acts-log .room=${room}></acts-log>
      ${room.sitting ? nothing : this.end(room)}
    </div>`;
  }

  private turnKeys = (): void => {
    turnKeys(!keysAreOn());
    this.requestUpdate();
  };

  private doors(room: LiveRoom, now: Doors): TemplateResult {
    const choose = (doors: Doors) => {
      this.wording = doors === "locked";
      if (doors !== "locked") void room.act({ do: "set_doors", doors }, acted("doors"));
    };
    return html`<div><h3 id="doors-h">${order.doors()}</h3>
      <div class="seg seg--wrap" role="radiogroup" aria-labelledby="doors-h" @keydown=${arrows}>${DOORS.map(
        (one) => {
          const on = this.wording ? one === "locked" : one === now;
          return html`<button role="radio" aria-checked=${on ? "true" : "false"} tabindex=${on ? "0" : "-1"} @click=${() => choose(one)}>${order.door[one]()}</button>`;
        },
      )}</div>
      ${this.wording ? this.word(room) : html`<p class="hint">${order.doorHint()}</p>`}</div>`;
  }

  private word(room: LiveRoom): TemplateResult {
    const lock = (event: SubmitEvent) => {
      event.preventDefault();
      const word = String(new FormData(event.target as HTMLFormElement).get("word") ?? "").trim();
      this.wording = false;
      void room.act({ do: "set_doors", doors: "locked", word }, acted("doors"));
    };
    return html`<form class="row" @submit=${lock}><label class="field grow"><span>${order.word()}</span><input class="input" name="word" maxlength="60" required autocomplete="off" dir="auto" /></label><button class="btn btn--tile">${order.setWord()}</button></form>`;
  }

  private microphones(room: LiveRoom, count: number): TemplateResult {
    return html`<div class="seg" role="radiogroup" aria-labelledby="mics-h" @keydown=${arrows}>${[
      1, 2, 3, 4,
    ].map(
      (one) =>
        html`<button role="radio" aria-checked=${one === count ? "true" : "false"} tabindex=${one === count ? "0" : "-1"} @click=${() => room.act({ do: "set_microphones", count: one }, acted("microphones"))}>${number(one)}</button>`,
    )}</div>`;
  }

  private suspension(room: LiveRoom): TemplateResult {
    if (room.picture?.gathering.suspended_at)
      return html`<button class="btn btn--tile btn--wide" @click=${() => room.act({ do: "reconvene" }, acted("reconvened"))}>${small("play")}${order.reconvene()}</button>`;
    return html`<details><summary class="btn btn--wide">${order.suspend()}</summary><div class="row">${BREAK_MINUTES.map(
      (minutes) =>
        html`<button class="btn" @click=${() => room.act({ do: "suspend", minutes }, acted("suspended", "", { minutes }))}>${order.suspendFor(minutes)}</button>`,
    )}</div></details>`;
  }

  private inForce(room: LiveRoom): TemplateResult | typeof nothing {
    const sanctions = room.picture?.sanctions.filter((one) => one.until === 0 || one.until > room.now) ?? [];
    if (sanctions.length === 0) return nothing;
    return html`<div><h3 id="force-h">${order.inForce()}</h3><ul class="rows" role="list" aria-labelledby="force-h">${sanctions.map(
      (
        one,
      ) => html`<li class="row"><span>${isolated(sanctioned(one.kind), { name: one.person.name })}${one.until ? html` <small class="hint">${moment(one.until, room.now)}</small>` : nothing}</span>
        <button class="btn btn--quiet push" aria-label=${order.liftOf(one.person.name)} @click=${() => room.act({ do: "lift", sanction: one.id }, acted("lifted", one.person.name))}>${order.lift()}</button></li>`,
    )}</ul></div>`;
  }

  /** The only act that asks twice, because it cannot be undone. */
  private end(room: LiveRoom): TemplateResult {
    const ask = (ending: boolean) => () => {
      this.ending = ending;
    };
    if (!this.ending)
      return html`<button class="btn btn--quiet btn--harm btn--wide" @click=${ask(true)}>${order.end()}</button>`;
    return html`<div class="stack banner--harm ending" role="alert"><p><b>${order.endSure()}</b> ${order.endHint()}</p>
      <div class="row"><button class="btn btn--harm-fill" @click=${() => room.do({ do: "close_gathering" })}>${order.endConfirm()}</button><button class="btn btn--quiet" @click=${ask(false)}>${site.cancel()}</button></div></div>`;
  }
}

/** In a radiogroup the arrows move the choice, as everywhere. */
function arrows(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=radio]")];
  const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
  const turned = sideways && document.documentElement.dir === "rtl" ? -step : step;
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[(at + turned + all.length) % all.length]?.focus();
}

customElements.define("tools-sheet", ToolsSheet);
