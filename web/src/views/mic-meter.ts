/** The level of one's own voice while the microphone is checked: a bar, and a word that says the same. */

import { html, type TemplateResult } from "lit";
import { dock, meter } from "../lib/words";
import type { Loudness } from "../models/loudness";
import { RoomElement } from "./element";
import { small } from "./parts";

const SAID: Readonly<Record<Loudness, () => string>> = {
  none: dock.silent,
  faint: dock.faint,
  clear: dock.clear,
  loud: dock.loud,
};

export class MicMeter extends RoomElement {
  protected override tickMs = 500;
  private stopLevels: (() => void) | null = null;

  protected override follow(): void {
    super.follow();
    this.stopLevels?.();
    this.stopLevels = this.room?.mic.leveled.hear(() => this.move()) ?? null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopLevels?.();
  }

  protected override render(): TemplateResult {
    const word: Loudness = this.room?.mic.loudest.word ?? "none";
    return html`<div class="meter" role="meter" aria-label=${meter.name()} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${this.room?.mic.level ?? 0} aria-valuetext=${meter[word]()}><i></i></div>
      <p class="row meter__said">
        ${small(word === "clear" ? "check" : word === "none" ? "mic-off" : "alert", word === "clear" ? "good" : "warn")}<b class=${word === "clear" ? "good" : ""}>${SAID[word]()}</b>
        <button class="link push" aria-haspopup="dialog" @click=${() => this.open("devices")}>${dock.changeMic()}</button>
      </p>`;
  }

  private move(): void {
    this.querySelector<HTMLElement>(".meter > i")?.style.setProperty(
      "--v",
      String(this.room?.mic.level ?? 0),
    );
  }
}

customElements.define("mic-meter", MicMeter);
