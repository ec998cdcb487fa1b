/** Small pieces every view uses. */

import { html, nothing, type TemplateResult } from "lit";
import { digits } from "../lib/digits";
import { chat, role } from "../lib/words";
import type { PersonView } from "../wire/messages";

export type Drawn = TemplateResult | typeof nothing;

/** A decorative icon; whatever it stands in has a word or a name. */
export function icon(name: string, classes = ""): TemplateResult {
  return html`<span class="i i-${name} ${classes}" aria-hidden="true"></span>`;
}

/** A small icon. */
export function small(name: string, classes = ""): TemplateResult {
  return icon(name, `i--s ${classes}`);
}

/** The first letter of a name, which stands for a face. The article of an Arabic name is not its letter. */
export function initial(name: string): string {
  const bare = name.trim().replace(/^ال(?=\p{L}{2})/u, "");
  return [...(bare || name.trim())][0]?.toLocaleUpperCase() ?? "?";
}

/** The letter of a room's star: of its own name, without the word for room. */
export function roomInitial(name: string): string {
  return initial(name.replace(/^\s*(غرفة|the|room)\s+/iu, ""));
}

export function avatar(name: string): TemplateResult {
  return html`<span class="avatar" aria-hidden="true">${initial(name)}</span>`;
}

/** A sentence with `%(name)s` and the like, each value isolated so that no name can turn the words around it. */
export function isolated(
  pattern: string,
  values: Readonly<Record<string, string>>,
): (string | TemplateResult)[] {
  return pattern.split(/(%\(\w+\)s)/).map((piece) => {
    const name = /^%\((\w+)\)s$/.exec(piece)?.[1];
    return name === undefined ? piece : html`<bdi>${values[name] ?? ""}</bdi>`;
  });
}

/** What stands beside a name and is never part of it: the office, and the short number that tells namesakes apart. */
export function beside(person: PersonView): TemplateResult {
  const office =
    role(person.role) ||
    (person.kind === "visitor" ? chat.visitor() : person.kind === "guest" ? chat.guest() : "");
  return html`${office ? html`<span class="chip">${office}</span>` : nothing}<span class="num" dir="ltr">#${digits(String(person.number))}</span>`;
}

/** The five bars of a level on either side of the speaker. */
export function level(shape: readonly number[], key: number | string): TemplateResult {
  return html`<span class="level" aria-hidden="true" data-level=${key}>${shape.map((share) => html`<i data-share=${share}></i>`)}</span>`;
}

export const BEFORE = [0.2, 0.5, 0.32, 0.9, 0.68] as const;
export const AFTER = [0.66, 1, 0.42, 0.6, 0.2] as const;

/** Moves the bars of a level, 0 to 100, without drawing anything anew. */
export function moveLevel(within: Element, key: number | string, value: number): void {
  for (const bar of within.querySelectorAll<HTMLElement>(`[data-level="${key}"] i`))
    bar.style.setProperty("--l", String(Math.round(value * Number(bar.dataset.share))));
}
