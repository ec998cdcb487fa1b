/** The one room this browser is in. Pages come and go under Turbo; the room and its sound stay. */

import { openRoomAudio, type RoomAudio } from "../audio";
import { Signal } from "../lib/signal";
import { recall } from "../lib/store";
import { LiveRoom } from "./room";

export interface Place {
  slug: string;
  name: string;
  ticketUrl: string;
  /** Where the live page is, to come back to. */
  url: string;
}

interface Present {
  place: Place;
  room: LiveRoom | null;
}

let present: Present | null = null;
let audio: Promise<RoomAudio> | null = null;

/** The room, or its page, changed. */
export const presence = new Signal();

export function whereAmI(): Present | null {
  return present;
}

/** Enters a room, or answers the one already entered. Another room is left first. */
export async function enter(place: Place): Promise<LiveRoom> {
  if (present?.place.slug === place.slug) {
    present.place = { ...place, url: place.url || present.place.url };
    if (present.room) return present.room;
  } else {
    leave();
    present = { place, room: null };
  }
  const mine = present;
  presence.tell();
  audio ??= openRoomAudio();
  const sound = await audio;
  if (present !== mine) throw new Error("another room was entered meanwhile");
  if (!mine.room) {
    const door = recall("door") === "text" ? "text" : "live";
    mine.room = new LiveRoom(place.slug, sound, { ticketUrl: place.ticketUrl, door });
    mine.room.changed.hear(() => presence.tell());
    void mine.room.session.enter();
  }
  presence.tell();
  return mine.room;
}

export function leave(): void {
  present?.room?.leave();
  present = null;
  presence.tell();
}

/** A page of the room was closed: the room stays only while it is listened to or something in it is one's own. */
export function pageLeft(slug: string): void {
  const room = present?.room;
  if (present?.place.slug !== slug || room?.listening || room?.myTurn) return;
  leave();
}
