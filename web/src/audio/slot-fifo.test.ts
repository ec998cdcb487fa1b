import { expect, it } from "vitest";
import { SlotFifo } from "./slot-fifo";

it("gives back in the order it took, and tells how many a dead codec swallowed", () => {
  const fifo = new SlotFifo<number>();
  for (const slot of [7, 8, 12]) fifo.enter(slot);
  expect(fifo.newest).toBe(12);
  expect(fifo.leave()).toBe(7);
  expect(fifo.clear()).toBe(2);
  expect(fifo.leave()).toBeUndefined();
});
