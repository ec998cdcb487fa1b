/** A room for the tests: who is there, what is known, and a sound that makes none. */

import type { RoomAudio } from "../audio";
import type { Crowd, FloorRules, PersonView, Picture, TurnView, Welcome, You } from "../wire/messages";
import { VERSION } from "../wire/messages";

export const NOW = 1_800_000_000_000;

export const rules: FloorRules = {
  microphones: 1,
  seconds: 180,
  question_seconds: 60,
  reply_seconds: 120,
  order_seconds: 60,
  kinds: ["contribution", "question", "order", "reply", "written"],
  fair: true,
  cut: false,
  auto_call: true,
  countdown_seconds: 12,
  grace_seconds: 30,
  visitors_ask: false,
  visitors_write: false,
  links: "members",
  slow_seconds: 0,
};

export function person(id: number, name: string, more: Partial<PersonView> = {}): PersonView {
  return { id, number: 100 + id, name, kind: "member", role: null, ...more };
}

export const salma = person(1, "سلمى");
export const khalid = person(2, "خالد");
export const noor = person(3, "نور");
export const hala = person(9, "هالة", { role: "supervisor" });

export function turn(id: number, who: PersonView, more: Partial<TurnView> = {}): TurnView {
  return {
    id,
    stream: id,
    person: who,
    kind: "contribution",
    state: "waiting",
    reason: "in_order",
    asked_at: NOW - 60_000,
    seconds: 180,
    spent_ms: 0,
    running_since: 0,
    deadline: 0,
    interrupted: false,
    skips: 0,
    text: "",
    room: 0,
    item: 0,
    interposed_on: 0,
    off_record: false,
    ...more,
  };
}

/** A picture with these turns, in line in the order given. */
export function picture(turns: TurnView[] = [], more: Partial<Picture> = {}): Picture {
  return {
    n: 10,
    room: { id: 1, slug: "makers", name: "غرفة صنّاع الحياة", tint: 1, doors: "open", rules },
    gathering: { id: 7, title: "سهرة", opened_at: NOW - 3_600_000, suspended_at: 0, suspended_until: 0 },
    line: { closed: false, closed_at: 0, closed_by: "" },
    turns,
    order: turns.filter((one) => one.state === "waiting" || one.state === "paused").map((one) => one.id),
    spoke: [],
    messages: [],
    pinned: null,
    staff: [hala],
    sanctions: [],
    sitting: null,
    ...more,
  };
}

export function you(who: PersonView | null = salma, more: Partial<You> = {}): You {
  return {
    person: who,
    can: ["listen", "ask", "write"],
    sanctions: [],
    ticket: "fresh",
    ticket_until: 0,
    seat: null,
    ...more,
  };
}

export const crowd: Crowd = { live: 3, text: 0, http: 1, named: 3 };

export function welcome(seen: Picture | null, who: You = you()): Welcome {
  return { ev: "welcome", version: VERSION, now: Date.now(), you: who, crowd, picture: seen };
}

/** The face of the room's sound: remembers what it was told, and lets a test speak as the node. */
export class QuietAudio implements RoomAudio {
  readonly rung = "webcodecs" as const;
  readonly canSpeak = true;
  readonly isHeard = true;
  roomClockOffset = 0;
  sent: Record<string, unknown>[] = [];
  opened: string[] = [];
  told: string[] = [];
  micAnswer: Awaited<ReturnType<RoomAudio["openMic"]>> = "ready";
  onText: RoomAudio["onText"] = () => {};
  onOpen: RoomAudio["onOpen"] = () => {};
  onClose: RoomAudio["onClose"] = () => {};
  onLevel: RoomAudio["onLevel"] = () => {};
  onStream: RoomAudio["onStream"] = () => {};
  onMicLost: RoomAudio["onMicLost"] = () => {};

  open(url: string): void {
    this.opened.push(url);
  }
  close(): void {
    this.told.push("close");
  }
  send(text: string): boolean {
    this.sent.push(JSON.parse(text));
    return true;
  }
  async listen(): Promise<void> {
    this.told.push("listen");
  }
  silence(): void {
    this.told.push("silence");
  }
  setVolume(): void {}
  setMinTargetMs(ms: number): void {
    this.told.push(`target ${ms}`);
  }
  setFallbackUrl(): void {}
  async openMic(): Promise<Awaited<ReturnType<RoomAudio["openMic"]>>> {
    this.told.push("open mic");
    return this.micAnswer;
  }
  closeMic(): void {
    this.told.push("close mic");
  }
  async devices(): Promise<{ id: string; label: string }[]> {
    return [];
  }
  talk(on: boolean): void {
    this.told.push(on ? "talk" : "hush");
  }
  setOnAir(on: boolean): void {
    this.told.push(on ? "on air" : "off air");
  }
  stats() {
    return { bufferMs: 0, targetMs: 0, jitterMs: 0, lost: 0, gaps: 0 };
  }

  /** The node says something. */
  hear(message: unknown): void {
    this.onText(JSON.stringify(message));
  }

  /** What was sent last of this kind. */
  last(what: string): Record<string, unknown> {
    return this.sent.filter((one) => one.do === what).at(-1) ?? {};
  }
}
