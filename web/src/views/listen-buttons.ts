/** `<button data-listen="<slug>" data-room-name data-ticket-url data-live-url>`: one tap to listen, on any page. */

import { site } from "../lib/words";
import { type Place, presence, whereAmI } from "../models/present";
import { toggle } from "./room-player";

/** Hears presses of the buttons and keeps their words true, for as long as the page's script lives. */
export function watchListenButtons(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-listen]");
    if (!button) return;
    event.preventDefault();
    void toggle(placeOf(button));
  });
  presence.hear(draw);
  document.addEventListener("turbo:load", draw);
}

function placeOf(button: HTMLElement): Place {
  const slug = button.dataset.listen ?? "";
  return {
    slug,
    name: button.dataset.roomName ?? slug,
    ticketUrl: button.dataset.ticketUrl ?? `/rooms/${slug}/ticket`,
    url: button.dataset.liveUrl ?? `/rooms/${slug}/live/`,
  };
}

function draw(): void {
  const here = whereAmI();
  for (const button of document.querySelectorAll<HTMLElement>("[data-listen]")) {
    const on = here?.place.slug === button.dataset.listen && (here?.room?.listening ?? false);
    const name = button.dataset.roomName ?? "";
    const label = on ? site.pause(name) : site.listenNow(name);
    if (button.getAttribute("aria-label") === label) continue;
    button.setAttribute("aria-label", label);
    button.classList.toggle("btn--tile", !on);
    const picture = document.createElement("span");
    picture.className = `i i--s i-${on ? "pause" : "play"}`;
    button.replaceChildren(picture, on ? site.pauseShort() : site.listenShort());
    button.closest(".on-air")?.classList.toggle("on-air--playing", on);
  }
}
