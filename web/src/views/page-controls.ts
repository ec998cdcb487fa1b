/** The small controls every page has: the theme, the phone's menu, copying. They are heard at the document, so that a
 *  page under Turbo needs nothing done to it. */

import { switchTheme } from "../lib/theme";
import { site } from "../lib/words";

const COPIED_MS = 2_000;

/** `[data-theme-toggle]`, `[data-menu-toggle="<id>"]` and `[data-copy="<text>"]` or `[data-copy-from="<selector>"]`. */
export function watchPageControls(): void {
  document.addEventListener("click", (event) => {
    const pressed = (event.target as Element).closest<HTMLElement>(
      "[data-theme-toggle],[data-menu-toggle],[data-copy],[data-copy-from]",
    );
    if (!pressed) return;
    if (pressed.dataset.themeToggle !== undefined) switchTheme();
    else if (pressed.dataset.menuToggle !== undefined) toggleMenu(pressed);
    else void copy(pressed);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus();
  });
  document.addEventListener("turbo:before-cache", closeMenus);
}

function toggleMenu(button: HTMLElement): void {
  const menu = document.getElementById(button.dataset.menuToggle ?? "");
  if (!menu) return;
  const open = menu.hidden;
  menu.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  if (open) menu.querySelector<HTMLElement>("a,button")?.focus();
}

function closeMenus(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-menu-toggle][aria-expanded="true"]')) {
    toggleMenu(button);
    button.focus();
  }
}

async function copy(button: HTMLElement): Promise<void> {
  const { copy: text, copyFrom } = button.dataset;
  const source = copyFrom ? document.querySelector<HTMLElement>(copyFrom) : null;
  await navigator.clipboard.writeText(
    text ?? (source instanceof HTMLInputElement ? source.value : (source?.textContent ?? "")).trim(),
  );
  const before = button.textContent ?? "";
  const said = button.querySelector<HTMLElement>("[data-said]") ?? button;
  said.textContent = site.copied();
  setTimeout(() => {
    said.textContent = before;
  }, COPIED_MS);
}
