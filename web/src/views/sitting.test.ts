// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keptReceipt } from "../models/receipts";
import type { LiveRoom } from "../models/room";
import { khalid, noor, picture, salma, turn, you } from "../models/scenes";
import { amal, ballot, delegateSeat, sitting } from "../models/sitting.fixture";
import type { Picture, SittingView, You } from "../wire/messages";
import "./ask-sheet";
import "./dock";
import "./line";
import "./sitting-agenda";
import "./sitting-ballot";
import "./sitting-paper";
import "./sitting-seats";
import { buttons, draw, enterRoom } from "./room-in-test";

const delegate = you(salma, { can: ["listen", "ask", "write", "vote"], seat: delegateSeat() });
const chairing = you(noor, { can: ["listen", "ask", "write", "supervise", "chair", "record"] });

describe("a sitting", () => {
  let room: LiveRoom;

  beforeEach(() => localStorage.clear());
  afterEach(() => room.leave());

  async function show(tag: string, seen: Picture, who: You = delegate) {
    const entered = await enterRoom(seen, who);
    room = entered.room;
    return { ...entered, element: await draw(tag, room) };
  }

  const of = (more: Partial<SittingView> = {}) => picture([], { sitting: sitting(more) });

  test("says where the agenda stands", async () => {
    const { element } = await show("sitting-top", of());
    const strip = element.querySelector(".agenda-strip");
    expect(strip?.textContent?.replace(/\s+/g, " ").trim()).toBe(
      "Item 3 of 4 خمس طرائق للوصول إلى من لا يعرف غرفنا",
    );
    expect(element.textContent).toContain("Recorded");
    expect(element.querySelector("[role=switch]")?.getAttribute("aria-label")).toBe("Do not record me");
  });

  test("tells the quorum by rooms", async () => {
    const { element } = await show("sitting-seats", of());
    expect(element.querySelector("section")?.getAttribute("aria-label")).toBe("Quorum");
    expect(element.querySelector("h2")?.textContent).toBe("Quorum met: 2 of 3 rooms");
    expect([...element.querySelectorAll(".quorum .vh")].map((one) => one.textContent)).toEqual([
      "غرفة صنّاع الحياة: present",
      "غرفة مجلس الضياء: present",
      "غرفة سُقيا: absent",
    ]);
    const short = await show("sitting-seats", of({ quorum: { present: 1, needed: 2, seats: 3 } }));
    expect(short.element.querySelector("h2")?.textContent).toBe("No quorum: 1 of 3 rooms");
  });

  test("shows the room beside the voice, and why it stands where it stands", async () => {
    const waiting = turn(2, khalid, { room: 2, reason: "room_not_heard" });
    const { element } = await show("room-line", picture([waiting], { sitting: sitting() }));
    expect(element.querySelector(".place__room")?.textContent).toContain("for مجلس الضياء");
    expect(element.querySelector(".place .chip--tile")?.textContent).toBe("Room not heard yet");
  });

  test("a delegate votes in two taps, and may change it", async () => {
    const { element, audio } = await show("sitting-ballot", of({ ballots: [ballot()] }));
    const region = element.querySelector("section");
    expect(region?.getAttribute("aria-label")).toBe("Vote");
    expect(region?.querySelector("[role=radiogroup]")?.getAttribute("aria-label")).toBe("Your vote");
    expect([...(region?.querySelectorAll("label.choice") ?? [])].map((one) => one.textContent)).toEqual([
      "For",
      "Against",
      "Abstain",
    ]);
    expect(region?.textContent).toContain("1 of 2 rooms have voted");
    element.querySelectorAll<HTMLInputElement>("input")[0]?.dispatchEvent(new Event("change"));
    await element.updateComplete;
    element.querySelector("form")?.dispatchEvent(new Event("submit"));
    expect(audio.last("vote")).toMatchObject({ ballot: 5, choices: [51], receipt: "" });
    audio.hear({ re: audio.last("vote").key, ok: true, n: 11, receipt: "R-1" });
    await new Promise((done) => setTimeout(done));
    await element.updateComplete;
    expect(element.querySelector(".receipt")?.textContent).toBe("R-1");
    expect(buttons(element)).toEqual(["Change the vote"]);
  });

  test("a secret vote carries a receipt of the browser's own making, the same one when it is changed", async () => {
    const { element, audio } = await show("sitting-ballot", of({ ballots: [ballot({ secret: true })] }));
    const cast = async (at: number) => {
      element.querySelectorAll<HTMLInputElement>("input")[at]?.dispatchEvent(new Event("change"));
      await element.updateComplete;
      element.querySelector("form")?.dispatchEvent(new Event("submit"));
      const sent = audio.last("vote");
      audio.hear({ re: sent.key, ok: true, n: 11 });
      await new Promise((done) => setTimeout(done));
      return sent;
    };
    const first = await cast(0);
    const second = await cast(1);
    expect(first.receipt).toMatch(/^[\w-]{32}$/);
    expect(second).toMatchObject({ choices: [52], receipt: first.receipt });
    expect(keptReceipt(5)).toBe(first.receipt);
    expect(element.textContent).toContain("nobody, not even the house, can see what you chose");
  });

  test("whoever has no seat sees the count and no paper", async () => {
    const { element } = await show("sitting-ballot", of({ ballots: [ballot()] }), you(amal));
    expect(element.querySelector("form")).toBeNull();
    expect(element.textContent).toContain("1 of 2 rooms have voted");
  });

  test("the chair opens, closes and declares", async () => {
    const steps = {
      created: "Open the vote",
      opened: "Close the vote",
      closed: "Publish the result",
    } as const;
    for (const [state, name] of Object.entries(steps)) {
      const seen = of({ ballots: [ballot({ state: state as keyof typeof steps })] });
      const { element } = await show("sitting-ballot", seen, chairing);
      expect(buttons(element)).toEqual([name, "Void the vote"]);
      room.leave();
    }
  });

  test("the result is told with its count", async () => {
    const choices = ballot().choices.map((choice, at) => ({ ...choice, count: [2, 0, 0][at] ?? 0 }));
    const seen = of({
      ballots: [ballot({ state: "published", choices, adopted: true, choices_of: { "1": [51] } })],
    });
    const { element } = await show("sitting-ballot", seen);
    expect(element.querySelector(".ballot__said")?.textContent).toBe("Adopted");
    expect(element.querySelector(".ballot__bars li")?.textContent).toContain("غرفة صنّاع الحياة");
  });

  test("the chair goes on with the agenda, and adjourns only when asked twice", async () => {
    const { element, audio } = await show("sitting-chair", of(), chairing);
    expect(buttons(element)).toContain("Go to item 4");
    const press = async (name: string) => {
      [...element.querySelectorAll("button")].find((one) => one.textContent?.trim() === name)?.click();
      await element.updateComplete;
    };
    await press("Go to item 4");
    expect(audio.last("next_item")).toHaveProperty("key");
    await press("Adjourn");
    expect(audio.last("adjourn")).toEqual({});
    await press("Yes, adjourn");
    expect(audio.last("adjourn")).toHaveProperty("key");
  });

  test("the paper follows the presenter until one leafs by oneself", async () => {
    const { element, audio } = await show("sitting-paper", of());
    const page = () => element.querySelector("img")?.getAttribute("src");
    expect(page()).toBe("/papers/9/2.png");
    element.querySelector<HTMLButtonElement>("[aria-label='Next page']")?.click();
    await element.updateComplete;
    expect(page()).toBe("/papers/9/3.png");
    expect(audio.last("turn_page")).toEqual({});
    expect(buttons(element)).toContain("Back to the page shown now: 2");
  });

  test("the presenter turns the page for everybody", async () => {
    const { element, audio } = await show("sitting-paper", of(), you(khalid));
    element.querySelector<HTMLButtonElement>("[aria-label='Next page']")?.click();
    expect(audio.last("turn_page")).toMatchObject({ page: 3 });
  });

  test("a question may be put to whoever speaks, who takes it or declines", async () => {
    const speaking = turn(1, khalid, { state: "speaking", room: 2 });
    const ask = await show("ask-sheet", picture([speaking], { sitting: sitting() }));
    ask.element.querySelector<HTMLButtonElement>("[aria-labelledby=k-interposed]")?.click();
    expect(ask.audio.last("ask")).toMatchObject({ kind: "interposed", to: 1 });
    room.leave();
    const asked = turn(2, salma, { kind: "interposed", reason: "interposed", interposed_on: 1 });
    const dock = await show("room-dock", picture([speaking, asked], { sitting: sitting() }), you(khalid));
    expect(dock.element.querySelector("[role=alert] h2")?.textContent).toBe("A question: سلمى asks");
    [...dock.element.querySelectorAll("button")].find((one) => one.textContent === "Decline")?.click();
    expect(dock.audio.last("answer_interposed")).toMatchObject({ turn: 2, yes: false });
  });

  test("before the opening one waits in the green room; after the end the minutes are one press away", async () => {
    const green = await show("room-dock", of({ state: "lobby" }));
    expect(green.element.querySelector("section")?.getAttribute("aria-label")).toBe("Green room");
    expect(buttons(green.element)).toEqual(["Mic check", "Chat", "Turn sound on"]);
    room.leave();
    const over = await show("room-dock", of({ state: "adjourned" }));
    expect(buttons(over.element)).toEqual(["See the minutes", "Chat", "Turn sound on"]);
  });

  test("delegate and alternate change places", async () => {
    const { element, audio } = await show(
      "sitting-seat",
      of(),
      you(amal, { seat: delegateSeat({ capacity: "alternate", holds_seat: false }) }),
    );
    expect(buttons(element)[0]).toBe("Take the seat");
    element.querySelector("button")?.click();
    expect(audio.last("take_seat")).toHaveProperty("key");
  });
});
