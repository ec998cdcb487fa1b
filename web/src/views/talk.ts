/** On air: hold to talk, or lock; Space does the same where there is a keyboard. Leaving the window lets go. */

import { html, nothing, type TemplateResult } from "lit";
import { dock } from "../lib/words";
import { RoomElement } from "./element";
import { icon, small } from "./parts";

const TYPED_IN = "input,textarea,select,button,a,[contenteditable],[role=slider]";

export class TalkButton extends RoomElement {
  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.keyDown);
    addEventListener("keyup", this.keyUp);
    addEventListener("blur", this.letGo);
    document.addEventListener("visibilitychange", this.letGo);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.keyDown);
    removeEventListener("keyup", this.keyUp);
    removeEventListener("blur", this.letGo);
    document.removeEventListener("visibilitychange", this.letGo);
    this.letGo();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room) return nothing;
    const { mic } = room;
    const name = mic.locked ? (mic.muted ? dock.unmute() : dock.mute()) : dock.hold();
    return html`<div class="talk">
        <button class="btn" role="switch" aria-checked=${mic.locked ? "true" : "false"} aria-label=${dock.lock()} @click=${() => mic.lock(!mic.locked)}>${small("lock")}${dock.lock()}</button>
        <button class="talk__mic ${mic.talking ? "talk__mic--on" : ""}" aria-label=${name} aria-pressed=${mic.talking ? "true" : "false"} aria-describedby="ptt"
          @pointerdown=${this.down} @pointerup=${this.letGo} @pointercancel=${this.letGo} @pointerleave=${this.letGo}
          @contextmenu=${prevent} @keydown=${this.buttonKey} @keyup=${this.buttonKeyUp} @click=${this.pressed}>${icon(mic.locked && mic.muted ? "mic-off" : "mic")}</button>
        <button class="btn btn--harm" aria-busy=${room.busy.has("finish") ? "true" : nothing} @click=${() => room.do({ do: "finish" })}>${dock.endTurn()}</button>
      </div>
      <p class="hint talk__hint" id="ptt"><span>${mic.locked ? dock.lockedHint() : dock.holdHint()}</span>${mic.locked ? nothing : html`<span class="only-desk"> <span>${dock.or()}</span> <kbd>${dock.space()}</kbd></span>`}</p>`;
  }

  private down = (event: PointerEvent): void => {
    if (event.button !== 0 || this.room?.mic.locked) return;
    this.room?.mic.hold(true);
  };

  private letGo = (): void => {
    this.room?.mic.hold(false);
  };

  /** A press of the locked microphone mutes and unmutes. */
  private pressed = (): void => {
    const mic = this.room?.mic;
    if (mic?.locked) mic.mute(!mic.muted);
  };

  private buttonKey = (event: KeyboardEvent): void => {
    if ((event.key !== " " && event.key !== "Enter") || this.room?.mic.locked) return;
    event.preventDefault();
    if (!event.repeat) this.room?.mic.hold(true);
  };

  private buttonKeyUp = (event: KeyboardEvent): void => {
    if (event.key === " " || event.key === "Enter") this.letGo();
  };

  private keyDown = (event: KeyboardEvent): void => {
    if (event.code !== "Space" || event.repeat || event.defaultPrevented || isTypedIn(event.target)) return;
    event.preventDefault();
    if (this.room?.mic.locked) this.pressed();
    else this.room?.mic.hold(true);
  };

  private keyUp = (event: KeyboardEvent): void => {
    if (event.code === "Space") this.letGo();
  };
}

function isTypedIn(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPED_IN) !== null;
}

function prevent(event: Event): void {
  event.preventDefault();
}

customElements.define("talk-button", TalkButton);
