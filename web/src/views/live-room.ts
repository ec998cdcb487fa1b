/** The live room's page: `<live-room data-slug data-room-name data-ticket-url data-name-url data-back …>`. Draws the
 *  frame and holds what the parts share: which sheet is up, whether the chat is, and what is said aloud. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { pressByKey } from "../lib/chair-keys";
import { chair as chairWords, sitting as sittingWords } from "../lib/sitting-words";
import { switchTheme } from "../lib/theme";
import { keepAwake } from "../lib/wake";
import { connection, ended, endedBecause, order, site, spans } from "../lib/words";
import { Announcer } from "../models/announcer";
import { leftOf, placeOf } from "../models/place";
import { enter, pageLeft } from "../models/present";
import { type LiveRoom, sentence } from "../models/room";
import { currentItem, mainBallot } from "../models/sitting";
import type { MessageView, PersonView, SittingView } from "../wire/messages";
import type { RoomChat } from "./chat";
import type { SheetWish } from "./element";
import { icon, small } from "./parts";
import { type Surroundings, sheetFor } from "./sheets";
import { stateChip } from "./sitting-agenda";
import { headCount } from "./stage";
import "./chat";
import "./dock";
import "./happenings";
import "./line";
import "./sheet";
import "./sitting-ballot";
import "./sitting-paper";
import "./sitting-seats";

const AWAKE = new Set(["waiting", "next", "called", "air"]);
const SECOND = 1000;

export class LiveRoomPage extends LitElement {
  static override properties = {
    sheet: { state: true },
    chatUp: { state: true },
    wide: { state: true },
    desktop: { state: true },
  };
  declare sheet: SheetWish | null;
  declare chatUp: boolean;
  /** Whether three columns of the chair's desk fit. */
  declare wide: boolean;
  /** Whether there is a column beside the stage for the agenda. */
  declare desktop: boolean;
  private readonly widths = [matchMedia("(min-width: 1240px)"), matchMedia("(min-width: 1000px)")] as const;
  room: LiveRoom | null = null;
  private announcer = new Announcer();
  private stop: (() => void) | null = null;
  private every: ReturnType<typeof setInterval> | null = null;

  constructor() {
    super();
    this.sheet = null;
    this.chatUp = false;
    this.wide = this.desktop = false;
    this.measured();
  }

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.classList.add("live");
    document.documentElement.classList.add("in-room");
    for (const [name, hear] of this.hears) this.addEventListener(name, hear);
    addEventListener("keydown", pressByKey);
    for (const width of this.widths) width.addEventListener("change", this.measured);
    this.every = setInterval(() => this.second(), SECOND);
    void this.come();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
    removeEventListener("keydown", pressByKey);
    for (const width of this.widths) width.removeEventListener("change", this.measured);
    if (this.every) clearInterval(this.every);
    for (const [name, hear] of this.hears) this.removeEventListener(name, hear);
    keepAwake(false);
    document.documentElement.classList.remove("in-room");
    const slug = this.dataset.slug ?? "";
    setTimeout(() => {
      if (!document.querySelector(`live-room[data-slug="${CSS.escape(slug)}"]`)) pageLeft(slug);
    }, 0);
  }

  protected override render(): TemplateResult {
    const { room } = this;
    const finished = room?.connection === "ended";
    return html`<a class="skip" href="#mine">${site.toDock()}</a>
      ${this.top(room)}
      ${room?.picture && room.connection === "away" ? lostBanner(room) : nothing}
      ${finished && room ? this.over(room) : this.grid(room)}
      <div class="vh" role="status" aria-live="polite">${this.announcer.text}</div>
      ${room ? this.above(room) : nothing}
      ${room ? this.sheetUp(room) : nothing}`;
  }

  // ── the frame ──

  private top(room: LiveRoom | null): TemplateResult {
    const sitting = room?.sitting;
    const title = sitting?.title ?? room?.picture?.gathering.title ?? "";
    const name = room?.picture?.room.name ?? this.dataset.roomName ?? "";
    const count = room ? headCount(room) : 0;
    return html`<header class="live-top">
      <a class="btn btn--icon btn--quiet" href=${this.dataset.back ?? "/"} aria-label=${site.leave()}>${icon("back", "i--flip")}</a>
      <div class="names"><h1><bdi>${title || name}</bdi></h1>${sitting ? html`<p class="dotted"><span>${sittingWords.kind(sitting.kind)}</span><a href=${sitting.page} title=${sittingWords.month()}><bdi>${sitting.alliance}</bdi></a></p>` : title ? html`<p class="dotted"><span><bdi>${name}</bdi></span></p>` : nothing}</div>
      ${room && sitting ? html`<span class="wide">${stateChip(room, sitting)}</span>` : nothing}
      <button class="pill wide" aria-haspopup="dialog" @click=${() => this.show("people")}>${small("users")}<span>${spans.listeners(count)}</span></button>
      ${room ? html`<connection-button .room=${room}></connection-button>` : nothing}
      ${room?.can("supervise") ? html`<button class="btn btn--icon btn--quiet" aria-haspopup="dialog" aria-label=${order.tools()} @click=${() => this.show("tools")}>${icon("shield")}</button>` : nothing}
      <button class="btn btn--icon btn--quiet wide" aria-label=${site.switchTheme()} @click=${() => switchTheme()}>${icon("theme")}</button>
      <button class="btn btn--icon btn--quiet only-phone" aria-label=${site.more()} aria-haspopup="dialog" @click=${() => this.show("more")}>${icon("more")}</button>
    </header>`;
  }

  private grid(room: LiveRoom | null): TemplateResult {
    if (room?.sitting)
      return this.wide && (room.can("chair") || room.can("record"))
        ? this.desk(room)
        : this.sittingGrid(room);
    return html`<main class="live-grid" id="main">
      <room-stage .room=${room}></room-stage>
      <room-happenings .room=${room}></room-happenings>
      <room-line .room=${room}></room-line>
      <room-chat .room=${room} .up=${this.chatUp}></room-chat>
      ${this.chatUp ? html`<div class="veil only-phone" @click=${this.closeChat}></div>` : nothing}
      <div class="docks" id="mine" tabindex="-1"><room-dock .room=${room}></room-dock></div>
    </main>`;
  }

  /** A sitting: beside the room's own parts its agenda, the paper, the vote and the seats. */
  private sittingGrid(room: LiveRoom): TemplateResult {
    return html`<main class="live-grid live-grid--sitting ${isBusy(room.sitting) ? "live-grid--busy" : ""}" id="main">
      <sitting-top .room=${room}></sitting-top>
      <room-stage .room=${room}></room-stage>
      <div class="sitting-mid"><sitting-ballot .room=${room}></sitting-ballot><sitting-paper .room=${room}></sitting-paper><room-happenings .room=${room}></room-happenings></div>
      <div class="sitting-start"><room-line .room=${room}></room-line><sitting-seats .room=${room}></sitting-seats>${this.desktop ? html`<sitting-agenda .room=${room}></sitting-agenda>` : nothing}</div>
      ${this.foot(room)}
    </main>`;
  }

  /** The chair's desk: the plan, the floor, and what is decided. */
  private desk(room: LiveRoom): TemplateResult {
    return html`<main class="sitting-desk" id="main" aria-label=${chairWords.title()}>
      <div class="sitting-desk__plan"><sitting-agenda .room=${room}></sitting-agenda><div class="card"><acts-log .room=${room}></acts-log></div></div>
      <div class="sitting-desk__main"><sitting-top .room=${room}></sitting-top><room-stage .room=${room}></room-stage><sitting-paper .room=${room}></sitting-paper><room-line .room=${room}></room-line>
        <div class="docks" id="mine" tabindex="-1"><room-dock .room=${room}></room-dock></div></div>
      <div class="sitting-desk__side"><sitting-seats .room=${room}></sitting-seats><sitting-ballot .room=${room}></sitting-ballot><room-chat .room=${room} .up=${this.chatUp}></room-chat></div>
    </main>`;
  }

  private foot(room: LiveRoom): TemplateResult {
    return html`<room-chat .room=${room} .up=${this.chatUp}></room-chat>
      ${this.chatUp ? html`<div class="veil only-phone" @click=${this.closeChat}></div>` : nothing}
      <div class="docks" id="mine" tabindex="-1"><room-dock .room=${room}></room-dock></div>`;
  }

  private measured = (): void => {
    [this.wide, this.desktop] = [this.widths[0].matches, this.widths[1].matches];
  };

  /** One does not come back by oneself: why, and what is open instead. */
  private over(room: LiveRoom): TemplateResult {
    const { name, refused, said } = room.session.ended ?? { name: "", said: "" };
    const why = refused ? sentence(refused, room.now) : endedBecause(name);
    const replaced = name === "replaced";
    return html`<main class="empty live-over" id="main">
      <span class="star star--xl r${room.picture?.room.tint ?? 1}" aria-hidden="true"></span>
      <h2 role="status">${why}</h2>${said && name !== "left" ? html`<p class="muted" dir="auto">${said}</p>` : nothing}
      <div class="row">
        ${replaced ? html`<button class="btn btn--tile" @click=${() => room.session.again()}>${ended.useHere()}</button>` : nothing}
        ${name === "bad_version" ? html`<button class="btn btn--tile" @click=${() => location.reload()}>${ended.reload()}</button>` : nothing}
        <a class="btn" href=${this.dataset.back ?? "/"}>${ended.back()}</a>
      </div>
    </main>`;
  }

  /** What must be read stands until it is dismissed; what was done shows its undo for fifteen seconds. */
  private above(room: LiveRoom): TemplateResult {
    const { toast, notice } = room;
    return html`<div class="above">
      ${notice && !this.sheet ? html`<div class="banner banner--harm" role="alert">${icon("alert")}<p>${notice}</p><button class="btn btn--icon btn--quiet push" aria-label=${site.close()} @click=${() => room.dismiss()}>${icon("close")}</button></div>` : nothing}
      ${toast ? html`<div class="toast" role="status"><span>${toast.text}</span>${toast.act ? html`<button class="btn" @click=${() => room.undo(toast.act)}>${site.undo()}</button>` : nothing}</div>` : nothing}
    </div>`;
  }

  private sheetUp(room: LiveRoom): TemplateResult | typeof nothing {
    const wish = this.sheet;
    const sheet = wish && sheetFor(room, wish, this.around);
    return sheet ? html`<room-sheet .heading=${sheet.heading} .body=${sheet.body}></room-sheet>` : nothing;
  }

  // ── what the parts ask for ──

  private readonly around: Surroundings = (() => {
    const page = this;
    return {
      get nameUrl() {
        return page.dataset.nameUrl ?? "";
      },
      get signInUrl() {
        return page.dataset.signInUrl ?? "";
      },
      open: (wish: SheetWish) => {
        page.sheet = wish;
      },
      close: () => {
        page.sheet = null;
      },
      reply: (to: MessageView) => page.inChat((found) => found.compose?.reply(to)),
      mention: (person: PersonView) => page.inChat((found) => found.compose?.mention(person)),
    };
  })();

  private readonly hears: readonly [string, (event: Event) => void][] = [
    ["open-sheet", (event) => this.around.open((event as CustomEvent<SheetWish>).detail)],
    ["close-sheet", () => this.around.close()],
    [
      "open-chat",
      (event) => this.openChat((event as CustomEvent<{ whisper?: boolean } | null>).detail?.whisper ?? false),
    ],
    ["close-chat", () => this.closeChat()],
    ["named", (event) => this.named((event as CustomEvent<SheetWish["purpose"]>).detail)],
  ];

  private show(sheet: SheetWish["sheet"]): void {
    this.sheet = { sheet };
  }

  private openChat(whisper: boolean): void {
    if (whisper) this.inChat((found) => found.compose?.startWhisper());
    else this.chatUp = true;
  }

  private closeChat = (): void => {
    this.chatUp = false;
  };

  /** Goes to the chat, on a phone by bringing it up, and does something there. */
  private inChat(then: (found: RoomChat) => void): void {
    this.sheet = null;
    this.chatUp = true;
    void this.updateComplete.then(() => {
      const found = this.querySelector<RoomChat>("room-chat");
      if (found) requestAnimationFrame(() => then(found));
    });
  }

  /** With a name: on to what one wanted. */
  private named(purpose: SheetWish["purpose"]): void {
    if (purpose === "ask") this.show("ask");
    else this.inChat(() => undefined);
  }

  // ── coming, and every second ──

  private async come(): Promise<void> {
    const { slug = "", roomName = "", ticketUrl = "" } = this.dataset;
    const room = await enter({ slug, name: roomName, ticketUrl, url: location.pathname }).catch(() => null);
    if (!room || !this.isConnected) return;
    this.room = room;
    this.stop?.();
    this.stop = room.changed.hear(() => this.requestUpdate());
    this.requestUpdate();
  }

  private second(): void {
    const { room } = this;
    if (!room?.picture) return;
    keepAwake(AWAKE.has(room.dock));
    const turn = room.myTurn;
    const left = turn?.state === "speaking" ? leftOf(turn, room.now) : null;
    if (this.announcer.take(placeOf(room.picture, turn), left, Date.now())) this.requestUpdate();
    if (room.connection === "away") this.requestUpdate();
  }
}

/** Whether something stands before the sitting to be read or voted on: the stage makes room for it. */
function isBusy(sitting: SittingView | null): boolean {
  return sitting !== null && (mainBallot(sitting) !== null || !!currentItem(sitting)?.paper);
}

function lostBanner(room: LiveRoom): TemplateResult {
  const ago = Math.max(1, Math.round((Date.now() - room.session.lastHeardAt) / SECOND));
  return html`<div class="banner banner--warn banner--flat" role="status">${icon("refresh")}
    <p><b>${connection.lostTitle()}</b> ${room.myTurn ? `${connection.placeKept()} ` : nothing}<span aria-live="off">${connection.lastHeard(ago)}</span></p></div>`;
}

customElements.define("live-room", LiveRoomPage);
