/** Under the stage on a desktop: what happened just now, so that whoever comes late reads instead of asking. Staff find
 *  the log of acts in its place, with the undo of each. */

import { html, type TemplateResult } from "lit";
import { hour, length } from "../lib/time";
import { happening, stage } from "../lib/words";
import type { Happening } from "../models/happenings";
import { RoomElement } from "./element";
import { isolated } from "./parts";
import "./acts-log";

const SHOWN = 12;

export class RoomHappenings extends RoomElement {
  protected override render(): TemplateResult {
    const { room } = this;
    const news = (room?.news ?? []).filter((one) => happening(one.what) !== "").slice(0, SHOWN);
    return html`<section class="forming only-desk" tabindex="0" aria-labelledby="forming-h">
      ${room?.can("supervise") ? html`<acts-log .room=${room}></acts-log>` : html``}
      <h2 id="forming-h">${stage.happenings()}</h2>
      ${news.length === 0 ? html`<p class="hint">${stage.nothingYet()}</p>` : html`<ol role="list">${news.map((one, at) => line(one, at === 0))}</ol>`}
    </section>`;
  }
}

function line(one: Happening, latest: boolean): TemplateResult {
  const words = isolated(happening(one.what), { name: one.person, length: length(one.spentMs) });
  return html`<li class=${latest ? "now" : ""}>${one.at ? html`<time datetime=${new Date(one.at).toISOString()}>${hour(one.at)}</time>` : html`<span></span>`}<p>${words}</p></li>`;
}

customElements.define("room-happenings", RoomHappenings);
