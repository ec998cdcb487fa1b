/** One person's presence in one room: enters with a ticket, comes back after a loss with the number of the last event
 *  it saw and the commands nobody answered, and knows when not to come back. Sees no picture: it only tells what came. */

import { makeKey } from "../lib/key";
import { Signal } from "../lib/signal";
import {
  type AnyEvent,
  type Hello,
  type Refusal,
  type Reply,
  VERSION,
  type Welcome,
  type You,
  type YouChanged,
} from "../wire/messages";
import { RoomClock } from "./clock";
import { readClose } from "./closing";
import { Outgoing, type Wish } from "./outgoing";
import { Refused } from "./refused";
import { fetchTicket, type Ticket } from "./ticket";

/** What the session needs of the socket; the audio worker holds the real one. */
export interface Wire {
  open(url: string): void;
  close(code?: number): void;
  send(text: string): boolean;
  onText: (text: string) => void;
  onOpen: () => void;
  onClose: (code: number, reason: string) => void;
}

/** `opening` the first time, `open`, `away` while coming back, `ended` when one does not. */
export type Connection = "opening" | "open" | "away" | "ended";

export interface Entrance {
  ticketUrl: string;
  door: "live" | "text";
  fetch?: (url: string) => Promise<Ticket>;
}

const PING_MS = 10_000;
const FIRST_PINGS_MS = [0, 700, 2_000];

export class Session {
  readonly clock = new RoomClock();
  /** Every numbered and fleeting event, in order, each number once. */
  readonly heard = new Signal<AnyEvent>();
  readonly changed = new Signal();

  connection: Connection = "opening";
  /** The name of the close code, or the refusal, that ended it. */
  ended: { name: string; refused?: Refused; said?: string } | null = null;
  lastHeardAt = 0;
  door: "live" | "text";

  private outgoing = new Outgoing();
  private n: number | null = null;
  private gathering: number | null = null;
  private ticket: Ticket | null = null;
  private freshTicket = "";
  private attempt = 0;
  private hello = "";
  private pings: ReturnType<typeof setTimeout>[] = [];
  private comeBack: ReturnType<typeof setTimeout> | null = null;
  private renewal: ReturnType<typeof setTimeout> | null = null;
  private unanswered = 0;

  constructor(
    private readonly wire: Wire,
    private readonly entrance: Entrance,
  ) {
    this.door = entrance.door;
    wire.onOpen = () => this.sayHello();
    wire.onText = (text) => this.take(text);
    wire.onClose = (code, reason) => this.lost(code, reason);
    if (typeof addEventListener === "function") addEventListener("online", this.hurry);
  }

  /** Fetches a ticket and opens the socket. */
  async enter(): Promise<void> {
    this.comeBack = null;
    try {
      this.ticket ??= await (this.entrance.fetch ?? fetchTicket)(this.entrance.ticketUrl);
    } catch (why) {
      this.noTicket(why);
      return;
    }
    if (this.connection !== "ended") this.wire.open(socketUrl(this.ticket.wsPath));
  }

  /** Sends a command and answers with what came of it, after commit. While away it is kept and sent on return.
   *  Raises Refused. */
  do(wish: Wish, key: string = makeKey()): Promise<Reply> {
    if (this.connection === "ended") return Promise.reject(new Refused("gathering_closed"));
    const { text, answer } = this.outgoing.keep(wish, key);
    if (this.connection === "open") this.wire.send(text);
    return answer;
  }

  /** Leaves for good. */
  leave(): void {
    this.finish("left");
    this.wire.close(1000);
  }

  /** Comes in again with what is known now: after a name was given, or from a page that had been replaced. */
  again(ticket: Ticket | null = null): void {
    this.ticket = ticket;
    this.freshTicket = "";
    this.ended = null;
    this.attempt = 0;
    this.connection = this.n === null ? "opening" : "away";
    this.changed.tell();
    this.stopTimers();
    this.wire.close(1000);
    void this.enter();
  }

  /** Tries now instead of at the appointed time. */
  hurry = (): void => {
    if (this.connection === "open" || this.connection === "ended" || this.comeBack === null) return;
    clearTimeout(this.comeBack);
    void this.enter();
  };

  private sayHello(): void {
    if (!this.ticket) return;
    this.hello = makeKey();
    const hello: Hello = {
      do: "hello",
      ticket: this.freshTicket || this.ticket.ticket,
      version: VERSION,
      door: this.door,
      key: this.hello,
      ...(this.n === null ? {} : { since: this.n, gathering: this.gathering }),
    };
    this.wire.send(JSON.stringify(hello));
  }

