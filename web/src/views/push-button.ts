/** The button that lets this browser show reminders. It stays hidden where the browser cannot; it asks only when pressed. */

import { readCookie } from "../lib/cookie";
import { push as said } from "../lib/words";

export function watchPushButtons(): void {
  document.addEventListener("turbo:load", showWhereItWorks);
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-push]");
    if (button) void allow(button);
  });
}

function showWhereItWorks(): void {
  const works = "serviceWorker" in navigator && "PushManager" in window;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-push]"))
    button.hidden = !works;
  for (const hint of document.querySelectorAll<HTMLElement>("[data-push-none]")) hint.hidden = works;
}

async function allow(button: HTMLButtonElement): Promise<void> {
  const { push = "", pushWorker = "", pushUrl = "" } = button.dataset;
  button.setAttribute("aria-busy", "true");
  try {
    const registration = await navigator.serviceWorker.register(pushWorker, { scope: "/" });
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: push,
    });
    const answer = await fetch(pushUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": readCookie("csrftoken") },
      body: JSON.stringify(subscription),
    });
    say(button, answer.ok ? said.allowed() : said.refused());
  } catch {
    say(button, said.refused());
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function say(button: HTMLButtonElement, said: string): void {
  const place = button.querySelector("[data-said]");
  if (place) place.textContent = said;
}
