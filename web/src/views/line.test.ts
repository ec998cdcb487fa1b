// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from "vitest";
import type { LiveRoom } from "../models/room";
import { hala, khalid, noor, picture, salma, turn, you } from "../models/scenes";
import "./line";
import { buttons, draw, enterRoom } from "./room-in-test";

describe("the list of speakers", () => {
  let room: LiveRoom;

  afterEach(() => room.leave());

  const seen = picture([
    turn(1, khalid, { kind: "order", reason: "order" }),
    turn(2, salma),
    turn(3, noor, { kind: "written", reason: "written", text: "نص" }),
  ]);

  test("says the order and its reason on one line, and marks one's own row", async () => {
    ({ room } = await enterRoom(seen));
    const rows = [...(await draw("room-line", room)).querySelectorAll(".place")];
    expect(rows.map((row) => row.querySelector(".place__who")?.textContent)).toEqual(["خالد", "You", "نور"]);
    expect(rows.map((row) => row.querySelector(".place__why")?.textContent)).toEqual([
      "Point of order",
      "In order of request",
      "Written contribution",
    ]);
    expect(rows.map((row) => row.getAttribute("aria-current"))).toEqual([null, "true", null]);
  });

  test("isolates names, and keeps office and number outside of them", async () => {
    ({ room } = await enterRoom(picture([turn(1, hala)])));
    const row = (await draw("room-line", room)).querySelector(".place") as Element;
    expect(row.querySelector("bdi")?.textContent).toBe("هالة");
    expect(row.querySelector(".beside")?.textContent).toBe("Supervision#109");
  });

  test("gives staff the floor in every row: the lamp on the first, reading for a text", async () => {
    ({ room } = await enterRoom(seen, you(hala, { can: ["listen", "ask", "write", "supervise"] })));
    const element = await draw("room-line", room);
    expect(buttons(element)).toEqual([
      "Why this order?",
      "Give the floor: خالد",
      "Options: خالد",
      "Give the floor: سلمى",
      "Options: سلمى",
      "Read the contribution: نور",
      "Options: نور",
      "Close the list",
      "Lower all hands",
      "Change the order",
    ]);
    expect(element.querySelectorAll(".place .btn--lamp")).toHaveLength(1);
  });

  test("an act is done at once and offers its undo", async () => {
    const entered = await enterRoom(seen, you(hala, { can: ["listen", "supervise"] }));
    room = entered.room;
    const element = await draw("room-line", room);
    const close = [...element.querySelectorAll("button")].find((one) =>
      one.textContent?.includes("Close the list"),
    );
    close?.click();
    entered.audio.hear({ re: entered.audio.last("close_line").key, ok: true, n: 11, act: 5 });
    await new Promise((done) => setTimeout(done));
    expect(room.toast).toEqual({ text: "The list of speakers was closed", act: 5 });
  });

  test("says what to do when nobody has asked", async () => {
    ({ room } = await enterRoom(picture()));
    const element = await draw("room-line", room);
    expect(element.querySelector(".line__empty")?.textContent).toBe(
      "Nobody has asked yet. Whoever asks first speaks at once.",
    );
  });
});