  private take(text: string): void {
    const message = JSON.parse(text) as AnyEvent | Reply | Refusal;
    this.lastHeardAt = Date.now();
    if ("re" in message) this.answered(message);
    else if (message.ev === "welcome") this.welcomed(message);
    else if (message.ev === "pong") this.ponged(message.t, message.now);
    else if (message.ev === "you") this.meet(message);
    else if ("n" in message) this.numbered(message);
    else this.heard.tell(message);
  }

  private answered(message: Reply | Refusal): void {
    if (message.re === this.hello && "refused" in message) {
      this.finish(message.refused, new Refused(message.refused, message.facts));
      return;
    }
    if ("you" in message && message.you) this.meet({ ev: "you", you: message.you });
    this.outgoing.answered(message);
  }

  private welcomed(welcome: Welcome): void {
    this.clock.guess(welcome.now);
    if (welcome.picture) {
      this.n = welcome.picture.n;
      this.gathering = welcome.picture.gathering.id;
    }
    this.connection = "open";
    this.attempt = 0;
    this.keepPinging();
    this.keepTicket(welcome.you);
    this.heard.tell(welcome);
    this.changed.tell();
    for (const text of this.outgoing.unanswered) this.wire.send(text);
  }

  private meet(event: YouChanged): void {
    this.keepTicket(event.you);
    this.heard.tell(event);
  }

  /** A ticket is renewed over the socket well before it ends, so that a long evening needs no page behind it. */
  private keepTicket(you: You): void {
    if (!you.ticket) return;
    this.freshTicket = you.ticket;
    if (this.renewal) clearTimeout(this.renewal);
    const left = you.ticket_until - this.clock.now();
    if (you.ticket_until)
      this.renewal = setTimeout(() => this.renew(), Math.min(Math.max(left * 0.7, 5_000), 2 ** 31 - 1));
  }

  private renew(): void {
    if (this.connection === "open") void this.do({ do: "renew" }).catch(() => undefined);
  }

  /** Each number once and none left out: a hole means something was lost, and the socket is opened again from there. */
  private numbered(event: Extract<AnyEvent, { n: number }>): void {
    if (this.n === null || event.n <= this.n) return;
    if (event.n > this.n + 1) {
      this.wire.close(1000);
      this.lost(1006, "gap");
      return;
    }
    this.n = event.n;
    this.heard.tell(event);
    if (event.ev === "closed") this.finish("gathering_ended", undefined, event.why);
  }

  private keepPinging(): void {
    this.stopTimers();
    this.clock.forget();
    this.unanswered = 0;
    this.pings = FIRST_PINGS_MS.map((after) => setTimeout(() => this.ping(), after));
    this.pings.push(setInterval(() => this.ping(), PING_MS));
  }

  private ping(): void {
    if (this.unanswered >= FIRST_PINGS_MS.length) {
      this.wire.close(1000);
      this.lost(1006, "silent");
      return;
    }
    this.unanswered += 1;
    this.wire.send(JSON.stringify({ do: "ping", t: Math.round(this.clock.local()) }));
  }

  private ponged(t: number, now: number): void {
    this.unanswered = 0;
    this.clock.heard(t, now);
    this.changed.tell();
  }

  private lost(code: number, reason: string): void {
    const byUs = code === 1000; // whoever closes it here has said already what comes next
    if (byUs || this.connection === "ended" || this.comeBack !== null) return;
    this.stopTimers();
    this.attempt += 1;
    const closing = readClose(code, this.attempt);
    if (closing.backIn === null) {
      this.finish(closing.name, undefined, reason);
      return;
    }
    if (closing.fresh) this.forgetTicket();
    if (closing.afresh) this.n = null;
    this.connection = this.connection === "opening" ? "opening" : "away";
    this.comeBack = setTimeout(() => void this.enter(), closing.backIn);
    this.changed.tell();
  }

  private noTicket(why: unknown): void {
    if (why instanceof Refused) this.finish(why.code, why);
    else this.lost(1006, "no ticket");
  }

  private forgetTicket(): void {
    this.ticket = null;
    this.freshTicket = "";
  }

  private finish(name: string, refused?: Refused, said = ""): void {
    this.stopTimers();
    this.ended = { name, said, ...(refused ? { refused } : {}) };
    this.connection = "ended";
    this.outgoing.giveUp(refused?.code ?? "gathering_closed");
    this.changed.tell();
  }

  private stopTimers(): void {
    for (const timer of this.pings) clearTimeout(timer);
    this.pings = [];
    if (this.renewal) clearTimeout(this.renewal);
    this.renewal = null;
    if (this.comeBack !== null) clearTimeout(this.comeBack);
    this.comeBack = null;
  }
}

function socketUrl(path: string): string {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
