/** Commands on their way: each waits for its answer under its key, and is sent again under the same key when the
 *  connection was lost before the answer came. The node does it once. */

import { makeKey } from "../lib/key";
import type { AnyCommand, Refusal, Reply } from "../wire/messages";
import { Refused } from "./refused";

type Keyed = Extract<AnyCommand, { key: string }>;
type WithoutKey<C> = C extends Keyed ? Omit<C, "key"> : never;

/** A command as the rest of the page gives it, before it has its key. */
export type Wish = WithoutKey<Exclude<Keyed, { do: "hello" }>>;

interface Pending {
  text: string;
  done: (reply: Reply) => void;
  refused: (why: Refused) => void;
}

export class Outgoing {
  private pending = new Map<string, Pending>();

  /** Keeps a command until it is answered; the promise is that answer. Raises Refused. */
  keep(wish: Wish, key: string = makeKey()): { text: string; answer: Promise<Reply> } {
    const text = JSON.stringify({ ...wish, key });
    const answer = new Promise<Reply>((done, refused) => {
      this.pending.set(key, { text, done, refused });
    });
    return { text, answer };
  }

  /** The commands still unanswered, in the order they were given. */
  get unanswered(): string[] {
    return [...this.pending.values()].map((one) => one.text);
  }

  /** Takes an answer; false when nothing waited for it. */
  answered(message: Reply | Refusal): boolean {
    const waiting = this.pending.get(message.re);
    if (!waiting) return false;
    this.pending.delete(message.re);
    if ("refused" in message) waiting.refused(new Refused(message.refused, message.facts));
    else waiting.done(message);
    return true;
  }

  /** The room is over: nothing will be answered any more. */
  giveUp(code: string): void {
    for (const waiting of this.pending.values()) waiting.refused(new Refused(code));
    this.pending.clear();
  }
}
