/** The live room in this browser: the picture, who one is, the sound, and what one may do. One object outlives the
 *  pages, so that listening goes on while other pages are read. */

import type { RoomAudio } from "../audio";
import { makeKey } from "../lib/key";
import { Signal } from "../lib/signal";
import { moment } from "../lib/time";
import { refusal, untilLifted } from "../lib/words";
import { type Facts, Refused } from "../session/refused";
import { type Connection, type Entrance, Session } from "../session/session";
import type { Ticket } from "../session/ticket";
import type {
  Ability,
  AnyEvent,
  Crowd,
  LastingEvent,
  PersonView,
  Picture,
  Reply,
  SittingView,
  TurnKind,
  TurnView,
  You,
} from "../wire/messages";
import { ChatLog, type Draft } from "./chat-log";
import { type DockState, dockState } from "./dock-state";
import { fold } from "./fold";
import { fromSpoke, type Happening, withNews } from "./happenings";
import { Microphone } from "./microphone";
import { turnOf } from "./place";

type Wish = Parameters<Session["do"]>[0];

export interface Toast {
  text: string;
  act: number;
}

const TARGET_SPEAKER_MS = 80;
const TARGET_LISTENER_MS = 300;
const UNDO_MS = 15_000;

export class LiveRoom {
  readonly changed = new Signal();
  /** A voice's level moved; many times a second. */
  readonly leveled = new Signal();
  readonly session: Session;
  readonly mic: Microphone;
  readonly chat = new ChatLog();

