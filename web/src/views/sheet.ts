/** A sheet: rises from the foot on a phone, stands in the middle on a desktop; holds the focus, closes by Esc, by its
 *  button, by the veil, or dragged down. */

import { html, LitElement, type TemplateResult } from "lit";
import { dragToClose } from "../lib/drag-close";
import { Trap } from "../lib/trap";
import { site } from "../lib/words";
import { icon } from "./parts";

export class RoomSheet extends LitElement {
  static override properties = { heading: {}, body: { attribute: false } };
  declare heading: string;
  declare body: TemplateResult | null;
  private trap: Trap | null = null;
  private stopDrag: (() => void) | null = null;

  constructor() {
    super();
    this.heading = "";
    this.body = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override firstUpdated(): void {
    const sheet = this.querySelector<HTMLElement>(".sheet");
    const top = this.querySelector<HTMLElement>(".sheet__top");
    if (!sheet || !top) return;
    this.stopDrag = dragToClose(top, sheet, this.close);
    this.trap = new Trap(sheet, this.close);
    requestAnimationFrame(() => this.isConnected && this.trap?.hold()); // the body's own elements draw first
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopDrag?.();
    this.trap?.release();
  }

  protected override render(): TemplateResult {
    return html`<div class="veil" @click=${this.close}></div>
      <section class="sheet" role="dialog" aria-modal="true" aria-labelledby="sheet-h">
        <div class="sheet__top">
          <h2 id="sheet-h">${this.heading}</h2>
          <button class="btn btn--icon btn--quiet push" aria-label=${site.close()} @click=${this.close}>${icon("close")}</button>
        </div>
        <div class="sheet__body">${this.body}</div>
      </section>`;
  }

  private close = (): void => {
    this.dispatchEvent(new CustomEvent("close-sheet", { bubbles: true }));
  };
}

customElements.define("room-sheet", RoomSheet);
