/** One-letter keys for those who keep order: off until turned on, and never alone without a button. A key presses the
 *  button that carries it (`data-key`). */

import { recall, remember } from "./store";

const TYPED_IN = "input,textarea,select,[contenteditable]";

export function keysAreOn(): boolean {
  return recall("chair-keys") === "on";
}

export function turnKeys(on: boolean): void {
  remember("chair-keys", on ? "on" : "off");
}

/** Takes a key press on the page. */
export function pressByKey(event: KeyboardEvent): void {
  if (!keysAreOn() || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest(TYPED_IN)) return;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
  if (letter) document.querySelector<HTMLElement>(`[data-key="${letter}"]`)?.click();
}
