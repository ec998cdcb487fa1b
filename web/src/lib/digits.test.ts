// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { digits, number } from "./digits";
import { clock, length } from "./time";

beforeEach(() => {
  document.documentElement.lang = "ar";
  delete document.documentElement.dataset.digits;
});

test("in Arabic the digits and their marks are Arabic", () => {
  expect(number(2418)).toBe("٢٬٤١٨");
  expect(digits("1.5")).toBe("١٫٥");
  expect(clock(90)).toBe("١:٣٠");
});

test("the person's choice goes before the language", () => {
  document.documentElement.dataset.digits = "latn";
  expect(number(2418)).toBe("2,418");
  document.documentElement.lang = "en";
  document.documentElement.dataset.digits = "arab";
  expect(number(12)).toBe("١٢");
});

test("a clock shows the second that is running, and never less than nothing", () => {
  document.documentElement.lang = "en";
  expect(clock(27.2)).toBe("0:28");
  expect(clock(-3)).toBe("0:00");
  expect(length(460_000)).toBe("7:40");
});
