/** The sheets of the sound: volume and doors, the connection, the microphone's device. */

import { html, nothing, type TemplateResult } from "lit";
import { remember } from "../lib/store";
import { connection, devices, site, sound, stage } from "../lib/words";
import { onStage } from "../models/place";
import type { LiveRoom } from "../models/room";
import { RoomElement } from "./element";
import { icon, small } from "./parts";

/** Volume of all and of each, and the three doors. */
export function soundSheet(room: LiveRoom): TemplateResult {
  const turns = room.picture ? onStage(room.picture).filter((turn) => turn.id !== room.myTurn?.id) : [];
  const text = room.door === "text";
  return html`<div class="stack">
    ${
      text
        ? nothing
        : html`<p class="row">${
            room.listening
              ? html`<button class="btn btn--wide" @click=${() => room.silence()}>${small("pause")}${sound.pause()}</button>`
              : html`<button class="btn btn--tile btn--wide" @click=${() => room.listen()}>${small("play")}${site.listenShort()}</button>`
          }</p>
          ${volume(room, "all", sound.all())}
          ${turns.map((turn) => volume(room, turn.stream, stage.volumeOf(turn.person.name)))}`
    }
    ${room.audio.rung === "text" ? html`<p class="banner banner--warn">${connection.noSound()}</p>` : nothing}
    <h3 id="doors-h">${sound.doors()}</h3>
    <div class="stack" role="group" aria-labelledby="doors-h">
      ${door(!text, sound.live(), sound.liveHint(), () => choose(room, "live"))}
      <a class="choice choice--act" href=${lightStream(room)} data-turbo="false"><span><b>${sound.light()}</b><small>${sound.lightHint()}</small></span></a>
      ${door(text, sound.text(), sound.textHint(), () => choose(room, "text"))}
    </div>
  </div>`;
}

function choose(room: LiveRoom, door: "live" | "text"): void {
  remember("door", door);
  if (door === "live") void room.listen();
  else room.follow("text");
}

function volume(room: LiveRoom, stream: number | "all", label: string): TemplateResult {
  return html`<label class="field"><span>${label}</span><input class="range" type="range" min="0" max="150" .value=${String((room.volumes.get(stream) ?? 1) * 100)}
    @input=${(event: Event) => room.setVolume(stream, Number((event.target as HTMLInputElement).value) / 100)} /></label>`;
}

function door(on: boolean, title: string, hint: string, press: () => void): TemplateResult {
  return html`<button class="choice choice--act ${on ? "choice--on" : ""}" aria-pressed=${on ? "true" : "false"} @click=${press}><span><b>${title}</b><small>${hint}</small></span></button>`;
}

/** The light stream of a room, which any player takes. */
export function lightStream(room: LiveRoom, kind: "m3u8" | "ogg" = "m3u8"): string {
  return `/rooms/${room.slug}/listen.${kind}`;
}

const WEAK_MS = 600;

/** good, weak or lost, as the connection button says it. */
export function quality(room: LiveRoom): "good" | "weak" | "lost" {
  if (room.connection !== "open") return "lost";
  const { jitterMs } = room.audio.stats();
  return (room.session.clock.trip ?? 0) > WEAK_MS || (room.listening && jitterMs > WEAK_MS) ? "weak" : "good";
}

/** How the connection is, on the top bar; drawn again every second, because what it says changes while nothing happens. */
export class ConnectionButton extends RoomElement {
  protected override tickMs = 1000;

  protected override render(): TemplateResult | typeof nothing {
    if (!this.room) return nothing;
    const now = quality(this.room);
    return html`<button class="btn btn--icon btn--quiet" aria-haspopup="dialog" aria-label=${connection[now]()} @click=${() => this.open("connection")}>${icon(now === "good" ? "signal" : "signal-low", now === "good" ? "good" : "warn")}</button>`;
  }
}

customElements.define("connection-button", ConnectionButton);

/** Delay, loss, and the light stream. */
export class ConnectionSheet extends RoomElement {
  protected override tickMs = 1000;

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room) return nothing;
    const { bufferMs, gaps } = room.audio.stats();
    const trip = room.session.clock.trip;
    return html`<div class="stack">
      <p><b>${connection[quality(room)]()}</b></p>
      ${trip === null ? nothing : html`<p class="muted">${connection.delay(trip)}</p>`}
      ${room.listening ? html`<p class="muted">${connection.buffer(bufferMs)}</p><p class="muted">${connection.gaps(gaps)}</p>` : nothing}
      ${room.connection === "open" ? nothing : html`<button class="btn btn--tile btn--wide" @click=${room.session.hurry}>${small("refresh")}${site.tryAgain()}</button>`}
      <h3>${connection.lightStream()}</h3>
      <p class="hint">${connection.lightHint()}</p>
      <p class="row"><a class="btn" href=${lightStream(room)} data-turbo="false">${connection.lightStream()}</a><a class="link" href=${lightStream(room, "ogg")} data-turbo="false">${connection.forPlayers()}</a></p>
    </div>`;
  }
}

customElements.define("connection-sheet", ConnectionSheet);

/** Which microphone. */
export class DevicesSheet extends RoomElement {
  static override properties = { ...RoomElement.properties, found: { state: true } };
  declare found: { id: string; label: string }[];

  constructor() {
    super();
    this.found = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(async () => {
      this.found = (await this.room?.audio.devices()) ?? [];
    });
  }

  protected override render(): TemplateResult {
    return html`<div class="stack">
      ${this.choice(undefined, devices.usual())}
      ${this.found.map((one, at) => this.choice(one.id, one.label || devices.unnamed(at + 1)))}
    </div>`;
  }

  private choice(id: string | undefined, label: string): TemplateResult {
    const use = () => {
      this.dispatchEvent(new CustomEvent("close-sheet", { bubbles: true }));
      void this.room?.mic.use(id);
    };
    return html`<button class="choice choice--act" @click=${use}>${small("mic")}<bdi>${label}</bdi></button>`;
  }
}

customElements.define("devices-sheet", DevicesSheet);
