import { expect, test } from "vitest";
import { CLOSES } from "../wire/messages";
import { readClose } from "./closing";

test("every close code of the catalogue is obeyed", () => {
  for (const [code, { name, back }] of Object.entries(CLOSES)) {
    const low = readClose(Number(code), 1, 0);
    const high = readClose(Number(code), 1, 0.999999);
    expect(low.name).toBe(name);
    if (back === null) expect(low.backIn).toBeNull();
    else {
      expect(low.backIn).toBe(back[0]);
      expect(high.backIn).toBeGreaterThanOrEqual(back[0]);
      expect(high.backIn).toBeLessThanOrEqual(back[1]);
    }
  }
});

test("each try waits longer than the one before, but never more than half a minute", () => {
  const waits = [1, 2, 3, 4, 12].map((attempt) => readClose(1006, attempt, 0.5).backIn);
  expect(waits).toEqual([900, 1800, 3600, 7200, 30_000]);
});
