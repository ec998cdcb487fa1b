/** Puts a part of the room on a test's page, with the node's picture in it. */

import { LiveRoom } from "../models/room";
import { QuietAudio, welcome } from "../models/scenes";
import type { Picture, You } from "../wire/messages";
import type { RoomElement } from "./element";

/** A room that was just entered and shows this picture to this person. */
export async function enterRoom(seen: Picture, who?: You): Promise<{ room: LiveRoom; audio: QuietAudio }> {
  const audio = new QuietAudio();
  const ticket = { ticket: "ticket", until: 0, wsPath: "/live", gathering: 7 };
  const room = new LiveRoom("makers", audio, { ticketUrl: "/t", door: "live", fetch: async () => ticket });
  await room.session.enter();
  audio.onOpen();
  audio.hear(welcome(seen, who));
  return { room, audio };
}

/** Draws one element of the room and waits until it stands. */
export async function draw(tag: string, room: LiveRoom): Promise<RoomElement> {
  const element = document.createElement(tag) as RoomElement;
  element.room = room;
  document.body.replaceChildren(element);
  await element.updateComplete;
  return element;
}

/** The accessible names of the buttons inside, in order. */
export function buttons(inside: Element): string[] {
  return [...inside.querySelectorAll("button, a.btn, [role=switch]")].map(
    (one) => one.getAttribute("aria-label") ?? one.textContent?.trim() ?? "",
  );
}
