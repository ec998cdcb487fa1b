import { expect, test } from "vitest";
import { chapterAt, clock, partAt, positionIn, type Recorded, within } from "./recording";

const part = (at: number, name: string) => ({ at, length: 2000, name, room: "", ogg: "a", mp3: "b" });
const recorded: Recorded = {
  page: "/listen/7/",
  length: 6000,
  parts: [part(0, "سامي"), part(2000, "أمل"), part(4000, "نور")],
  chapters: [{ at: 2500, title: "كلمة الضيف", number: "2" }],
};

test("a position is in the part that plays then", () => {
  expect([0, 1999, 2000, 9999].map((at) => partAt(recorded, at))).toEqual([0, 0, 1, 2]);
  expect(partAt({ ...recorded, parts: [] }, 5)).toBe(-1);
});

test("before the first chapter there is none", () => {
  expect(chapterAt(recorded, 2499)).toBeNull();
  expect(chapterAt(recorded, 5000)?.number).toBe("2");
});

test("positions stay within the whole", () => {
  expect([-5, 100.4, 9999].map((at) => within(recorded, at))).toEqual([0, 100, 6000]);
});

test("positions are read from links and written for people", () => {
  expect(["#t=2430000", "#t=-1", "#t=", "#main"].map(positionIn)).toEqual([2430000, null, null, null]);
  expect([0, 2430900, 6240000].map(clock)).toEqual(["0:00:00", "0:40:30", "1:44:00"]);
});
