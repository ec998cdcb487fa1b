/** The paper of the current item, page by page in step with the presenter; leafing by oneself stops following. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { paper as words } from "../lib/sitting-words";
import type { LiveRoom } from "../models/room";
import { currentItem, turnsPages } from "../models/sitting";
import type { ItemView, PaperView } from "../wire/messages";
import { RoomElement } from "./element";
import { icon, small } from "./parts";

export class SittingPaper extends RoomElement {
  static override properties = { ...RoomElement.properties, own: { state: true }, broken: { state: true } };
  /** The page one leafed to; 0 while following. */
  declare own: number;
  declare broken: string;
  private item = 0;

  constructor() {
    super();
    this.own = 0;
    this.broken = "";
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const item = currentItem(this.room?.sitting ?? null)?.id ?? 0;
    if (item !== this.item) this.own = 0;
    this.item = item;
  }

  /** The next page is fetched before it is wanted. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const item = currentItem(this.room?.sitting ?? null);
    if (!item?.paper) return;
    const next = (this.own || item.page) + 1;
    if (next <= item.paper.pages) new Image().src = address(item.paper, next);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    const item = currentItem(room?.sitting ?? null);
    if (!room || !item?.paper || room.sitting?.state === "adjourned") return nothing;
    const leads = turnsPages(room);
    const page = Math.min(item.paper.pages, this.own || item.page);
    return html`<section class="card shown-paper" aria-label=${words.region()} tabindex="0" @keydown=${(event: KeyboardEvent) => this.key(event, room, item)}>
      <header><h2 class="said"><bdi>${item.paper.title}</bdi></h2><a class="link" href=${item.paper.file_url} target="_blank" rel="noopener">${small("doc")}${words.whole()}</a></header>
      ${this.picture(item.paper, page)}
      <div class="row paper__turn">
        <button class="btn btn--icon" aria-label=${words.previous()} ?disabled=${page <= 1} @click=${() => this.turn(room, item, page - 1)}>${icon("back", "i--flip")}</button>
        <span class="num" aria-live="polite">${words.page(page, item.paper.pages)}</span>
        <button class="btn btn--icon" aria-label=${words.next()} ?disabled=${page >= item.paper.pages} @click=${() => this.turn(room, item, page + 1)}>${icon("next", "i--flip")}</button>
        ${leads ? html`<span class="hint push">${words.turns()}</span>` : this.following(item)}
      </div>
    </section>`;
  }

  private picture(paper: PaperView, page: number): TemplateResult {
    const source = address(paper, page);
    if (this.broken === source) return html`<p class="hint paper__page">${words.missing()}</p>`;
    return html`<img class="paper__page" src=${source} alt=${words.of(page, paper.pages, paper.title)} @error=${() => {
      this.broken = source;
    }} />`;
  }

  private following(item: ItemView): TemplateResult {
    if (this.own && this.own !== item.page)
      return html`<button class="btn btn--tile push" @click=${this.back}>${words.back(item.page)}</button>`;
    const toggle = () => {
      this.own = this.own ? 0 : item.page;
    };
    return html`<span class="row push"><span id="follow-h">${words.follow()}</span><button class="switch" role="switch" aria-labelledby="follow-h" aria-checked=${this.own ? "false" : "true"} @click=${toggle}></button></span>`;
  }

  private back = (): void => {
    this.own = 0;
  };

  private turn(room: LiveRoom, item: ItemView, page: number): void {
    if (!item.paper || page < 1 || page > item.paper.pages) return;
    if (turnsPages(room)) void room.do({ do: "turn_page", page });
    else this.own = page;
  }

  private key(event: KeyboardEvent, room: LiveRoom, item: ItemView): void {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 }[event.key];
    if (!step || event.target !== event.currentTarget) return;
    event.preventDefault();
    const turned = event.key.startsWith("Arrow") && document.documentElement.dir === "rtl" ? -step : step;
    this.turn(room, item, (this.own || item.page) + turned);
  }
}

customElements.define("sitting-paper", SittingPaper);

function address(paper: PaperView, page: number): string {
  return paper.pages_url.replace(/\{page\}|%7Bpage%7D/i, String(page));
}
