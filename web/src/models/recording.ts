/** A recorded sitting as the player has it: parts one after the other, positions in ms of the whole. */

export interface RecordedPart {
  at: number;
  length: number;
  name: string;
  room: string;
  /** Empty when the part is withheld: its place stays, and nothing is heard. */
  ogg: string;
  mp3: string;
}

export interface Recorded {
  page: string;
  length: number;
  parts: RecordedPart[];
  chapters: { at: number; title: string; number: string }[];
}

/** The part that is heard at a position; -1 when there is none. */
export function partAt(recorded: Recorded, position: number): number {
  return recorded.parts.findLastIndex((part) => part.at <= position);
}

/** The chapter a position stands in. */
export function chapterAt(recorded: Recorded, position: number): Recorded["chapters"][number] | null {
  return recorded.chapters.findLast((chapter) => chapter.at <= position) ?? null;
}

/** A position within the whole. */
export function within(recorded: Recorded, position: number): number {
  return Math.max(0, Math.min(recorded.length, Math.round(position)));
}

/** 0:40:30 */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** The position in `#t=2430000`; null in any other. */
export function positionIn(hash: string): number | null {
  const found = /^#t=(\d{1,9})$/.exec(hash);
  return found ? Number(found[1]) : null;
}
