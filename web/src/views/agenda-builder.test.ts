import { describe, expect, it } from "vitest";
import { placeAt, type Row } from "./agenda-builder";

const rows: Row[] = [
  { id: "1", below: "", middle: 10 },
  { id: "2", below: "1", middle: 30 },
  { id: "3", below: "1", middle: 50 },
  { id: "4", below: "", middle: 70 },
];

describe("an item of the agenda let go", () => {
  it("goes before the row it is above of", () => {
    expect(placeAt(rows, 5, false)).toEqual({ before: "1", below: "" });
    expect(placeAt(rows, 60, false)).toEqual({ before: "4", below: "" });
  });
  it("goes to the end below all of them", () => {
    expect(placeAt(rows, 90, false)).toEqual({ before: "", below: "" });
  });
  it("becomes a part among parts", () => {
    expect(placeAt(rows, 40, false)).toEqual({ before: "3", below: "1" });
  });
  it("stays an item when it has parts itself", () => {
    expect(placeAt(rows, 40, true)).toEqual({ before: "4", below: "" });
    expect(placeAt(rows.slice(0, 3), 40, true)).toEqual({ before: "", below: "" });
  });
});
