/** The list of speakers: number, person, reason. Staff find the floor, the options and the tools of the line in it. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { length } from "../lib/time";
import { acted, happened, kind, line, order, reason, role, spans } from "../lib/words";
import { waiting } from "../models/place";
import type { LiveRoom } from "../models/room";
import type { TurnView } from "../wire/messages";
import { RoomElement } from "./element";
import { beside, icon, small } from "./parts";
import { seatBeside } from "./sitting-seats";

const CHIP: Readonly<Record<string, string>> = {
  order: "chip--warn",
  not_heard_yet: "chip--tile",
  written: "chip--line",
  notice: "chip--warn",
  interposed: "chip--warn",
  room_not_heard: "chip--tile",
  by_supervisor: "chip--lit",
  skipped_once: "chip--warn",
};

/** Reasons that name the kind themselves: it is not said twice. */
const SAID_BY_CHIP = new Set(["notice", "order", "interposed", "reply", "presenter", "written"]);

export class RoomLine extends RoomElement {
  static override properties = { ...RoomElement.properties, moving: { state: true } };
  declare moving: boolean;

  constructor() {
    super();
    this.moving = false;
  }

  protected override render(): TemplateResult {
    const { room } = this;
    const turns = room?.picture ? waiting(room.picture) : [];
    const closed = room?.picture?.line.closed ?? false;
    return html`<section class="line ${room?.can("supervise") ? "line--staff" : ""}" tabindex="0" aria-labelledby="line-h">
      <div class="line__top">
        <h2 id="line-h">${line.title()}</h2>
        ${closed ? html`<span class="chip">${icon("lock")}<span>${line.closed()}</span></span>` : nothing}
        ${turns.length > 0 && !closed ? html`<span class="hint">${spans.waiting(turns.length)}</span>` : nothing}
        <button class="link" aria-haspopup="dialog" @click=${() => this.open("rule")}>${line.why()}</button>
      </div>
      ${room && turns.length > 0 ? this.places(room, turns) : nothing}
      ${room?.picture && turns.length === 0 ? html`<p class="hint line__empty">${closed ? line.emptyClosed() : room.picture.room.rules.auto_call ? line.empty() : line.emptyChaired()}</p>` : nothing}
      ${room?.can("supervise") ? this.tools(room, turns.length, closed) : nothing}
      ${room?.picture && room.picture.spoke.length > 0 ? spoke(room.picture.spoke) : nothing}
    </section>`;
  }

  private places(room: LiveRoom, turns: TurnView[]): TemplateResult {
    return html`<ol role="list" aria-labelledby="line-h">${repeat(
      turns,
      (turn) => turn.id,
      (turn, at) => this.place(room, turn, at, turns.length),
    )}</ol>`;
  }

  private place(room: LiveRoom, turn: TurnView, at: number, total: number): TemplateResult {
    const mine = turn.id === room.myTurn?.id;
    const held = mine && room.connection !== "open";
    return html`<li class="place ${mine ? "place--you" : ""} ${held ? "place--held" : ""}" aria-current=${mine ? "true" : nothing}>
      <span class="place__who">${mine ? line.you() : html`<bdi>${turn.person.name}</bdi>`}</span>
      <span class="place__room dotted">${seatBeside(room.sitting, turn.person, turn.room)}${SAID_BY_CHIP.has(turn.reason) ? nothing : html`<span>${kind(turn.kind)}</span>`}<span class="beside">${beside(turn.person)}</span></span>
      <span class="place__why">${mine ? mineChip(turn, at, held, why(room, turn)) : chip(turn, why(room, turn))}</span>
      ${room.can("supervise") ? (this.moving ? this.mover(room, turn, at, total) : this.acts(room, turn, at)) : nothing}
    </li>`;
  }

