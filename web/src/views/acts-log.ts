/** The log of acts: who did what to whom and why, each with its undo beside it. An undone act stays, struck through. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { hour } from "../lib/time";
import { act as actSentence, order, site } from "../lib/words";
import type { LiveRoom } from "../models/room";
import type { ActView } from "../wire/messages";
import { RoomElement } from "./element";
import { isolated, small } from "./parts";

export class ActsLog extends RoomElement {
  static override properties = { ...RoomElement.properties, acts: { state: true } };
  declare acts: ActView[];
  private seen = -1;
  private fetching = false;

  constructor() {
    super();
    this.acts = [];
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const n = this.room?.picture?.n ?? -1;
    if (n !== this.seen && this.room?.connection === "open" && !this.fetching) void this.fetch(n);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room) return nothing;
    return html`<section class="log" aria-labelledby="log-h"><h2 id="log-h">${order.log()}</h2>
      ${
        this.acts.length === 0
          ? html`<p class="hint">${order.logEmpty()}</p>`
          : html`<ol class="acts" role="list">${this.acts.map((one) => this.one(room, one))}</ol>`
      }
    </section>`;
  }

  private one(room: LiveRoom, one: ActView): TemplateResult {
    const pattern = actSentence(one.what, one.facts as Record<string, string | number>);
    const sentence = isolated(pattern, { name: one.subject });
    const plain = pattern.replace("%(name)s", one.subject);
    return html`<li><time datetime=${new Date(one.at).toISOString()}>${hour(one.at)}</time>
      <span>${one.undone_at ? html`<s>${sentence}</s> ${order.undone(hour(one.undone_at))}` : sentence}${one.why ? html`: <span dir="auto">${one.why}</span>` : nothing} <small class="hint">· <bdi>${one.by}</bdi></small></span>
      ${one.can_undo ? html`<button class="btn btn--quiet" aria-label=${order.undoOf(plain)} @click=${() => room.undo(one.id)}>${small("undo", "i--flip")}${site.undo()}</button>` : nothing}
    </li>`;
  }

  /** The log follows the events: each may have been somebody's act. */
  private async fetch(n: number): Promise<void> {
    this.fetching = true;
    this.seen = n;
    try {
      this.acts = (await this.room?.session.do({ do: "acts" }))?.acts ?? this.acts;
    } catch {
      // refused or gone: what was known stays
    }
    this.fetching = false;
  }
}

customElements.define("acts-log", ActsLog);
