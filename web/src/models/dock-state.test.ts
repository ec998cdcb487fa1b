import { describe, expect, test } from "vitest";
import type { Picture, You } from "../wire/messages";
import { dockState, type Joined, type MicState } from "./dock-state";
import { hala, khalid, NOW, picture, salma, turn, you } from "./scenes";

const open: Joined = { state: "open", door: "live" };

function state(seen: Picture | null, more: { who?: You; joined?: Joined; mic?: MicState } = {}) {
  return dockState(seen, more.who ?? you(), more.joined ?? open, more.mic ?? "off", NOW);
}

describe("the dock", () => {
  const waiting = picture([turn(1, khalid), turn(2, salma)]);
  const first = picture([turn(2, salma), turn(1, khalid)]);
  const called = picture([turn(2, salma, { state: "called", deadline: NOW + 12_000 })]);
  const speaking = picture([turn(2, salma, { state: "speaking", running_since: NOW })]);
  const closed = picture([], { line: { closed: true, closed_at: NOW, closed_by: "هالة" } });
  const stopped = you(salma, {
    sanctions: [
      { id: 1, person: salma, kind: "voice", since: NOW - 1000, until: NOW + 60_000, by: "", why: "" },
    ],
  });

  test("listening, when nothing is asked of you", () => expect(state(picture())).toBe("listening"));
  test("waiting, with a place behind somebody", () => expect(state(waiting)).toBe("waiting"));
  test("next, at the head of the line", () => expect(state(first)).toBe("next"));
  test("called", () => expect(state(called)).toBe("called"));
  test("on air", () => expect(state(speaking)).toBe("air"));
  test("voice stopped", () => expect(state(picture(), { who: stopped })).toBe("dotted"));
  test("list closed", () => expect(state(closed)).toBe("closed"));
  test("suspended", () => {
    const { gathering } = picture();
    expect(
      state(picture([], { gathering: { ...gathering, suspended_at: NOW, suspended_until: NOW + 60_000 } })),
    ).toBe("suspended");
  });
  test("text only", () =>
    expect(state(picture(), { joined: { state: "open", door: "text" } })).toBe("textonly"));
  test("reconnecting goes before everything", () =>
    expect(state(speaking, { joined: { state: "away", door: "live" } })).toBe("reconnecting"));
  test("no permission, while a turn to speak waits for it", () => {
    expect(state(waiting, { mic: "denied" })).toBe("nomic");
    expect(state(called, { mic: "missing" })).toBe("nomic");
  });

  test("a microphone refused long ago asks nothing of somebody who only listens", () =>
    expect(state(picture(), { mic: "denied" })).toBe("listening"));

  test("a written contribution needs no microphone", () =>
    expect(state(picture([turn(2, salma, { kind: "written" })]), { mic: "denied" })).toBe("next"));

  test("a kept turn waits for its owner's press, wherever it stands", () =>
    expect(state(picture([turn(2, salma, { state: "paused" })]))).toBe("waiting"));

  test("a sanction that ended is no sanction", () => {
    const over = you(salma, { sanctions: [{ ...stopped.sanctions[0]!, until: NOW - 1 }] });
    expect(state(picture(), { who: over })).toBe("listening");
  });

  test("those who keep order may ask although the list is closed", () =>
    expect(state(closed, { who: you(hala, { can: ["listen", "ask", "supervise"] }) })).toBe("listening"));
});
