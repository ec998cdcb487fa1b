// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from "vitest";
import type { LiveRoom } from "../models/room";
import { khalid, picture, rules, salma, turn, you } from "../models/scenes";
import type { Picture, You } from "../wire/messages";
import "./dock";
import { buttons, draw, enterRoom } from "./room-in-test";

describe("the dock", () => {
  let room: LiveRoom;

  afterEach(() => room.leave());

  async function dock(seen: Picture, who?: You, before: (room: LiveRoom) => void = () => {}) {
    const entered = await enterRoom(seen, who);
    room = entered.room;
    before(room);
    const element = await draw("room-dock", room);
    return { audio: entered.audio, element, region: element.querySelector("section") as Element };
  }

  const soon = () => Date.now() + 12_000;

  test("offers the floor to whoever listens", async () => {
    const { region } = await dock(picture());
    expect(region.getAttribute("aria-label")).toBe("Asking for the floor");
    expect(buttons(region)).toEqual(["Chat", "Ask for the floor", "Turn sound on"]);
  });

  test("shows the place in line, and what may be done there", async () => {
    const { region } = await dock(picture([turn(1, khalid), turn(2, salma)]));
    expect(region.getAttribute("aria-label")).toBe("Your place in line");
    expect(region.querySelector("[role=status] h2")?.textContent).toBe("You are 2 of 2");
    expect(region.querySelector("[role=status] p")?.textContent).toContain(
      "1 person before you, about 3 minutes.",
    );
    expect(buttons(region)).toEqual(["Mic check", "Withdraw", "Chat"]);
  });

  test("gives the floor as an alert, and opens the microphone before it says so", async () => {
    const { region, audio } = await dock(picture([turn(2, salma, { state: "called", deadline: soon() })]));
    expect(region.getAttribute("aria-label")).toBe("The floor is yours");
    expect(region.querySelector("[role=alert] h2")?.textContent).toBe("The floor is yours");
    expect(buttons(region)).toEqual(["Start speaking", "Let the next one go first"]);
    region.querySelector<HTMLButtonElement>(".btn--lamp")?.click();
    expect(audio.last("start")).toEqual({});
    await Promise.resolve();
    await Promise.resolve();
    expect(audio.told).toContain("open mic");
    expect(audio.last("start")).toHaveProperty("key");
  });

  test("a refused microphone costs no place, and a text may take the turn", async () => {
    const { region } = await dock(picture([turn(1, khalid), turn(2, salma)]), undefined, (entered) => {
      entered.mic.state = "denied";
    });
    expect(region.getAttribute("aria-label")).toBe("Microphone permission");
    expect(region.querySelector("[role=alert] p")?.textContent).toBe(
      "You are 2, and your place is kept until you allow it.",
    );
    expect(buttons(region)).toEqual(["Check again", "Make it written"]);
  });

  test("on air there is the microphone, its lock and the end", async () => {
    const { region } = await dock(
      picture([turn(2, salma, { state: "speaking", running_since: Date.now() })]),
    );
    expect(region.getAttribute("aria-label")).toBe("You are on air");
    expect(buttons(region)).toEqual(["Lock mic", "Hold to talk", "End turn"]);
  });

  test("a stopped voice is told why, until when, and what stays open", async () => {
    const until = Date.now() + 600_000;
    const stop = {
      id: 1,
      person: salma,
      kind: "voice" as const,
      since: Date.now(),
      until,
      by: "",
      why: "مقاطعة",
    };
    const { region } = await dock(picture(), you(salma, { sanctions: [stop] }));
    expect(region.getAttribute("aria-label")).toBe("Your voice is stopped");
    expect(region.querySelector("p")?.textContent).toContain("مقاطعة");
    expect(buttons(region)).toContain("Whisper to supervisors");
  });

  test("a closed list takes a text instead, and the ask button is absent", async () => {
    const { region } = await dock(picture([], { line: { closed: true, closed_at: 1, closed_by: "هالة" } }));
    expect(buttons(region)).toEqual(["Send a written contribution", "Chat", "Turn sound on"]);
  });

  test("a visitor where visitors only listen is told so, and a named one is asked for the name first", async () => {
    const visitor = you(null, { can: ["listen"] });
    const { region } = await dock(picture(), visitor);
    expect(region.textContent).toContain("In this room visitors listen.");
    expect(buttons(region)).not.toContain("Ask for the floor");
    const { room: house } = picture();
    const open = { ...house, rules: { ...rules, visitors_ask: true } };
    const again = await dock(picture([], { room: open }), visitor);
    const wishes: unknown[] = [];
    again.element.addEventListener("open-sheet", (event) => wishes.push((event as CustomEvent).detail));
    again.region.querySelector<HTMLButtonElement>(".btn--lamp")?.click();
    expect(wishes).toEqual([{ sheet: "name", purpose: "ask" }]);
  });

  test("while the connection is away the last known place stands", async () => {
    const { region, element, audio } = await dock(picture([turn(1, khalid), turn(2, salma)]));
    audio.onClose(4000, "");
    await element.updateComplete;
    expect(region.getAttribute("aria-label")).toBe("Reconnecting");
    expect(region.querySelector("h2")?.textContent).toBe("You are 2, and your place is kept");
    expect(buttons(region)).toEqual(["Try again", "Light stream"]);
  });
});