  private acts(room: LiveRoom, turn: TurnView, at: number): TemplateResult {
    const who = turn.person.name;
    const give = () =>
      room.act(
        turn.state === "paused" ? { do: "resume", turn: turn.id } : { do: "call", turn: turn.id },
        happened("called", who),
      );
    const style = at === 0 ? "btn--lamp" : "btn--quiet";
    return html`<span class="place__acts">
      ${
        turn.kind === "written"
          ? html`<button class="btn ${style}" aria-label=${order.readOf(who)} @click=${() => this.open("turn", { turn: turn.id })}>${order.read()}</button>`
          : html`<button class="btn ${style}" data-key=${at === 0 ? "g" : nothing} aria-label=${order.giveTo(who)} @click=${give}>${order.give()}</button>`
      }
      <button class="btn btn--icon btn--quiet" aria-haspopup="dialog" aria-label=${order.optionsOf(who)} @click=${() => this.open("turn", { turn: turn.id })}>${icon("more")}</button>
    </span>`;
  }

  private mover(room: LiveRoom, turn: TurnView, at: number, total: number): TemplateResult {
    const move = (place: number) =>
      room.act({ do: "move", turn: turn.id, place }, acted("moved", turn.person.name, { place: place + 1 }));
    const who = turn.person.name;
    return html`<span class="place__acts">
      <button class="btn btn--icon" aria-label=${order.up(who)} ?disabled=${at === 0} @click=${() => move(at - 1)}>${icon("down", "i--up")}</button>
      <button class="btn btn--icon" aria-label=${order.down(who)} ?disabled=${at === total - 1} @click=${() => move(at + 1)}>${icon("down")}</button>
    </span>`;
  }

  private tools(room: LiveRoom, total: number, closed: boolean): TemplateResult {
    return html`<div class="row line__tools">
      ${
        closed
          ? html`<button class="btn" @click=${() => room.act({ do: "open_line" }, acted("line_opened"))}>${small("lock")}${order.openList()}</button>`
          : html`<button class="btn" @click=${() => room.act({ do: "close_line" }, acted("line_closed"))}>${small("lock")}${order.closeList()}</button>`
      }
      ${total > 0 ? html`<button class="btn" @click=${() => room.act({ do: "lower_hands" }, acted("hands_lowered", "", { count: total }))}>${small("down")}${order.lowerAll()}</button>` : nothing}
      ${
        total > 1 || this.moving
          ? html`<button class="btn btn--quiet push" aria-pressed=${this.moving ? "true" : "false"} @click=${() => {
              this.moving = !this.moving;
            }}>${this.moving ? order.orderDone() : order.changeOrder()}</button>`
          : nothing
      }
    </div>`;
  }
}

/** In a sitting what a supervisor orders is the chair's order. */
function why(room: LiveRoom, turn: TurnView): string {
  return room.sitting && turn.reason === "by_supervisor" ? "by_chair" : turn.reason;
}

function chip(turn: TurnView, said: string): TemplateResult {
  return html`<span class="chip ${CHIP[turn.reason] ?? ""}">${turn.reason === "order" ? icon("flag", "i--flip") : nothing}${reason(said)}</span>`;
}

function mineChip(turn: TurnView, at: number, held: boolean, said: string): TemplateResult {
  if (held || turn.state === "paused")
    return html`<span class="chip chip--warn">${reason("kept", true)}</span>`;
  return html`<span class="chip chip--lit">${at === 0 ? line.next() : reason(said, true)}</span>`;
}

function spoke(turns: readonly TurnView[]): TemplateResult {
  const heard = turns.filter((turn) => turn.kind !== "written" || turn.spent_ms > 0);
  return html`<div class="spoke"><h2 id="spoke-h">${line.spoke()}</h2>
    <ol role="list" aria-labelledby="spoke-h">${heard.map(
      (turn) =>
        html`<li><span><bdi>${turn.person.name}</bdi> <small>${role(turn.person.role) || kind(turn.kind)}</small></span><span class="num">${turn.kind === "written" ? kind("written") : length(turn.spent_ms)}</span></li>`,
    )}</ol></div>`;
}

customElements.define("room-line", RoomLine);
