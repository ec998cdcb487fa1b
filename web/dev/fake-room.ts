/** A room that answers the wire: a picture in the state one wants to look at, and the plainest effect of each command. */

import type {
  PersonView,
  Picture,
  Reason,
  SanctionView,
  TurnKind,
  TurnView,
  You,
} from "../src/wire/messages.ts";
import { fakeSeat, fakeSitting } from "./fake-sitting.ts";
import type { Peer } from "./socket.ts";

const people = [
  "عبد الباسط النجار",
  "سليم المرزوقي",
  "مريم بنّاني",
  "Karim B.",
  "نور الهدى",
  "أبو سليم",
  "سناء الحلبي",
  "خالد الدرعي",
  "هالة منصور",
  "ياسر القصّاب",
];
const ME: PersonView = { id: 99, number: 512, name: "أم ياسين", kind: "member", role: null };

function person(at: number): PersonView {
  return {
    id: at + 1,
    number: 100 + at * 7,
    name: people[at] ?? "?",
    kind: "member",
    role: at === 8 ? "supervisor" : null,
  };
}

function turn(
  id: number,
  who: PersonView,
  kind: TurnKind,
  reason: Reason,
  more: Partial<TurnView> = {},
): TurnView {
  return {
    id,
    stream: id,
    person: who,
    kind,
    state: "waiting",
    reason,
    asked_at: Date.now() - 400_000 + id * 1000,
    seconds: kind === "order" ? 60 : 180,
    spent_ms: 0,
    running_since: 0,
    deadline: 0,
    interrupted: false,
    skips: 0,
    room: (id % 6) + 1,
    item: 3,
    interposed_on: 0,
    off_record: false,
    text: kind === "written" ? "جرّبنا ليلة تعريف واحدة كل شهر." : "",
    ...more,
  };
}

export class FakeRoom {
  private picture: Picture;
  private you: You;
  private n = 100;
  private readonly state: string;
  private readonly wish: URLSearchParams;

  constructor(wish: URLSearchParams) {
    this.wish = wish;
    this.state = wish.get("state") ?? "listening";
    this.picture = this.draw();
    this.you = this.me();
  }

  hear(peer: Peer, message: Record<string, unknown>): void {
    const key = String(message.key ?? "");
    switch (message.do) {
      case "hello":
        this.hello(peer);
        return;
      case "ping":
        peer.say({ ev: "pong", t: message.t, now: Date.now() });
        return;
      case "heard":
        return;
      case "say":
        this.said(peer, key, message);
        return;
      case "people":
        peer.say({
          re: key,
          ok: true,
          people: people.map((_, at) => person(at)),
          more: false,
          total: people.length,
        });
        return;
      case "acts":
        peer.say({ re: key, ok: true, acts: this.acts() });
        return;
      case "history":
        peer.say({ re: key, ok: true, messages: [], more: false });
        return;
      default:
        this.deed(peer, key, message);
    }
  }

  private hello(peer: Peer): void {
    peer.say({
      ev: "welcome",
      version: 1,
      now: Date.now(),
      you: this.you,
      crowd: { live: 1906, text: 95, http: 417, named: 10 },
      picture: this.picture,
    });
    if (this.state === "reconnecting") setTimeout(() => peer.close(4004), 900);
  }

  private said(peer: Peer, key: string, message: Record<string, unknown>): void {
    if (String(message.text).includes("رفض")) {
      peer.say({ re: key, refused: "slow_mode", facts: { seconds: 30, wait: 12 } });
      return;
    }
    this.n += 1;
    peer.say({
      ev: "said",
      n: this.n,
      at: Date.now(),
      by: "",
      message: {
        id: this.n,
        n: this.n,
        person: ME,
        text: message.text,
        at: Date.now(),
        reply_to: message.reply_to ?? null,
        reply_name: "",
        reply_text: "",
        mentions: message.mentions ?? [],
        whisper: message.whisper ?? false,
        hidden: false,
      },
    });
    peer.say({ re: key, ok: true, n: this.n });
  }

