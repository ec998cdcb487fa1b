import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Entry, readPo } from "../../dev/po";
import { refusal, SENTENCES } from "./words";

const root = new URL("../../../", import.meta.url).pathname;
const source = ["words", "sitting-words"]
  .map((file) => readFileSync(`${root}web/src/lib/${file}.ts`, "utf8"))
  .join("\n");
const arabic = readPo(`${root}src/multaqa/locale/ar/LC_MESSAGES/djangojs.po`);
const key = (entry: Pick<Entry, "context" | "id">) => `${entry.context}|${entry.id}`;

/** The message ids of the source, as makemessages would find them. */
function wanted(): string[] {
  const text = '"((?:[^"\\\\]|\\\\.)*)"';
  const plain = [...source.matchAll(new RegExp(`\\b(?:gettext|ngettext)\\(\\s*${text}`, "g"))].map(
    (m) => `|${m[1]}`,
  );
  const inContext = [...source.matchAll(new RegExp(`\\bpgettext\\(\\s*${text},\\s*${text}`, "g"))];
  return [...new Set([...plain, ...inContext.map((m) => `${m[1]}|${m[2]}`)])];
}

describe("the words", () => {
  test("each has its Arabic, and no Arabic is left over", () => {
    expect(arabic.map(key).sort()).toEqual(wanted().sort());
  });

  test("none is empty or doubtful, and every count has its six forms", () => {
    for (const entry of arabic) {
      expect(entry.fuzzy, entry.id).toBe(false);
      expect(entry.strings, entry.id).toHaveLength(entry.plural ? 6 : 1);
      for (const string of entry.strings) expect(string, entry.id).not.toBe("");
    }
  });

  test("no translation invents a value, and none that matters is lost", () => {
    const values = (text: string) => [...text.matchAll(/%\(\w+\)s|\{\w+\}/g)].map((m) => m[0]).sort();
    for (const entry of arabic) {
      if (!entry.plural) expect(values(entry.strings[0] ?? ""), entry.id).toEqual(values(entry.id));
      for (const string of entry.strings)
        for (const value of values(string)) expect(values(entry.id), entry.id).toContain(value);
    }
  });

  test("every refusal of the wire has its sentence here", () => {
    const python = readFileSync(`${root}src/multaqa/wire/refusals.py`, "utf8");
    const there = [...python.matchAll(/^ {4}"(\w+)": "(.*)",$/gm)].map((m) => [m[1], m[2]]);
    expect(Object.entries(SENTENCES).map(([code, say]) => [code, say()])).toEqual(there);
  });

  test("a refusal is filled with its facts", () => {
    expect(refusal("too_fast", { seconds: "4" })).toBe("Too fast. Try again in 4 seconds.");
    expect(refusal("not in the catalogue", {})).toBe("This could not be done now.");
  });
});
