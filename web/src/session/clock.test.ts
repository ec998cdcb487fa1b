import { expect, test } from "vitest";
import { RoomClock } from "./clock";

test("the quickest answer is believed most", () => {
  let local = 0;
  const clock = new RoomClock(() => local);
  clock.guess(50_000);
  local = 1_400; // 400 ms there and back, all of them on the way here
  clock.heard(1_000, 101_000);
  expect(clock.offset).toBe(99_800);
  local = 2_020;
  clock.heard(2_000, 102_010);
  expect(clock.offset).toBe(100_000);
  local = 3_900;
  clock.heard(3_000, 103_000);
  expect(clock.now()).toBe(103_900);
  expect(clock.trip).toBe(900);
});