  private deed(peer: Peer, key: string, message: Record<string, unknown>): void {
    const { picture } = this;
    const mine = picture.turns.find((one) => one.person.id === ME.id);
    let turns: TurnView[] = [];
    let gone: number[] = [];
    let line = null;
    if (message.do === "ask")
      turns = [turn(77, ME, message.kind as TurnKind, "in_order", { text: String(message.text ?? "") })];
    if (message.do === "start" && mine)
      turns = [{ ...mine, state: "speaking", running_since: Date.now(), deadline: 0 }];
    if (message.do === "finish" && mine)
      turns = [{ ...mine, state: "finished", spent_ms: 90_000, running_since: 0 }];
    if (message.do === "withdraw" && mine) gone = [mine.id];
    if (message.do === "close_line" || message.do === "open_line")
      line = { closed: message.do === "close_line", closed_at: Date.now(), closed_by: "هالة منصور" };
    const live = [
      ...picture.turns.filter((one) => !gone.includes(one.id) && !turns.some((t) => t.id === one.id)),
      ...turns.filter((one) => one.state !== "finished"),
    ];
    const order = live
      .filter((one) => one.state === "waiting" || one.state === "paused")
      .map((one) => one.id);
    this.picture = { ...picture, turns: live, order };
    this.n += 1;
    peer.say({
      ev: "floor",
      what: WHAT[String(message.do)] ?? "settled",
      turns,
      order,
      gone,
      line,
      subject: turns[0]?.id ?? null,
      why: "",
      act: null,
      n: this.n,
      at: Date.now(),
      by: "",
    });
    peer.say({ re: key, ok: true, n: this.n, act: 5 });
  }

  private me(): You {
    const visitor = this.wish.has("visitor");
    const sanctions: SanctionView[] =
      this.state === "dotted"
        ? [
            {
              id: 1,
              person: ME,
              kind: "voice",
              since: Date.now() - 600_000,
              until: Date.now() + 900_000,
              by: "هالة منصور",
              why: "مقاطعة متكررة لكلمة غيرك",
            },
          ]
        : [];
    const can = visitor ? ["listen"] : ["listen", "ask", "write"];
    return {
      person: visitor ? null : { ...ME, role: this.wish.has("staff") ? "supervisor" : null },
      can: (this.wish.has("staff")
        ? [...can, "supervise", "chair", "record"]
        : [...can, "vote"]) as You["can"],
      sanctions,
      seat: this.wish.has("sitting") ? fakeSeat(this.wish.has("staff")) : null,
      ticket: "fresh-ticket",
      ticket_until: Date.now() + 600_000,
    };
  }

