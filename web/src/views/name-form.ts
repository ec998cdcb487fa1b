/** A visitor's name, asked for in the same place when it is first needed. */

import { html, nothing, type TemplateResult } from "lit";
import { name, site } from "../lib/words";
import { sentence } from "../models/room";
import { Refused } from "../session/refused";
import { giveName } from "../session/ticket";
import { RoomElement, type SheetWish } from "./element";

export class NameForm extends RoomElement {
  static override properties = {
    ...RoomElement.properties,
    url: {},
    signIn: {},
    purpose: {},
    refused: { state: true },
    waiting: { state: true },
  };
  declare url: string;
  declare signIn: string;
  declare purpose: SheetWish["purpose"];
  declare refused: string;
  declare waiting: boolean;

  constructor() {
    super();
    this.url = this.signIn = this.refused = "";
    this.waiting = false;
  }

  protected override render(): TemplateResult {
    return html`<form class="stack" @submit=${this.send}>
      <label class="field"><span>${name.field()}</span><input class="input" name="name" maxlength="32" required autocomplete="nickname" dir="auto" data-first aria-describedby="name-hint" /></label>
      <p class="hint" id="name-hint">${name.hint()}</p>
      ${this.refused ? html`<p class="harm" role="alert">${this.refused}</p>` : nothing}
      <button class="btn btn--tile btn--wide" aria-busy=${this.waiting ? "true" : nothing}>${this.waiting ? site.sending() : name.enter()}</button>
      ${this.signIn ? html`<p class="hint">${name.orSignIn()} <a href=${this.signIn}>${site.signIn()}</a></p>` : nothing}
    </form>`;
  }

  private send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const wanted = String(new FormData(form).get("name") ?? "").trim();
    if (!wanted || this.waiting) return;
    this.waiting = true;
    this.refused = "";
    try {
      this.room?.named(await giveName(this.url, wanted));
      this.dispatchEvent(new CustomEvent("named", { bubbles: true, detail: this.purpose }));
    } catch (why) {
      this.refused = sentence(why, this.room?.now ?? Date.now());
      const cleaned = why instanceof Refused ? why.facts.cleaned : undefined;
      const field = form.querySelector("input");
      if (field && typeof cleaned === "string") field.value = cleaned;
    } finally {
      this.waiting = false;
    }
  };
}

customElements.define("name-form", NameForm);
