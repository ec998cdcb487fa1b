/** A button that asks for its reason in the same place before it acts. */

import { html, LitElement, type TemplateResult } from "lit";
import { order, site } from "../lib/words";

export class ReasonForm extends LitElement {
  static override properties = { label: {}, least: { type: Number }, asking: { state: true } };
  declare label: string;
  /** How many letters the reason has at least; 0 where none is needed. */
  declare least: number;
  declare asking: boolean;

  constructor() {
    super();
    this.label = "";
    this.least = 0;
    this.asking = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    if (!this.asking)
      return html`<button class="btn btn--harm btn--wide" @click=${this.ask}>${this.label}</button>`;
    return html`<form class="stack" @submit=${this.send}>
      <label class="field"><span>${order.why()}</span><input class="input" name="why" minlength=${this.least} ?required=${this.least > 0} maxlength="300" autocomplete="off" /></label>
      <div class="row"><button class="btn btn--harm-fill">${this.label}</button><button class="btn btn--quiet" type="button" @click=${this.cancel}>${site.cancel()}</button></div>
    </form>`;
  }

  private ask = async (): Promise<void> => {
    this.asking = true;
    await this.updateComplete;
    this.querySelector("input")?.focus();
  };

  private cancel = (): void => {
    this.asking = false;
  };

  private send = (event: SubmitEvent): void => {
    event.preventDefault();
    const why = String(new FormData(event.target as HTMLFormElement).get("why") ?? "").trim();
    this.asking = false;
    this.dispatchEvent(new CustomEvent("reasoned", { detail: why }));
  };
}

customElements.define("reason-form", ReasonForm);
