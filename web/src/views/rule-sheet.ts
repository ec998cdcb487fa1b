/** The published rule of the line, with today's settings: nobody has to ask why. */

import { html, nothing, type TemplateResult } from "lit";
import { kind, rule } from "../lib/words";
import { secondsFor } from "../models/place";
import type { FloorRules } from "../wire/messages";

export function ruleSheet(rules: FloorRules): TemplateResult {
  return html`<div class="stack">
    <ol class="rule stack" role="list">
      <li>${rule.first()}</li>
      ${rules.fair ? html`<li>${rule.fair()}</li>` : nothing}
      <li>${rule.thenFirst()}</li>
      ${rules.kinds.includes("written") ? html`<li>${rule.written()}</li>` : nothing}
    </ol>
    <p class="muted">${rules.kinds.filter((one) => one !== "written").map((one) => html`${rule.seconds(kind(one), secondsFor(rules, one))} `)}${rules.cut ? rule.cut() : rule.soft()}</p>
    <p class="muted">${rule.microphones(rules.microphones)}</p>
    <p class="muted">${rule.absent(rules.countdown_seconds)}</p>
    <p class="muted">${rule.kept()}</p>
    <p class="muted">${rule.chair()}</p>
  </div>`;
}
