/** `<room-player data-turbo-permanent id="player">`: the room one listens to, while other pages are read. It stands at the
 *  foot of every page but the room's own. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { dock, site, stage } from "../lib/words";
import { percent } from "../models/loudness";
import { onStage, placeOf } from "../models/place";
import { enter, leave, type Place, presence, whereAmI } from "../models/present";
import type { LiveRoom } from "../models/room";
import { AFTER, BEFORE, icon, level, moveLevel } from "./parts";

export class RoomPlayer extends LitElement {
  private stops: (() => void)[] = [];
  private following: LiveRoom | null = null;

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stops = [presence.hear(() => this.moved())];
    document.addEventListener("turbo:load", this.moved);
    this.moved();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
    this.following = null;
    document.removeEventListener("turbo:load", this.moved);
  }

  protected override render(): TemplateResult | typeof nothing {
    const here = whereAmI();
    const shown = here !== null && !document.querySelector("live-room");
    this.classList.toggle("on", shown);
    if (!shown) return nothing;
    const { place, room } = here;
    const name = room?.picture?.room.name ?? place.name;
    const on = room?.listening ?? false;
    return html`<section class="player" aria-label=${site.player()}><div class="wrap">
      <button class="btn btn--tile btn--icon" aria-label=${on ? site.pause(name) : site.listenNow(name)} @click=${() => toggle(place)}>${icon(on ? "pause" : "play")}</button>
      <div class="who"><b><bdi>${name}</bdi></b><span>${room ? said(room) : site.loading()}</span></div>
      ${level([...BEFORE, ...AFTER.slice(0, 1)], "player")}
      <a class="btn" href=${place.url}>${site.enterRoom()}</a>
      <button class="btn btn--icon btn--quiet" aria-label=${site.leave()} @click=${leave}>${icon("close")}</button>
    </div></section>`;
  }

  private moved = (): void => {
    const room = whereAmI()?.room ?? null;
    if (room !== this.following) {
      this.following = room;
      const stop = room?.leveled.hear(() => this.moveBars(room));
      if (stop) this.stops.push(stop);
    }
    this.requestUpdate();
  };

  private moveBars(room: LiveRoom): void {
    const loudest = Math.max(0, ...[...room.levels.values()].map((one) => (one.active ? one.level : 0)));
    moveLevel(this, "player", percent(loudest));
  }
}

function said(room: LiveRoom): TemplateResult | string {
  if (!room.picture) return site.loading();
  const place = placeOf(room.picture, room.myTurn);
  if (room.myTurn?.state === "called") return dock.region.called();
  if (place > 0) return dock.place(place, room.picture.order.length);
  const speaker = onStage(room.picture)[0];
  return speaker ? html`${stage.now()}: <bdi>${speaker.person.name}</bdi>` : stage.nobody();
}

/** Starts or pauses listening to a room, entering it when need be. Called in the press itself, so that the browser lets
 *  the sound begin. */
export async function toggle(place: Place): Promise<void> {
  const here = whereAmI();
  if (here?.place.slug === place.slug && here.room?.listening) here.room.silence();
  else await (await enter(place)).listen();
}

customElements.define("room-player", RoomPlayer);
