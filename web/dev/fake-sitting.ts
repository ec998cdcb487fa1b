/** The sitting of the fake room: twelve rooms, seven items, an open vote. `sitting=lobby|adjourned|paper|result` shows others. */

import type {
  BallotView,
  ItemView,
  PersonView,
  SeatView,
  SittingView,
  YourSeat,
} from "../src/wire/messages.ts";

const ROOMS = [
  "غرفة صنّاع الحياة",
  "غرفة مجلس الضياء",
  "غرفة واحة القرّاء",
  "غرفة ديوان الأدب",
  "غرفة رفقاء العلم",
  "غرفة نادي اللسان",
  "غرفة سُقيا",
  "غرفة مرافئ",
  "غرفة حديث المساء",
  "غرفة بيت التجربة",
  "غرفة أمهات الغد",
  "غرفة ضفاف",
];
const ITEMS: readonly [string, number][] = [
  ["الافتتاح وإعلان النصاب", 10],
  ["متابعة تكليفات الدورة الثانية", 15],
  ["خمس طرائق للوصول إلى من لا يعرف غرفنا", 25],
  ["كلمة ضيف اللقاء: أدب الحوار مع المخالف", 20],
  ["أسئلة الحضور للضيف", 20],
  ["مقترح: يوم موحّد للتعريف بالغرف", 20],
  ["ما يستجد من أعمال، والختام", 10],
];
const PAGE =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 160 90'%3E%3Crect width='160' height='90' fill='%23fff'/%3E%3Ctext x='70' y='50'%3E{page}%3C/text%3E%3C/svg%3E";

export function fakeSeat(chairing: boolean): YourSeat {
  return {
    capacity: chairing ? "chair" : "delegate",
    room: chairing ? 0 : 1,
    holds_seat: !chairing,
    do_not_record: false,
    votes: {},
    receipts: {},
  };
}

export function fakeSitting(wish: string, person: (at: number) => PersonView, me: PersonView): SittingView {
  const over = wish === "adjourned";
  const green = wish === "lobby";
  return {
    id: 4,
    kind: "open",
    title: "الاجتماع المفتوح",
    alliance: "تحالف الغرف",
    page: "/home",
    state: over ? "adjourned" : green ? "lobby" : "in_session",
    starts_at: Date.now() + (green ? 600_000 : -2_520_000),
    seats: ROOMS.map((name, at) => seat(name, at, person, me)),
    places: [{ person: person(8), capacity: "secretary", about: "", present: true }],
    items: ITEMS.map(([title, minutes], at) => item(title, minutes, at, green ? -1 : 2, wish === "paper")),
    current: green ? 0 : 3,
    quorum: { present: 10, needed: 8, seats: 12 },
    ballots: over || green || wish === "paper" ? [] : [ballot(wish === "result")],
    recorded: true,
    seconds_a_room: 360,
    next_starts_at: 0,
    decisions: over || green ? [] : ["اعتماد جدول الأعمال."],
  };
}

function seat(name: string, at: number, person: (at: number) => PersonView, me: PersonView): SeatView {
  return {
    room: at + 1,
    slug: `r${at}`,
    name,
    tint: (at % 6) + 1,
    delegate: at === 0 ? me : at < 10 ? person(at) : null,
    alternate: at === 0 ? person(9) : null,
    holder: at === 0 ? me.id : at < 8 ? at + 1 : 0,
    present: at < 10,
    spent_ms: 160_000,
  };
}

function item(title: string, minutes: number, at: number, now: number, paper: boolean): ItemView {
  return {
    id: at + 1,
    number: String(at + 1),
    kind: "discussion",
    title,
    minutes,
    state: at < now ? "done" : at === now ? "current" : "planned",
    note: "",
    presenter: null,
    spent_ms: at <= now ? minutes * 50_000 : 0,
    running_since: at === now ? Date.now() : 0,
    paper:
      at === now && paper
        ? { title: "خمس طرائق للتعريف", pages: 6, pages_url: PAGE, file_url: "/home" }
        : null,
    page: 2,
    url: "",
    do_not_record: false,
  };
}

function ballot(done: boolean): BallotView {
  return {
    id: 5,
    item: 3,
    question: "تمديد البند ٣ عشر دقائق",
    method: "yes_no",
    majority: "simple",
    base: "cast",
    secret: false,
    state: done ? "published" : "opened",
    choices: [
      { id: 51, text: "", code: "for", count: done ? 7 : -1 },
      { id: 52, text: "", code: "against", count: done ? 2 : -1 },
      { id: 53, text: "", code: "abstain", count: done ? 1 : -1 },
    ],
    most: 1,
    entitled: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    voted: [2, 3, 5],
    choices_of: done ? { "1": [51], "2": [52] } : {},
    adopted: done ? true : null,
    winner: 0,
    tie: false,
    quorum_at_opening: { present: 10, needed: 8, seats: 12 },
    quorum_at_closing: done ? { present: 10, needed: 8, seats: 12 } : null,
    opened_at: Date.now() - 60_000,
    closed_at: 0,
  };
}
