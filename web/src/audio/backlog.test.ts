import { expect, it } from "vitest";
import { Backlog } from "./backlog";

/** Offers a bundle of three every 60 ms from a slot on; gives the slots that left. */
function offer(backlog: Backlog, fromSlot: number, bundles: number): number[] {
  const left: number[] = [];
  for (let i = 0; i < bundles; i++) {
    const slot = fromSlot + 3 * i;
    const now = slot * 20;
    if (!backlog.admits(3, now)) continue;
    backlog.leave(slot + 2, 3, now);
    left.push(slot);
  }
  return left;
}

it("stops after a second without an answer", () => {
  expect(offer(new Backlog(), 0, 40).length).toBe(16);
});

it("goes on as soon as the node answers", () => {
  const backlog = new Backlog();
  offer(backlog, 0, 40);
  backlog.acknowledge(47);
  expect(offer(backlog, 120, 1)).toEqual([120]);
});

it("runs on for ever while the node answers every half second", () => {
  const backlog = new Backlog();
  for (let slot = 0; slot < 3000; slot += 24) {
    expect(offer(backlog, slot, 8).length).toBe(8);
    backlog.acknowledge(slot + 11);
  }
});

it("tries one more second after five of silence", () => {
  const backlog = new Backlog();
  offer(backlog, 0, 20);
  expect(offer(backlog, 200, 1)).toEqual([]);
  expect(offer(backlog, 310, 20).length).toBe(16);
});

it("owes nothing on a new connection", () => {
  const backlog = new Backlog();
  offer(backlog, 0, 40);
  backlog.clear();
  expect(offer(backlog, 120, 1)).toEqual([120]);
});

it("holds the node's rate when a stalled page gives all its frames at once", () => {
  const backlog = new Backlog();
  const frames = Array.from({ length: 100 }, (_, slot) => slot).filter((slot) => {
    if (!backlog.admits(1, 0)) return false;
    backlog.leave(slot, 1, 0);
    return true;
  });
  expect(frames.length).toBe(30);
});
