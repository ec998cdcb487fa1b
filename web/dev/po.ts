/** Reads a .po file: enough of the format for our own files. */

import { readFileSync } from "node:fs";

export interface Entry {
  context: string;
  id: string;
  plural: string;
  strings: string[];
  fuzzy: boolean;
}

export function readPo(path: string): Entry[] {
  return readFileSync(path, "utf8")
    .split(/\n\s*\n/)
    .map(entry)
    .filter((one) => one.id !== "");
}

function entry(block: string): Entry {
  const found: Entry = { context: "", id: "", plural: "", strings: [], fuzzy: /^#,.*fuzzy/m.test(block) };
  let put = (_text: string) => {};
  for (const line of block.split("\n")) {
    const started = /^(msgctxt|msgid|msgid_plural|msgstr(?:\[(\d)\])?) "(.*)"$/.exec(line);
    const more = /^"(.*)"$/.exec(line);
    if (started) put = into(found, started[1] ?? "", Number(started[2] ?? 0));
    const text = started?.[3] ?? more?.[1];
    if (text !== undefined) put(unescaped(text));
  }
  return found;
}

function into(found: Entry, field: string, form: number): (text: string) => void {
  if (field === "msgctxt") return (text) => (found.context += text);
  if (field === "msgid") return (text) => (found.id += text);
  if (field === "msgid_plural") return (text) => (found.plural += text);
  found.strings[form] = "";
  return (text) => (found.strings[form] += text);
}

function unescaped(text: string): string {
  return text.replace(/\\(["\\nt])/g, (_, c: string) => ({ n: "\n", t: "\t" })[c] ?? c);
}

/** The script that Django's JavaScriptCatalog would serve for Arabic. */
export function catalogue(path: string): string {
  const words = Object.fromEntries(readPo(path).map((one) => [`${one.context}\u0004${one.id}`, one.strings]));
  return `(() => {
  const words = ${JSON.stringify(words)};
  const form = (n) => n === 0 ? 0 : n === 1 ? 1 : n === 2 ? 2 : n % 100 >= 3 && n % 100 <= 10 ? 3 : n % 100 >= 11 ? 4 : 5;
  const gettext = (id) => words["\\u0004" + id]?.[0] || id;
  const pgettext = (c, id) => words[c + "\\u0004" + id]?.[0] || id;
  const ngettext = (one, many, n) => words["\\u0004" + one]?.[form(n)] || (n === 1 ? one : many);
  window.django = { gettext, pgettext, ngettext };
})();`;
}
