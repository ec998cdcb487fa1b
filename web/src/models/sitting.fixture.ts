/** A sitting for the tests and for looking at: three rooms, an agenda of four items, a paper, a vote. */

import type { BallotView, ItemView, SeatView, SittingView, YourSeat } from "../wire/messages";
import { khalid, NOW, noor, person, salma } from "./scenes";

export const amal = person(21, "أمل");

export function seat(room: number, name: string, more: Partial<SeatView> = {}): SeatView {
  return {
    room,
    slug: `room-${room}`,
    name,
    tint: room,
    delegate: null,
    alternate: null,
    holder: 0,
    present: false,
    spent_ms: 0,
    ...more,
  };
}

export function item(id: number, title: string, more: Partial<ItemView> = {}): ItemView {
  return {
    id,
    number: String(id),
    kind: "discussion",
    title,
    minutes: 20,
    state: "planned",
    note: "",
    presenter: null,
    spent_ms: 0,
    running_since: 0,
    paper: null,
    page: 1,
    url: "",
    do_not_record: false,
    ...more,
  };
}

/** A vote by three rooms, of which one has voted. */
export function ballot(more: Partial<BallotView> = {}): BallotView {
  return {
    id: 5,
    item: 3,
    question: "تمديد البند ٣ عشر دقائق",
    method: "yes_no",
    majority: "simple",
    base: "cast",
    secret: false,
    state: "opened",
    choices: [
      { id: 51, text: "", code: "for", count: -1 },
      { id: 52, text: "", code: "against", count: -1 },
      { id: 53, text: "", code: "abstain", count: -1 },
    ],
    most: 1,
    entitled: [1, 2],
    voted: [2],
    choices_of: {},
    adopted: null,
    winner: 0,
    tie: false,
    quorum_at_opening: { present: 2, needed: 2, seats: 3 },
    quorum_at_closing: null,
    opened_at: NOW - 60_000,
    closed_at: 0,
    ...more,
  };
}

export function sitting(more: Partial<SittingView> = {}): SittingView {
  return {
    id: 4,
    kind: "open",
    title: "الاجتماع المفتوح",
    alliance: "تحالف الغرف",
    page: "/alliances/one/cycles/3",
    state: "in_session",
    starts_at: NOW - 2_500_000,
    seats: [
      seat(1, "غرفة صنّاع الحياة", { delegate: salma, alternate: amal, holder: salma.id, present: true }),
      seat(2, "غرفة مجلس الضياء", { delegate: khalid, holder: khalid.id, present: true, spent_ms: 250_000 }),
      seat(3, "غرفة سُقيا"),
    ],
    places: [{ person: noor, capacity: "chair", about: "", present: true }],
    items: [
      item(1, "الافتتاح وإعلان النصاب", { state: "done", minutes: 10, spent_ms: 480_000 }),
      item(2, "متابعة تكليفات الدورة الثانية", { state: "done", minutes: 15, spent_ms: 840_000 }),
      item(3, "خمس طرائق للوصول إلى من لا يعرف غرفنا", {
        state: "current",
        kind: "paper",
        minutes: 25,
        spent_ms: 1_200_000,
        presenter: khalid,
        paper: { title: "خمس طرائق", pages: 3, pages_url: "/papers/9/{page}.png", file_url: "/papers/9.pdf" },
        page: 2,
      }),
      item(4, "كلمة ضيف اللقاء: أدب الحوار مع المخالف", { kind: "word" }),
    ],
    current: 3,
    quorum: { present: 2, needed: 2, seats: 3 },
    ballots: [],
    recorded: true,
    seconds_a_room: 360,
    next_starts_at: 0,
    opened_at: NOW - 40 * 60_000,
    suspended_for: "",
    decisions: [],
    ...more,
  };
}

/** The seat of the delegate of the first room. */
export function delegateSeat(more: Partial<YourSeat> = {}): YourSeat {
  return {
    capacity: "delegate",
    room: 1,
    holds_seat: true,
    do_not_record: false,
    votes: {},
    receipts: {},
    ...more,
  };
}
