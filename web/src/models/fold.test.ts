import { describe, expect, test } from "vitest";
import type { Floor } from "../wire/messages";
import { fold } from "./fold";
import { khalid, NOW, noor, picture, salma, turn } from "./scenes";

function floor(more: Partial<Floor>): Floor {
  return {
    ev: "floor",
    what: "settled",
    turns: [],
    order: [],
    gone: [],
    line: null,
    subject: null,
    why: "",
    act: null,
    n: 11,
    at: NOW,
    by: "",
    ...more,
  };
}

describe("the fold", () => {
  const speaking = turn(1, khalid, { state: "speaking", running_since: NOW - 60_000 });
  const before = picture([speaking, turn(2, salma)]);

  test("a request stands at the end of the line", () => {
    const asked = turn(3, noor);
    const after = fold(before, floor({ what: "asked", turns: [asked], order: [2, 3] }));
    expect(after.order).toEqual([2, 3]);
    expect(after.turns.map((one) => one.id)).toEqual([1, 2, 3]);
    expect(after.n).toBe(11);
  });

  test("a finished turn is remembered among those who spoke, and the next is called in the same event", () => {
    const done = { ...speaking, state: "finished" as const, spent_ms: 60_000, running_since: 0 };
    const called = turn(2, salma, { state: "called", deadline: NOW + 12_000 });
    const after = fold(before, floor({ what: "finished", turns: [done, called], order: [] }));
    expect(after.turns).toEqual([called]);
    expect(after.spoke).toEqual([done]);
    expect(after.order).toEqual([]);
  });

  test("whoever leaves without having spoken leaves nothing behind", () => {
    const after = fold(before, floor({ what: "withdrawn", gone: [2] }));
    expect(after.turns.map((one) => one.id)).toEqual([1]);
    expect(after.spoke).toEqual([]);
  });

  test("an undone end brings a turn back and takes it off the list of those who spoke", () => {
    const taken = turn(4, noor, { state: "revoked", spent_ms: 5_000 });
    const back = { ...taken, state: "paused" as const };
    const after = fold(picture([], { spoke: [taken] }), floor({ what: "undone", turns: [back], order: [4] }));
    expect(after.turns).toEqual([back]);
    expect(after.spoke).toEqual([]);
  });

  test("the picture that was given is not touched", () => {
    const frozen = structuredClone(before);
    fold(
      before,
      floor({ what: "line_closed", line: { closed: true, closed_at: NOW, closed_by: "هالة" }, order: [2] }),
    );
    expect(before).toEqual(frozen);
  });

  test("public messages are kept, at most fifty; a whisper is not part of the picture", () => {
    const message = (n: number, whisper = false) => ({
      id: n,
      n,
      person: salma,
      text: `${n}`,
      at: NOW,
      reply_to: null,
      reply_name: "",
      reply_text: "",
      mentions: [],
      whisper,
      hidden: false,
    });
    let after = picture();
    for (let n = 11; n <= 70; n += 1)
      after = fold(after, { ev: "said", message: message(n, n % 6 === 0), n, at: NOW, by: "" });
    expect(after.messages).toHaveLength(50);
    expect(after.messages[0]?.n).toBe(11);
    expect(after.n).toBe(70);
  });

  test("an event for somebody else only moves the number", () => {
    expect(fold(before, { ev: "quiet", n: 11, at: NOW, by: "" })).toEqual({ ...before, n: 11 });
  });
});
