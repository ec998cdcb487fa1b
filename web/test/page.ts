/** A page with nothing but the room's sound: what the tests of sound drive. */

import { openRoomAudio, type RoomAudio } from "../src/audio";

interface Notes {
  texts: string[];
  opens: number;
  closes: number[];
  levels: number;
  loudest: number;
  streams: Record<number, { loudest: number; active: boolean; readings: number }>;
}

declare global {
  interface Window {
    room: RoomAudio;
    notes: Notes;
  }
}

const notes: Notes = { texts: [], opens: 0, closes: [], levels: 0, loudest: 0, streams: {} };
if (!new URLSearchParams(location.search).has("untaped")) window.__multaqaTap = true;

const room = await openRoomAudio();
room.onOpen = () => notes.opens++;
room.onClose = (code) => notes.closes.push(code);
room.onText = (text) => notes.texts.push(text);
room.onLevel = ({ rms }) => {
  notes.levels++;
  notes.loudest = Math.max(notes.loudest, rms);
};
room.onStream = (stream, active, level) => {
  const known = notes.streams[stream] ?? { loudest: 0, readings: 0 };
  const loudest = Math.max(known.loudest, level);
  notes.streams[stream] = { loudest, active, readings: known.readings + 1 };
};
window.notes = notes;
window.room = room;
