import { expect, test } from "vitest";
import { pieces } from "./links";

test("a link ends before the full stop and the Arabic comma", () => {
  expect(pieces("انظر https://a.example/b، ثم عُد.", [], true)).toEqual([
    { kind: "text", text: "انظر " },
    { kind: "link", text: "https://a.example/b" },
    { kind: "text", text: "، ثم عُد." },
  ]);
});

test("where links are not allowed they stay words", () => {
  expect(pieces("https://a.example", [], false)).toEqual([{ kind: "text", text: "https://a.example" }]);
});

test("only http links are links", () => {
  expect(pieces("javascript:alert(1) data:text/html,x", [], true)).toEqual([
    { kind: "text", text: "javascript:alert(1) data:text/html,x" },
  ]);
});

test("a mention is the whole name, spaces and all", () => {
  expect(pieces("@خالد الدرعي نعم", ["خالد الدرعي"], true)).toEqual([
    { kind: "mention", text: "@خالد الدرعي" },
    { kind: "text", text: " نعم" },
  ]);
});
