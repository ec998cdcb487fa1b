/** Who is here: the count by door, and the names by page or by search, in any spelling. */

import { html, nothing, type TemplateResult } from "lit";
import { number } from "../lib/digits";
import { order, people, spans } from "../lib/words";
import type { LiveRoom } from "../models/room";
import type { PersonView } from "../wire/messages";
import { RoomElement } from "./element";
import { avatar, beside, icon } from "./parts";
import { headCount } from "./stage";

const SEARCH_AFTER_MS = 300;

export class PeopleSheet extends RoomElement {
  static override properties = { ...RoomElement.properties, found: { state: true }, more: { state: true } };
  declare found: PersonView[] | null;
  declare more: boolean;
  private search = "";
  private page = 0;
  private soon: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    super();
    this.found = null;
    this.more = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.fetch(0));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room) return nothing;
    const { live = 0, http = 0, text = 0 } = room.crowd ?? {};
    return html`<p class="muted">${spans.listeners(headCount(room))}</p>
      <p class="hint">${people.doors(live, http, text)}</p>
      <label class="field people__search"><span class="vh">${people.search()}</span><input class="input" type="search" placeholder=${people.search()} maxlength="60" @input=${this.typed} /></label>
      ${this.found === null ? html`<p class="skeleton"></p><p class="vh" role="status">${people.wait()}</p>` : this.names(room, this.found)}`;
  }

  private names(room: LiveRoom, found: PersonView[]): TemplateResult {
    if (found.length === 0) return html`<p class="hint" role="status">${people.nobody()}</p>`;
    return html`<h3 class="vh" id="named-h">${people.named()} ${number(room.crowd?.named ?? found.length)}</h3>
      <ul class="rows" role="list" aria-labelledby="named-h">${found.map((one) => this.one(room, one))}</ul>
      ${this.more ? html`<button class="btn btn--wide" @click=${() => this.fetch(this.page + 1)}>${people.more()}</button>` : nothing}`;
  }

  private one(room: LiveRoom, person: PersonView): TemplateResult {
    const other = person.id !== room.you?.person?.id;
    return html`<li class="person">${avatar(person.name)}<span><bdi>${person.name}</bdi> <span class="beside hint">${beside(person)}</span></span>
      ${other ? html`<button class="btn btn--icon btn--quiet" aria-haspopup="dialog" aria-label=${order.optionsOf(person.name)} @click=${() => this.open("person", { person })}>${icon("more")}</button>` : nothing}</li>`;
  }

  private typed = (event: Event): void => {
    this.search = (event.target as HTMLInputElement).value;
    if (this.soon) clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.fetch(0), SEARCH_AFTER_MS);
  };

  private async fetch(page: number): Promise<void> {
    const wanted = this.search;
    const reply = await this.room?.do({ do: "people", search: wanted, page });
    if (!reply?.people || wanted !== this.search) {
      this.found ??= [...(this.room?.here.values() ?? [])];
      return;
    }
    this.page = page;
    this.found = page === 0 ? reply.people : [...(this.found ?? []), ...reply.people];
    this.more = reply.more ?? false;
  }
}

customElements.define("people-sheet", PeopleSheet);
