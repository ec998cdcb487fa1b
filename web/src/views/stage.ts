/** Who speaks now: one stands large, several in a small grid; nobody, or a break, is said too. */

import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { sitting as sittingWords } from "../lib/sitting-words";
import { clock, hour } from "../lib/time";
import { kind, site, sound, spans, stage } from "../lib/words";
import { asksOfYou } from "../models/dock-state";
import { percent } from "../models/loudness";
import { countdown, leftOf, moodOf, onStage, shareLeft } from "../models/place";
import type { LiveRoom } from "../models/room";
import type { TurnView } from "../wire/messages";
import { RoomElement } from "./element";
import { AFTER, BEFORE, beside, icon, initial, level, moveLevel, roomInitial, small } from "./parts";
import { stageOf } from "./sitting-agenda";
import { budget, seatBeside } from "./sitting-seats";
import "./speaker-acts";

export class RoomStage extends RoomElement {
  protected override tickMs = 500;
  private stopLevels: (() => void) | null = null;

  protected override follow(): void {
    super.follow();
    this.stopLevels?.();
    this.stopLevels = this.room?.leveled.hear(() => this.moveLevels()) ?? null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopLevels?.();
  }

  protected override render(): TemplateResult {
    const { room } = this;
    if (!room?.picture) return waitingForPicture();
    if (room.picture.gathering.suspended_at) return this.suspended(room);
    const standing = stageOf(room);
    if (standing) return this.standing(room, standing);
    const turns = onStage(room.picture);
    const classes = room.connection === "open" ? (asksOfYou(room.dock) ? "stage--small" : "") : "stage--dim";
    const mine = turns.find((turn) => turn.state === "speaking" && turn.id === room.myTurn?.id);
    return html`<section class="stage ${classes} ${turns.length > 1 ? "stage--many" : ""}" aria-label=${stage.now()}>
      <div class="stage__pills">${mine ? onAir() : speakingNow(turns.length > 0)}${this.listeners(room)}</div>
      ${turns.length === 0 ? nobody(room) : nothing}
      ${turns.length === 1 && turns[0] ? this.one(room, turns[0]) : nothing}
      ${turns.length > 1 ? html`<div class="speakers">${turns.map((turn) => html`<div class="speakers__one">${this.one(room, turn)}</div>`)}</div>` : nothing}
      ${this.listenNow(room)}
    </section>
    ${room.can("supervise") ? html`<speaker-acts .room=${room}></speaker-acts>` : nothing}`;
  }

  private listeners(room: LiveRoom): TemplateResult {
    return html`<button class="pill only-phone" aria-haspopup="dialog" @click=${() => this.open("people")}>
      ${small("users")}<span>${spans.listeners(headCount(room))}</span></button>`;
  }

  private one(room: LiveRoom, turn: TurnView): TemplateResult {
    const { now } = room;
    const running = turn.state === "speaking" && room.connection === "open";
    const mood = running && !turn.interrupted ? moodOf(turn, now) : "";
    const share = turn.state === "called" ? 100 : shareLeft(turn, now);
    return html`<div class="voice">
        ${level(BEFORE, turn.id)}
        <div class="ring ${mood ? `ring--${mood}` : ""}" role="timer" aria-label=${stage.timeLeft()} aria-live="off">
          <span class="halo"></span>
          <svg viewBox="0 0 100 100" aria-hidden="true"><circle cx="50" cy="50" r="46" /><circle class="left" style=${styleMap({ "--left": String(share) })} cx="50" cy="50" r="46" pathLength="100" /></svg>
          <span class="avatar" aria-hidden="true">${initial(turn.person.name)}</span>
          <span class="clock ${mood ? `clock--${mood}` : ""}">${turn.state === "called" ? clock(countdown(turn, now)) : clock(leftOf(turn, now) / 1000)}</span>
        </div>
        ${level(AFTER, turn.id)}
      </div>
      <h2><bdi>${turn.person.name}</bdi></h2>
      <p class="from dotted">${seatBeside(room.sitting, turn.person, turn.room)}<span>${kind(turn.kind)}</span>${said(turn)}<span class="beside">${beside(turn.person)}</span></p>
      ${budget(room, turn)}
      ${this.volume(room, turn)}`;
  }

