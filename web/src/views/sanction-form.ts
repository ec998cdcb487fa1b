/** A sanction: which, for how long, and why, asked in one place. The formal word first, the room people's word beside it. */

import { html, nothing, type TemplateResult } from "lit";
import { acted, order, site, spans } from "../lib/words";
import type { LiveRoom } from "../models/room";
import type { PersonView, SanctionKind } from "../wire/messages";
import { RoomElement } from "./element";

const KINDS: readonly SanctionKind[] = ["voice", "text", "bounce", "ban"];
const MINUTES: Readonly<Record<"voice" | "text" | "bounce", readonly number[]>> = {
  voice: [10, 30, 60, 0],
  text: [10, 30, 60, 0],
  bounce: [60, 180, 720, 1440],
};
const DAY_MINUTES = 1440;
const LONGEST_DAYS = 366;
const USUAL_BAN_DAYS = 7;

export class SanctionForm extends RoomElement {
  static override properties = {
    ...RoomElement.properties,
    person: { attribute: false },
    kind: { state: true },
  };
  declare person: PersonView | null;
  declare kind: SanctionKind;

  constructor() {
    super();
    this.person = null;
    this.kind = "voice";
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room, person } = this;
    if (!room || !person) return nothing;
    return html`<form class="stack" @submit=${(event: SubmitEvent) => this.send(event, room, person)}>
      <fieldset class="stack"><legend class="eyebrow">${order.whichSanction()}</legend>
        ${KINDS.map(
          (kind) =>
            html`<label class="choice ${this.kind === kind ? "choice--on" : ""}"><input type="radio" name="kind" value=${kind} ?checked=${this.kind === kind} @change=${() => {
              this.kind = kind;
            }} /><b>${order[kind]()}</b></label>`,
        )}
      </fieldset>
      ${this.kind === "ban" ? this.day() : this.span(this.kind)}
      <label class="field"><span>${order.why()}</span><input class="input" name="why" minlength="3" maxlength="300" required autocomplete="off" aria-describedby="why-hint" /></label>
      <p class="hint" id="why-hint">${order.whyHint()}</p>
      ${room.notice ? html`<p class="harm" role="alert">${room.notice}</p>` : nothing}
      <button class="btn ${this.kind === "ban" ? "btn--harm-fill" : "btn--harm"} btn--wide" aria-busy=${room.busy.has("sanction") ? "true" : nothing}>${room.busy.has("sanction") ? site.sending() : this.kind === "ban" ? order.banConfirm() : order.confirm()}</button>
    </form>`;
  }

  private span(kind: "voice" | "text" | "bounce"): TemplateResult {
    return html`<label class="field"><span>${order.howLong()}</span><select class="input" name="minutes">${MINUTES[kind].map((minutes) => html`<option value=${minutes}>${said(minutes)}</option>`)}</select></label>`;
  }

  private day(): TemplateResult {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    return html`<label class="field"><span>${order.until()}</span><input class="input" type="date" name="day" required min=${day(1)} max=${day(LONGEST_DAYS)} value=${day(USUAL_BAN_DAYS)} /></label>`;
  }

  private async send(event: SubmitEvent, room: LiveRoom, person: PersonView): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const wish = {
      do: "sanction",
      person: person.id,
      kind: this.kind,
      minutes: minutesOf(form),
      why: String(form.get("why")).trim(),
    } as const;
    if (await room.act(wish, acted("sanctioned", person.name, { kind: this.kind })))
      this.dispatchEvent(new CustomEvent("close-sheet", { bubbles: true }));
  }
}

function minutesOf(form: FormData): number {
  const day = form.get("day");
  if (!day) return Number(form.get("minutes") ?? 0);
  const minutes = Math.ceil((new Date(`${String(day)}T23:59:59`).getTime() - Date.now()) / 60_000);
  return Math.min(LONGEST_DAYS * DAY_MINUTES, Math.max(1, minutes));
}

function said(minutes: number): string {
  if (minutes === 0) return order.untilLifted();
  return minutes % 60 === 0 ? spans.hours(minutes / 60) : spans.minutes(minutes);
}

customElements.define("sanction-form", SanctionForm);
