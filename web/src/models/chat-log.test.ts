import { expect, test } from "vitest";
import type { MessageView } from "../wire/messages";
import { ChatLog, type Draft } from "./chat-log";
import { khalid, NOW, picture, salma } from "./scenes";

function message(n: number, text = `${n}`, who = khalid): MessageView {
  return {
    id: n,
    n,
    person: who,
    text,
    at: NOW,
    reply_to: null,
    reply_name: "",
    reply_text: "",
    mentions: [],
    whisper: false,
    hidden: false,
  };
}

const draft: Draft = {
  key: "k",
  text: "سلام",
  replyTo: null,
  mentions: [],
  whisper: false,
  state: "sending",
  why: "",
};

test("older messages stand before the newer, and none twice", () => {
  const log = new ChatLog();
  log.begin(picture([], { messages: [message(5), message(6)] }));
  log.takeOlder([message(3), message(5)], false);
  expect(log.messages.map((one) => one.n)).toEqual([3, 5, 6]);
  expect(log.first).toBe(3);
});

test("what came while nobody looked is counted until they look", () => {
  const log = new ChatLog();
  log.take(message(5), false);
  log.take(message(6), false);
  expect(log.unread).toBe(2);
  log.setReading(true);
  log.take(message(7), false);
  expect(log.unread).toBe(0);
});

test("one's own message is not shown twice when its event comes before its answer", () => {
  const log = new ChatLog();
  log.draft(draft);
  log.take(message(5, "سلام", salma), true);
  expect(log.drafts).toEqual([]);
  expect(log.unread).toBe(0);
});

test("a failed message keeps its text until it is sent again or discarded", () => {
  const log = new ChatLog();
  log.draft({ ...draft, state: "failed", why: "بطيء" });
  log.take(message(5, "سلام", salma), true);
  expect(log.drafts).toHaveLength(1);
  log.drop("k");
  expect(log.drafts).toEqual([]);
});
