// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { Announcer } from "./announcer";

test("a new place is said at most once in five seconds, and the latest one then", () => {
  const announcer = new Announcer();
  expect(announcer.take(5, null, 0)).toBe(false);
  expect(announcer.take(4, null, 1_000)).toBe(false);
  expect(announcer.take(3, null, 3_000)).toBe(false);
  expect(announcer.take(3, null, 5_000)).toBe(true);
  expect(announcer.text).toBe("You are now number 3");
  expect(announcer.take(1, null, 10_000)).toBe(true);
  expect(announcer.text).toBe("You are next");
});

test("the speaker alone hears the last thirty and ten seconds, once each", () => {
  const announcer = new Announcer();
  const said = [100_000, 31_000, 30_000, 29_000, 10_000, 9_000, 0, -1_000].map((left, at) =>
    announcer.take(0, left, at) ? announcer.text : "",
  );
  expect(said).toEqual([
    "You are on air",
    "",
    "30 seconds left",
    "",
    "10 seconds left",
    "",
    "Your time is over",
    "",
  ]);
});
