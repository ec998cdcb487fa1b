import { keepCookie } from "./cookie";
import { recall, remember } from "./store";

/** Switches light and dark and keeps the choice, here and for the server's next page. */
export function switchTheme(root: HTMLElement = document.documentElement): void {
  const dark = getComputedStyle(root).colorScheme.includes("dark");
  setTheme(dark ? "light" : "dark", root);
}

/** Puts the kept choice on the page, where one was made. */
export function applyTheme(root: HTMLElement = document.documentElement): void {
  const kept = recall("theme");
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;
}

function setTheme(theme: "light" | "dark", root: HTMLElement): void {
  root.dataset.theme = theme;
  remember("theme", theme);
  keepCookie("theme", theme);
}