  picture: Picture | null = null;
  you: You | null = null;
  crowd: Crowd | null = null;
  news: Happening[] = [];
  here = new Map<number, PersonView>();
  levels = new Map<number, { active: boolean; level: number }>();
  volumes = new Map<number | "all", number>();
  listening = false;
  busy = new Set<string>();
  toast: Toast | null = null;
  notice = "";
  private toastTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    readonly slug: string,
    readonly audio: RoomAudio,
    entrance: Entrance,
  ) {
    this.mic = new Microphone(audio);
    this.session = new Session(audio, entrance);
    this.session.heard.hear((event) => this.take(event));
    this.session.changed.hear(() => this.joined());
    this.mic.changed.hear(() => this.changed.tell());
    this.mic.leveled.hear(() => this.leveled.tell());
    audio.setFallbackUrl(`/rooms/${slug}/listen.m3u8`);
    audio.onStream = (stream, active, level) => this.voice(stream, active, level);
  }

  // ── what is so ──

  get connection(): Connection {
    return this.session.connection;
  }

  get door(): "live" | "text" {
    return this.audio.rung === "text" ? "text" : this.session.door;
  }

  get now(): number {
    return this.session.clock.now();
  }

  get myTurn(): TurnView | null {
    return this.picture ? turnOf(this.picture, this.you?.person?.id) : null;
  }

  get dock(): DockState {
    return dockState(
      this.picture,
      this.you,
      { state: this.connection, door: this.door },
      this.mic.state,
      this.now,
    );
  }

  /** The sitting this gathering is; null in an everyday room. */
  get sitting(): SittingView | null {
    return this.picture?.sitting ?? null;
  }

  /** Whether this browser can send a voice at all; without it a written contribution is still open. */
  get canSpeak(): boolean {
    return this.audio.canSpeak;
  }

  can(ability: Ability): boolean {
    return this.you?.can.includes(ability) ?? false;
  }

  // ── the floor, for oneself ──

  /** Takes a place first and asks for the microphone after: a refusal never costs the place. Whoever asks to speak
   *  wants to hear, so the press opens the sound too, where it is not off by choice. */
  async ask(kind: TurnKind, text = "", to: number | null = null): Promise<boolean> {
    if (!this.listening && this.door === "live") void this.listen();
    const asked = await this.do({ do: "ask", kind, text, ...(to === null ? {} : { to }) });
    if (asked && kind !== "written") void this.mic.permit();
    return asked !== null;
  }

  /** The called person presses: the microphone first, then on air. */
  async start(): Promise<void> {
    if (await this.mic.open()) await this.do({ do: "start" });
  }

  /** Comes back to an interrupted turn. */
  async restore(): Promise<void> {
    if (await this.mic.open()) await this.do({ do: "restore" });
  }

  /** The request becomes a text, at the end of the line. */
  async makeWritten(text: string): Promise<boolean> {
    if ((await this.do({ do: "withdraw" })) === null) return false;
    return this.ask("written", text);
  }

  // ── commands ──

  /** Does something and tells the reader when it was refused; null then. `busy` holds the command's name meanwhile. */
  async do(wish: Wish): Promise<Reply | null> {
    this.busy.add(wish.do);
    this.notice = "";
    this.changed.tell();
    try {
      return await this.session.do(wish);
    } catch (why) {
      this.notice = sentence(why, this.now);
      return null;
    } finally {
      this.busy.delete(wish.do);
      this.changed.tell();
    }
  }

  /** An act of order: done at once, with its undo beside it for fifteen seconds. */
  async act(wish: Wish, said: string): Promise<boolean> {
    const reply = await this.do(wish);
    if (reply) this.showToast({ text: said, act: reply.act ?? 0 });
    return reply !== null;
  }

  async undo(act: number): Promise<void> {
    this.showToast(null);
    await this.do({ do: "undo", act });
  }

  showToast(toast: Toast | null): void {
    if (this.toastTimer) clearTimeout(this.toastTimer);
    this.toast = toast;
    this.toastTimer = toast
      ? setTimeout(() => this.showToast(null), toast.act ? UNDO_MS : UNDO_MS / 3)
      : null;
    this.changed.tell();
  }

  dismiss(): void {
    this.notice = "";
    this.changed.tell();
  }

  // ── words ──

  /** Writes a message; it stands in the chat at once, and says so when it could not be sent. */
  say(text: string, more: Pick<Draft, "replyTo" | "mentions" | "whisper">): void {
    this.send({ key: makeKey(), text, ...more, state: "sending", why: "" });
  }

  /** Sends a draft, for the first time or again. Another try after a refusal is another act, with a key of its own. */
  send(draft: Draft): void {
    const key = draft.state === "failed" ? makeKey() : draft.key;
    if (key !== draft.key) this.chat.drop(draft.key);
    const sent: Draft = { ...draft, key, state: this.connection === "open" ? "sending" : "kept", why: "" };
    this.chat.draft(sent);
    this.changed.tell();
    const { text, mentions, whisper, replyTo } = sent;
    this.session
      .do({ do: "say", text, mentions, whisper, reply_to: replyTo?.id ?? null }, key)
      .then(
        () => this.chat.drop(key),
        (why) => this.chat.draft({ ...sent, state: "failed", why: sentence(why, this.now) }),
      )
      .finally(() => this.changed.tell());
  }

  async older(): Promise<void> {
    if (!this.chat.more || this.chat.fetching) return;
    this.chat.fetching = true;
    const reply = await this.do({ do: "history", before: this.chat.first });
    this.chat.fetching = false;
    if (reply?.messages) this.chat.takeOlder(reply.messages, reply.more ?? false);
    this.changed.tell();
  }

  // ── sound ──

  async listen(): Promise<void> {
    if (this.session.door === "text") this.follow("live");
    this.listening = true;
    this.changed.tell();
    try {
      await this.audio.listen();
    } catch {
      this.listening = false; // the browser wants another press
    }
    this.changed.tell();
  }

  silence(): void {
    this.listening = false;
    this.audio.silence();
    this.changed.tell();
  }

  setVolume(stream: number | "all", gain: number): void {
    this.volumes.set(stream, gain);
    this.audio.setVolume(stream, gain);
    this.changed.tell();
  }

  /** Another door, without leaving. */
  follow(door: "live" | "text"): void {
    this.session.door = door;
    if (door === "text") this.silence();
    void this.do({ do: "door", door });
  }

  // ── coming and going ──

  /** With a name, one enters again as oneself. */
  named(ticket: Ticket): void {
    this.session.again(ticket);
  }

  leave(): void {
    this.mic.setOnAir(false);
    this.mic.close();
    this.silence();
    this.session.leave();
  }

  // ── what comes ──

  private take(event: AnyEvent): void {
    switch (event.ev) {
      case "welcome":
        this.welcomed(event.picture, event.you, event.crowd);
        break;
      case "you":
        this.meet(event.you);
        break;
      case "crowd":
        this.crowd = event.crowd;
        break;
      case "presence":
        for (const person of event.came) this.here.set(person.id, person);
        for (const id of event.left) this.here.delete(id);
        break;
      default:
        if ("n" in event) this.lasting(event);
    }
    this.settle();
    this.changed.tell();
  }

  private welcomed(picture: Picture | null, you: You, crowd: Crowd): void {
    this.crowd = crowd;
    this.meet(you);
    if (!picture) return;
    this.picture = picture;
    this.chat.begin(picture);
    if (this.news.length === 0) this.news = fromSpoke(picture.spoke);
  }

  private meet(you: You): void {
    this.you = you;
    this.audio.setMinTargetMs(you.can.includes("ask") ? TARGET_SPEAKER_MS : TARGET_LISTENER_MS);
  }

  private lasting(event: LastingEvent): void {
    if (!this.picture) return;
    if (event.ev === "floor") this.news = withNews(this.news, this.picture, event);
    if (event.ev === "said") this.chat.take(event.message, event.message.person.id === this.you?.person?.id);
    if (event.ev === "hidden") this.chat.hide(event);
    this.picture = fold(this.picture, event);
  }

  /** Puts the microphone and the sound in step with the picture. */
  private settle(): void {
    const turn = this.myTurn;
    this.mic.setOnAir(turn?.state === "speaking" && this.connection === "open");
    const green = this.picture?.sitting?.state === "lobby"; // there the mic is checked before anybody may ask
    if (!turn && !green && this.mic.checking) this.mic.finishCheck();
    if (!turn && this.mic.state !== "ready" && this.mic.state !== "asking") this.mic.state = "off";
  }

  private joined(): void {
    this.audio.roomClockOffset = this.session.clock.now() - performance.now();
    if (this.connection !== "open") this.mic.hold(false);
    for (const draft of this.chat.drafts)
      if (draft.state !== "failed") draft.state = this.connection === "open" ? "sending" : "kept";
    this.changed.tell();
  }

  private voice(stream: number, active: boolean, level: number): void {
    const before = this.levels.get(stream)?.active ?? false;
    this.levels.set(stream, { active, level });
    this.leveled.tell();
    if (before !== active) this.changed.tell();
  }
}

/** Why something was refused, as a sentence; times are said as hours. */
export function sentence(why: unknown, now: number): string {
  return why instanceof Refused ? refusal(why.code, shown(why.facts, now)) : refusal("unavailable", {});
}

function shown(facts: Facts, now: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      TIMES.has(name) ? time(Number(value), now) : String(value ?? ""),
    ]),
  );
}

const TIMES = new Set(["until", "at", "since"]);

function time(at: number, now: number): string {
  return at === 0 ? untilLifted() : moment(at, now);
}