  private volume(room: LiveRoom, turn: TurnView): TemplateResult | typeof nothing {
    if (!room.listening || turn.id === room.myTurn?.id || turn.state !== "speaking") return nothing;
    return html`<label class="vol">${small("volume", "i--flip")}<input type="range" min="0" max="150" aria-label=${stage.volumeOf(turn.person.name)}
      .value=${String((room.volumes.get(turn.stream) ?? 1) * 100)} @input=${(event: Event) => room.setVolume(turn.stream, Number((event.target as HTMLInputElement).value) / 100)} /></label>`;
  }

  private listenNow(room: LiveRoom): TemplateResult | typeof nothing {
    if (room.door === "text") return html`<p class="hint">${sound.textTitle()}</p>`;
    if (room.listening || room.connection !== "open" || room.dock === "air") return nothing;
    const name = room.picture?.room.name ?? "";
    return html`<button class="btn btn--tile listen-now" aria-label=${site.listenNow(name)} @click=${() => room.listen()}>${small("play")}${site.listenShort()}</button>`;
  }

  /** Before the sitting is opened, and when it is over. */
  private standing(room: LiveRoom, said: TemplateResult): TemplateResult {
    const house = room.picture?.room;
    return html`<section class="stage stage--off" aria-label=${stage.now()}>
      <div class="stage__pills"><span></span>${this.listeners(room)}</div>
      <span class="star star--xl r${house?.tint ?? 1}" aria-hidden="true">${roomInitial(house?.name ?? "")}</span>
      ${said}${this.listenNow(room)}
    </section>`;
  }

  private suspended(room: LiveRoom): TemplateResult {
    const { gathering, room: house } = room.picture ?? { gathering: null, room: null };
    const until = gathering?.suspended_until ?? 0;
    const minutes = Math.ceil((until - room.now) / 60_000);
    return html`<section class="stage stage--off" aria-label=${stage.suspendedRegion()}>
      <div class="stage__pills"><span class="chip">${stage.break()}</span>${this.listeners(room)}</div>
      <span class="star star--xl r${house?.tint ?? 1}" aria-hidden="true">${roomInitial(house?.name ?? "")}</span>
      <h2>${room.sitting?.suspended_for === "prayer" ? sittingWords.prayer() : stage.suspended()}</h2>
      <p class="from">${minutes > 0 ? stage.resumes(hour(until), minutes) : stage.resumesSoon()}</p>
    </section>`;
  }

  private moveLevels(): void {
    const { room } = this;
    if (!room?.picture) return;
    for (const turn of onStage(room.picture)) {
      const mine = turn.id === room.myTurn?.id;
      const heard = room.levels.get(turn.stream);
      moveLevel(
        this,
        turn.id,
        mine ? (room.mic.talking ? room.mic.level : 0) : heard?.active ? percent(heard.level) : 0,
      );
    }
  }
}

/** Everybody who follows, by whatever door. */
export function headCount(room: LiveRoom): number {
  const { crowd } = room;
  return crowd ? crowd.live + crowd.text + crowd.http : 0;
}

function said(turn: TurnView): TemplateResult | typeof nothing {
  if (turn.state === "called") return html`<span class="lit">${stage.called()}</span>`;
  return turn.interrupted ? html`<span class="warn">${stage.interrupted()}</span>` : nothing;
}

function speakingNow(anybody: boolean): TemplateResult {
  return anybody
    ? html`<span class="pill pill--plain"><span class="live-dot"></span><span>${stage.now()}</span></span>`
    : html`<span></span>`;
}

function onAir(): TemplateResult {
  return html`<span class="chip chip--lit"><span class="live-dot"></span><span>${stage.onAir()}</span></span>`;
}

function nobody(room: LiveRoom): TemplateResult {
  const house = room.picture?.room;
  return html`<div class="voice"><span class="star star--xl r${house?.tint ?? 1}" aria-hidden="true">${roomInitial(house?.name ?? "")}</span></div>
    <h2>${stage.nobody()}</h2>
    <p class="from">${hint(room)}</p>`;
}

function waitingForPicture(): TemplateResult {
  return html`<section class="stage" aria-label=${stage.now()} aria-busy="true">
    <div class="stage__wait"><span class="skeleton"></span><span class="skeleton"></span>${icon("signal", "muted")}<span class="vh" role="status">${site.loading()}</span></div>
  </section>`;
}

customElements.define("room-stage", RoomStage);

/** What asking leads to, as the room's rule has it now. */
function hint(room: LiveRoom): string {
  const { picture } = room;
  if (!picture || picture.line.closed) return "";
  if (!picture.room.rules.auto_call) return stage.chaired();
  return picture.order.length === 0 ? stage.nobodyHint() : "";
}
