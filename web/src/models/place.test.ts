import { expect, test } from "vitest";
import { leftOf, minutesUntil, moodOf, placeForNew, shareLeft } from "./place";
import { khalid, NOW, noor, picture, rules, salma, turn } from "./scenes";

const speaking = turn(1, khalid, { state: "speaking", spent_ms: 30_000, running_since: NOW - 60_000 });

test("what is left of a turn counts what was spoken before a pause", () => {
  expect(leftOf(speaking, NOW)).toBe(90_000);
  expect(shareLeft(speaking, NOW)).toBe(50);
});

test("a clock that stands still does not run down", () => {
  expect(leftOf({ ...speaking, running_since: 0 }, NOW)).toBe(150_000);
});

test("the last thirty seconds warn, the last ten more so", () => {
  expect(moodOf(speaking, NOW)).toBe("");
  expect(moodOf(speaking, NOW + 60_000)).toBe("warn");
  expect(moodOf(speaking, NOW + 80_000)).toBe("last");
  expect(moodOf(speaking, NOW + 120_000)).toBe("last");
});

test("the minutes until a turn are what the speaker has left and what those before may take", () => {
  const mine = turn(3, salma);
  const seen = picture([speaking, turn(2, noor), mine]);
  expect(minutesUntil(seen, mine, NOW)).toBe(5); // 1:30 and 3:00
});

test("two microphones halve them", () => {
  const mine = turn(3, salma);
  const seen = picture([speaking, turn(2, noor), mine]);
  const room = { ...seen.room, rules: { ...rules, microphones: 2 } };
  expect(minutesUntil({ ...seen, room }, mine, NOW)).toBe(2);
});

test("nobody before means no minutes to expect", () => {
  const mine = turn(3, salma);
  expect(minutesUntil(picture([mine]), mine, NOW)).toBe(0);
});

test("a point of order would stand before the rest, a contribution before the written ones", () => {
  const seen = picture([
    turn(1, khalid, { kind: "order" }),
    turn(2, noor),
    turn(3, salma, { kind: "written" }),
  ]);
  expect(placeForNew(seen, "order")).toBe(2);
  expect(placeForNew(seen, "reply")).toBe(2);
  expect(placeForNew(seen, "contribution")).toBe(3);
  expect(placeForNew(seen, "written")).toBe(4);
});
