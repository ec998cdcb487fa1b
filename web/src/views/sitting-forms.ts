/** What the chair and the secretary write: a question for the vote, a decision taken without one. */

import { html, nothing, type TemplateResult } from "lit";
import { chair, vote } from "../lib/sitting-words";
import type { LiveRoom } from "../models/room";
import type { BallotMethod, Base, Majority } from "../wire/messages";
import { RoomElement } from "./element";

const METHODS: readonly BallotMethod[] = ["yes_no", "single", "several"];
const MAJORITIES: readonly Majority[] = ["simple", "absolute", "two_thirds"];
const BASES: readonly Base[] = ["cast", "present", "seats"];

export class ProposeForm extends RoomElement {
  static override properties = { ...RoomElement.properties, method: { state: true } };
  declare method: BallotMethod;

  constructor() {
    super();
    this.method = "yes_no";
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room) return nothing;
    const several = this.method !== "yes_no";
    return html`<form class="stack" @submit=${(event: SubmitEvent) => this.send(event, room)}>
      <label class="field"><span>${vote.question()}</span><textarea class="input" name="question" rows="2" minlength="3" maxlength="300" required dir="auto" data-first></textarea></label>
      ${select("method", vote.howVoted(), METHODS, vote.method, (value) => {
        this.method = value as BallotMethod;
      })}
      ${several ? html`<label class="field"><span>${vote.choices()}</span><textarea class="input" name="choices" rows="4" required dir="auto"></textarea></label>` : nothing}
      ${this.method === "several" ? html`<label class="field"><span>${vote.mostField()}</span><input class="input" type="number" name="most" min="1" max="20" value="2" /></label>` : nothing}
      ${select("majority", vote.whichMajority(), MAJORITIES, vote.majority)}
      ${select("base", vote.whichBase(), BASES, vote.base)}
      <label class="choice"><input type="checkbox" name="secret" /><b>${vote.makeSecret()}</b></label>
      ${room.notice ? html`<p class="harm" role="alert">${room.notice}</p>` : nothing}
      <button class="btn btn--tile btn--wide">${vote.propose()}</button></form>`;
  }

  private async send(event: SubmitEvent, room: LiveRoom): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const choices = text("choices")
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
    const done = await room.act(
      {
        do: "propose_ballot",
        question: text("question"),
        method: this.method,
        majority: text("majority") as Majority,
        base: text("base") as Base,
        secret: form.has("secret"),
        most: Number(text("most") || 1),
        choices,
      },
      vote.proposed(),
    );
    if (done) this.dispatchEvent(new CustomEvent("close-sheet", { bubbles: true }));
  }
}

customElements.define("propose-form", ProposeForm);

export class DecideForm extends RoomElement {
  static override properties = { ...RoomElement.properties, action: { state: true } };
  declare action: boolean;

  constructor() {
    super();
    this.action = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room?.sitting) return nothing;
    return html`<form class="stack" @submit=${(event: SubmitEvent) => this.send(event, room)}>
      <label class="field"><span>${chair.decideText()}</span><textarea class="input" name="text" rows="4" minlength="3" maxlength="3000" required dir="auto" data-first></textarea></label>
      <label class="choice"><input type="checkbox" name="action" .checked=${this.action} @change=${(
        event: Event,
      ) => {
        this.action = (event.target as HTMLInputElement).checked;
      }} /><b>${chair.isAction()}</b></label>
      ${
        this.action
          ? html`<label class="field"><span>${chair.forRoom()}</span><select class="input" name="room"><option value="">${chair.nobody()}</option>${room.sitting.seats.map((seat) => html`<option value=${seat.room}>${seat.name}</option>`)}</select></label>
            <label class="field"><span>${chair.due()}</span><input class="input" type="date" name="due" /></label>`
          : nothing
      }
      ${room.notice ? html`<p class="harm" role="alert">${room.notice}</p>` : nothing}
      <button class="btn btn--tile btn--wide">${chair.write()}</button></form>`;
  }

  private async send(event: SubmitEvent, room: LiveRoom): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const done = await room.act(
      {
        do: "decide",
        text: text("text"),
        action: this.action,
        room: Number(text("room")) || null,
        due: text("due"),
      },
      chair.written(),
    );
    if (done) this.dispatchEvent(new CustomEvent("close-sheet", { bubbles: true }));
  }
}

customElements.define("decide-form", DecideForm);

function select(
  name: string,
  label: string,
  values: readonly string[],
  say: (value: string) => string,
  changed?: (value: string) => void,
): TemplateResult {
  const hear = (event: Event) => changed?.((event.target as HTMLSelectElement).value);
  return html`<label class="field"><span>${label}</span><select class="input" name=${name} @change=${hear}>${values.map((one) => html`<option value=${one}>${say(one)}</option>`)}</select></label>`;
}
