/** The chat as this page knows it: what arrived, what is older and was fetched, and what is on its way out. */

import type { Hidden, MessageView, Picture } from "../wire/messages";

/** A message not yet taken in: `sending`, `kept` while the connection is away, or `failed` with the reason. */
export interface Draft {
  key: string;
  text: string;
  replyTo: MessageView | null;
  mentions: number[];
  whisper: boolean;
  state: "sending" | "kept" | "failed";
  why: string;
}

const KEPT = 600;

export class ChatLog {
  messages: MessageView[] = [];
  drafts: Draft[] = [];
  /** Whether there may be older messages than those here. */
  more = false;
  fetching = false;
  /** How many came since the reader last saw the end. */
  unread = 0;
  reading = false;

  /** Takes the messages of a fresh picture beside those already here. */
  begin(picture: Picture): void {
    this.merge(picture.messages);
    this.more ||= picture.messages.length >= 50;
  }

  /** Takes a message that was just written; `mine` when the reader wrote it. */
  take(message: MessageView, mine: boolean): void {
    this.merge([message]);
    if (mine) this.landed(message);
    else if (!this.reading) this.unread += 1;
    if (this.messages.length > KEPT) {
      this.messages = this.messages.slice(-KEPT);
      this.more = true;
    }
  }

  /** Takes a page of older ones. */
  takeOlder(messages: MessageView[], more: boolean): void {
    this.merge(messages);
    this.more = more;
  }

  /** A message was hidden or shown again; its text goes and comes with the event, and so do the quotes of it. */
  hide(event: Hidden): void {
    this.messages = this.messages.map((one) => {
      if (one.id === event.message)
        return { ...one, hidden: event.hidden, text: event.text, reply_text: event.quote };
      return one.reply_to === event.message ? { ...one, reply_text: event.text } : one;
    });
  }

  /** The number below which older messages are asked for. */
  get first(): number {
    return this.messages[0]?.n ?? Number.MAX_SAFE_INTEGER;
  }

  setReading(reading: boolean): void {
    this.reading = reading;
    if (reading) this.unread = 0;
  }

  draft(draft: Draft): void {
    this.drafts = [...this.drafts.filter((one) => one.key !== draft.key), draft];
  }

  drop(key: string): void {
    this.drafts = this.drafts.filter((one) => one.key !== key);
  }

  /** The event of one's own message may come before the answer to the command: then it is not shown twice. */
  private landed(message: MessageView): void {
    const at = this.drafts.findIndex(
      (one) => one.state !== "failed" && one.text.trim() === message.text.trim(),
    );
    if (at >= 0) this.drafts = this.drafts.filter((_, i) => i !== at);
  }

  private merge(messages: readonly MessageView[]): void {
    const byId = new Map(this.messages.map((one) => [one.id, one]));
    for (const one of messages) byId.set(one.id, one);
    this.messages = [...byId.values()].sort((a, b) => a.n - b.n);
  }
}
