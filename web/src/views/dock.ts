/** The one place for "what about me". Each state says what happened, what is kept, what one can do. */

import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { digits } from "../lib/digits";
import { asking, sitting as sittingWords } from "../lib/sitting-words";
import { hour, moment } from "../lib/time";
import { chat, connection, dock, kind, site, sound } from "../lib/words";
import { type DockState, inForce } from "../models/dock-state";
import { countdown, minutesUntil, placeOf, waiting } from "../models/place";
import type { LiveRoom } from "../models/room";
import { questionToMe } from "../models/sitting";
import { RoomElement } from "./element";
import { icon, small } from "./parts";
import "./mic-meter";
import "./talk";

const LOOK: Partial<Record<DockState, string>> = {
  waiting: "dock--lit",
  next: "dock--lit",
  called: "dock--lit",
  air: "dock--lit",
  dotted: "dock--harm",
  reconnecting: "dock--warn",
  nomic: "dock--warn",
};

export class RoomDock extends RoomElement {
  protected override tickMs = 500;

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room?.picture || room.connection === "ended") return nothing;
    const state = room.dock;
    return html`<section class="dock ${LOOK[state] ?? ""}" aria-label=${dock.region[state]()} data-state=${state}>${this.inside(room, state)}</section>`;
  }

  private inside(room: LiveRoom, state: DockState): TemplateResult {
    switch (state) {
      case "waiting":
      case "next":
        return this.inLine(room, state);
      case "called":
        return this.called(room);
      case "air":
        return html`${this.question(room)}<talk-button .room=${room}></talk-button>`;
      case "lobby":
        return this.lobby(room);
      case "adjourned":
        return this.adjourned(room);
      case "dotted":
        return this.dotted(room);
      case "reconnecting":
        return this.reconnecting(room);
      case "closed":
        return this.closed(room);
      case "nomic":
        return this.noMic(room);
      case "textonly":
        return this.textOnly(room);
      default:
        return this.listening(room);
    }
  }

  // ── listening, suspended, text only, closed ──

  private listening(room: LiveRoom): TemplateResult {
    return html`<div class="dock__acts">${this.chatSide(room)}${this.askButton(room)}${this.soundSide(room)}</div>`;
  }

  private askButton(room: LiveRoom): TemplateResult {
    if (!this.mayAsk(room))
      return html`<span class="grow dock__said"><span>${dock.listensOnly()}</span>${this.signIn()}</span>`;
    return html`<button class="btn btn--lamp btn--big" aria-haspopup="dialog" aria-busy=${room.busy.has("ask") ? "true" : nothing} @click=${() => this.wantToAsk(room)}>${icon("hand")}${dock.ask()}</button>`;
  }

  private mayAsk(room: LiveRoom): boolean {
    return room.can("ask") || (room.you?.person === null && (room.picture?.room.rules.visitors_ask ?? false));
  }

  private signIn(): TemplateResult {
    const url = this.closest<HTMLElement>("live-room")?.dataset.signInUrl;
    return url ? html`<a class="btn" href=${url}>${site.signIn()}</a>` : html``;
  }

  private wantToAsk(room: LiveRoom): void {
    if (room.you?.person) this.open("ask");
    else this.open("name", { purpose: "ask" });
  }

  private textOnly(room: LiveRoom): TemplateResult {
    const offers = room.picture?.room.rules.kinds.includes("written") && this.mayAsk(room);
    return html`<div class="dock__acts">${this.chatSide(room)}
      ${offers ? html`<button class="btn btn--lamp btn--big" aria-haspopup="dialog" @click=${() => this.wantToWrite(room)}>${icon("text")}${kind("written")}</button>` : html`<span class="grow dock__said">${sound.textTitle()}</span>`}
      ${room.audio.rung === "text" ? nothing : html`<button class="side" aria-label=${dock.soundOn()} @click=${() => room.listen()}>${icon("listen")}<span>${dock.sound()}</span></button>`}
    </div>`;
  }

  private wantToWrite(room: LiveRoom): void {
    if (room.you?.person) this.open("written");
    else this.open("name", { purpose: "ask" });
  }

  private closed(room: LiveRoom): TemplateResult {
    const { closed_at, closed_by } = room.picture?.line ?? { closed_at: 0, closed_by: "" };
    const offers = room.picture?.room.rules.kinds.includes("written") && this.mayAsk(room);
    return html`${note("status", icon("lock", "muted i--l"), dock.closedTitle(), dock.closedHint(closed_by || dock.supervisors(), hour(closed_at)))}
      <div class="dock__acts">
        ${offers ? html`<button class="btn btn--tile grow" aria-haspopup="dialog" @click=${() => this.wantToWrite(room)}>${small("text")}${dock.sendWritten()}</button>` : nothing}
        ${this.chatSide(room)}${this.soundSide(room)}
      </div>`;
  }

  // ── what a sitting asks of one ──

  /** Somebody would ask the speaker something now. */
  private question(room: LiveRoom): TemplateResult | typeof nothing {
    const asked = questionToMe(room);
    if (!asked) return nothing;
    const answer = (yes: boolean) => () => room.do({ do: "answer_interposed", turn: asked.id, yes });
    return html`${note("alert", icon("chat", "i--l"), asking.question(asked.person.name), asking.questionHint())}
      <div class="dock__acts dock__question"><button class="btn btn--tile grow" @click=${answer(true)}>${asking.take()}</button><button class="btn grow" @click=${answer(false)}>${asking.decline()}</button></div>`;
  }

  /** Before the sitting is opened the mic may be checked; the line opens with it. */
  private lobby(room: LiveRoom): TemplateResult {
    return html`${note("status", icon("clock", "muted i--l"), sittingWords.notOpen(), sittingWords.greenHint(hour(room.sitting?.starts_at ?? 0)))}
      ${room.mic.checking ? html`<mic-meter .room=${room}></mic-meter>` : nothing}
      <div class="dock__acts">${this.mayAsk(room) && room.canSpeak ? this.checkButton(room) : nothing}${this.chatSide(room)}${this.soundSide(room)}</div>`;
  }

  private adjourned(room: LiveRoom): TemplateResult {
    return html`<div class="dock__acts"><a class="btn btn--tile grow" href=${room.sitting?.page ?? "/"}>${small("doc")}${sittingWords.minutes()}</a>${this.chatSide(room)}${this.soundSide(room)}</div>`;
  }

  // ── in line ──

  private inLine(room: LiveRoom, state: DockState): TemplateResult {
    const turn = room.myTurn;
    if (!room.picture || !turn) return html``;
    const place = placeOf(room.picture, turn);
    const kept = turn.state === "paused";
    const [title, hint] = kept ? [dock.kept(), dock.keptHint()] : this.standing(room, state, place);
    return html`${note("status", star(place), title, hint)}
      ${room.mic.checking ? html`<mic-meter .room=${room}></mic-meter>` : nothing}
      <div class="dock__acts">
        ${kept ? html`<button class="btn btn--lamp grow" @click=${() => room.restore()}>${small("mic")}${dock.restore()}</button>` : this.checkButton(room)}
        <button class="btn btn--quiet btn--harm" aria-busy=${room.busy.has("withdraw") ? "true" : nothing} @click=${() => room.do({ do: "withdraw" })}>${dock.withdraw()}</button>
        ${this.chatSide(room)}
      </div>`;
  }

  private standing(room: LiveRoom, state: DockState, place: number): [string, string] {
    const { picture, myTurn } = room;
    if (!picture || !myTurn) return ["", ""];
    if (myTurn.kind === "written") return [dock.place(place, waiting(picture).length), dock.writtenHint()];
    if (room.mic.checking)
      return [state === "next" ? dock.next() : dock.place(place, waiting(picture).length), dock.checkHint()];
    if (state === "next") return [dock.next(), dock.nextHint()];
    const minutes = minutesUntil(picture, myTurn, room.now);
    const before = place > 1 ? dock.before(place - 1, minutes) : dock.firstSoon(minutes);
    return [dock.place(place, waiting(picture).length), `${before} ${dock.keptAnyway()}`];
  }

  private checkButton(room: LiveRoom): TemplateResult {
    if (room.myTurn?.kind === "written") return html`<span class="grow"></span>`;
    return room.mic.checking
      ? html`<button class="btn btn--tile grow" @click=${() => room.mic.finishCheck()}>${dock.finishCheck()}</button>`
      : html`<button class="btn grow" aria-busy=${room.mic.state === "asking" ? "true" : nothing} @click=${() => room.mic.check()}>${small("mic")}${dock.micCheck()}</button>`;
  }

  private called(room: LiveRoom): TemplateResult {
    const turn = room.myTurn;
    const seconds = turn ? countdown(turn, room.now) : 0;
    const whole = room.picture?.room.rules.countdown_seconds ?? 12;
    const ring = html`<span class="ring ring--count" aria-hidden="true"><svg viewBox="0 0 100 100"><circle cx="50" cy="50" r="44" /><circle class="left" style=${styleMap({ "--left": String((seconds / whole) * 100) })} cx="50" cy="50" r="44" pathLength="100" /></svg><b>${digits(String(seconds))}</b></span>`;
    return html`${note("alert", ring, dock.region.called(), dock.calledHint(whole))}
      <div class="dock__acts">
        <button class="btn btn--lamp btn--big" aria-busy=${room.busy.has("start") || room.mic.state === "asking" ? "true" : nothing} @click=${() => room.start()}>${icon("mic")}${dock.start()}</button>
        <button class="btn" @click=${() => room.do({ do: "decline" })}>${dock.letNext()}</button>
      </div>`;
  }

  // ── what went wrong ──

  private dotted(room: LiveRoom): TemplateResult {
    const sanction = inForce(room.you, "voice", room.now);
    if (!sanction) return this.listening(room);
    const title = sanction.until ? dock.stoppedUntil(moment(sanction.until, room.now)) : dock.stoppedOpen();
    const appeal = this.closest<HTMLElement>("live-room")?.dataset.appealUrl;
    return html`${note("status", icon("dot", "harm i--xl"), title, dock.stoppedWhy(sanction.why, moment(sanction.since, room.now)))}
      <div class="dock__acts">
        ${appeal ? html`<a class="btn grow" href=${appeal}>${dock.appeal()}</a>` : nothing}
        <button class="btn ${appeal ? "btn--quiet" : "grow"}" @click=${this.whisper}>${dock.whisper()}</button>
        ${this.chatSide(room)}
      </div>`;
  }

  private reconnecting(room: LiveRoom): TemplateResult {
    const place = room.picture ? placeOf(room.picture, room.myTurn) : 0;
    const mine = room.myTurn !== null;
    return html`${note("", mine && place ? star(place, false) : icon("refresh", "warn i--l"), mine && place ? dock.placeKept(place) : connection.lostTitle(), mine ? dock.lostHint() : dock.lostNoPlace())}
      <div class="dock__acts">
        <button class="btn btn--tile grow" @click=${room.session.hurry}>${small("refresh")}${site.tryAgain()}</button>
        <a class="btn" href=${`/rooms/${room.slug}/listen.m3u8`} data-turbo="false">${connection.lightStream()}</a>
      </div>`;
  }

  private noMic(room: LiveRoom): TemplateResult {
    const turn = room.myTurn;
    const place = room.picture ? placeOf(room.picture, turn) : 0;
    const title =
      { missing: dock.noMicMissing, busy: dock.noMicBusy }[room.mic.state as "missing" | "busy"] ??
      dock.noMic;
    const steps = { missing: [dock.stepPlug], busy: [dock.stepClose] }[
      room.mic.state as "missing" | "busy"
    ] ?? [dock.stepLock, dock.stepAllow];
    return html`${note("alert", icon("mic-off", "warn i--l"), title(), place ? dock.noMicPlace(place) : dock.noMicCalled())}
      <ol class="steps">${[...steps, dock.stepBack].map((step) => html`<li>${step()}</li>`)}</ol>
      <div class="dock__acts">
        <button class="btn btn--tile grow" @click=${() => (turn?.state === "called" ? room.start() : room.mic.permit())}>${dock.checkAgain()}</button>
        ${room.picture?.room.rules.kinds.includes("written") ? html`<button class="btn" aria-haspopup="dialog" @click=${() => this.open("written")}>${dock.makeWritten()}</button>` : nothing}
      </div>`;
  }

  // ── the sides ──

  private chatSide(room: LiveRoom): TemplateResult {
    const { unread } = room.chat;
    return html`<button class="side only-phone" aria-label=${chat.opener(unread)} @click=${this.openChat}>${icon("chat")}<span>${chat.title()}</span>${unread ? html`<span class="count" aria-hidden="true">${digits(String(Math.min(unread, 99)))}</span>` : nothing}</button>`;
  }

  private soundSide(room: LiveRoom): TemplateResult {
    const name = room.listening ? dock.sound() : dock.soundOn();
    return html`<button class="side" aria-haspopup="dialog" aria-label=${name} @click=${() => this.soundPressed(room)}>${icon(room.listening ? "volume" : "listen", "i--flip")}<span>${dock.sound()}</span></button>`;
  }

  private soundPressed(room: LiveRoom): void {
    if (room.listening || room.audio.rung === "text") this.open("sound");
    else void room.listen();
  }

  private openChat = (): void => {
    this.dispatchEvent(new CustomEvent("open-chat", { bubbles: true }));
  };

  private whisper = (): void => {
    this.dispatchEvent(new CustomEvent("open-chat", { bubbles: true, detail: { whisper: true } }));
  };
}

function note(
  kindOf: "status" | "alert" | "",
  sign: TemplateResult,
  title: string,
  hint: string,
): TemplateResult {
  return html`<div class="dock__note" role=${kindOf || nothing}>${sign}<h2>${title}</h2><p>${hint}</p></div>`;
}

function star(place: number, lit = true): TemplateResult {
  return html`<span class="star star--dock ${lit ? "star--lit" : ""}" aria-hidden="true">${digits(String(place || 1))}</span>`;
}

customElements.define("room-dock", RoomDock);