  private draw(): Picture {
    const now = Date.now();
    const { state } = this;
    const speakers = Number(this.wish.get("speakers") ?? 1);
    const onAir =
      this.wish.has("empty") || state === "suspended"
        ? []
        : state === "air"
          ? [turn(50, ME, "contribution", "in_order", { state: "speaking", running_since: now - 152_000 })]
          : Array.from({ length: speakers }, (_, i) =>
              turn(50 + i, person(6 + i), "contribution", "in_order", {
                state: "speaking",
                running_since: now - 90_000 - i * 20_000,
              }),
            );
    const line: TurnView[] = this.wish.has("empty")
      ? []
      : [
          turn(1, person(0), "order", "order"),
          turn(2, person(1), "reply", "reply"),
          turn(3, person(2), "contribution", "not_heard_yet"),
          turn(4, person(3), "contribution", "not_heard_yet"),
          turn(5, person(4), "contribution", "in_order"),
          turn(6, person(5), "written", "written"),
        ];
    const mine = turn(60, ME, "contribution", "not_heard_yet");
    if (["waiting", "reconnecting", "nomic"].includes(state)) line.splice(3, 0, mine);
    if (state === "next") line.splice(0, 2, mine);
    if (state === "called") {
      line.splice(0, 2);
      onAir.splice(0, 1, { ...mine, state: "called", deadline: now + 12_500 });
    }
    const at = (minutes: number) => now - minutes * 60_000;
    const message = (n: number, who: number, text: string, minutes: number, more = {}) => ({
      id: n,
      n,
      person: person(who),
      text,
      at: at(minutes),
      reply_to: null,
      reply_name: "",
      reply_text: "",
      mentions: [],
      whisper: false,
      hidden: false,
      ...more,
    });
    return {
      n: this.n,
      room: {
        id: 1,
        slug: "makers",
        name: "غرفة صنّاع الحياة",
        tint: 1,
        doors: "open",
        rules: {
          microphones: Math.max(1, speakers),
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
          visitors_ask: this.wish.has("visitor"),
          visitors_write: this.wish.has("visitor"),
          links: "members",
          slow_seconds: 0,
        },
      },
      gathering: {
        id: 7,
        title: "سهرة الأحد",
        opened_at: at(42),
        suspended_at: state === "suspended" ? at(3) : 0,
        suspended_until: state === "suspended" ? now + 720_000 : 0,
      },
      line: {
        closed: state === "closed",
        closed_at: state === "closed" ? at(2) : 0,
        closed_by: state === "closed" ? "هالة منصور" : "",
      },
      turns: [...onAir, ...line],
      order: line.map((one) => one.id),
      spoke: [
        [9, 460_000],
        [7, 175_000],
        [8, 180_000],
      ].map(([who, ms], i) =>
        turn(200 + i, person(who!), "contribution", "in_order", { state: "finished", spent_ms: ms! }),
      ),
      messages: [
        message(41, 7, "هل جُرّبت الطريقة الثانية في غرفة صغيرة؟ لا نبلغ الثلاثين في أحسن لياليهم.", 6),
        message(42, 8, "قُيّد سؤالك، وهو الثاني بين الأسئلة المكتوبة. https://multaqa.example/rooms", 5, {
          reply_to: 41,
          reply_name: "خالد الدرعي",
          reply_text: "هل جُرّبت الطريقة الثانية في غرفة صغيرة؟",
        }),
        message(43, 3, "We tried it with twenty people, and it worked.", 4),
        message(44, 2, "كلام حُجب", 4, { hidden: true, text: "" }),
        message(45, 4, "@خالد الدرعي نعم، وابدأ بليلة واحدة في الشهر.", 3, { mentions: [8] }),
      ],
      pinned: message(40, 8, "الورقة وملخّصها في صفحة الدورة. تُقرأ الأسئلة المكتوبة بعد كل ثلاث مداخلات.", 30),
      staff: [person(8)],
      sanctions: [],
      sitting: this.wish.has("sitting") ? fakeSitting(this.wish.get("sitting") ?? "", person, ME) : null,
    };
  }

  private acts(): unknown[] {
    const act = (id: number, what: string, subject: string, minutes: number, more = {}) => ({
      id,
      what,
      by: "هالة منصور",
      at: Date.now() - minutes * 60_000,
      subject,
      why: "",
      facts: {},
      undone_at: 0,
      undone_by: "",
      can_undo: false,
      ...more,
    });
    return [
      act(9, "moved", "مريم بنّاني", 1, { facts: { place: 3 }, can_undo: true }),
      act(8, "extended", "ياسر القصّاب", 2, { facts: { seconds: 60 } }),
      act(7, "sanctioned", "Karim B.", 4, { facts: { kind: "voice" }, why: "مقاطعة", can_undo: true }),
      act(6, "line_closed", "", 9, { undone_at: Date.now() - 8 * 60_000, undone_by: "هالة منصور" }),
    ];
  }
}

const WHAT: Readonly<Record<string, string>> = {
  ask: "asked",
  start: "started",
  finish: "finished",
  withdraw: "withdrawn",
  close_line: "line_closed",
  open_line: "line_opened",
  lower_hands: "hands_lowered",
  extend: "extended",
  call: "called",
  revoke: "revoked",
  pause: "paused",
  decline: "declined",
};
