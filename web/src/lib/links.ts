/** Splits a message into words, links and mentions, so that a view can isolate each. */

export type Piece = { kind: "text" | "link" | "mention"; text: string };

const LINK = /\bhttps?:\/\/[^\s<>"'«»]+[^\s<>"'«».,;:!?،؛؟)]/giu;

/** The pieces of a message, in order. `names` are those mentioned, without their @. */
export function pieces(text: string, names: readonly string[], withLinks: boolean): Piece[] {
  const found = [...(withLinks ? spans(text, LINK, "link") : []), ...mentions(text, names)];
  found.sort((a, b) => a.from - b.from);
  const out: Piece[] = [];
  let at = 0;
  for (const { from, to, kind } of found) {
    if (from < at) continue;
    if (from > at) out.push({ kind: "text", text: text.slice(at, from) });
    out.push({ kind, text: text.slice(from, to) });
    at = to;
  }
  if (at < text.length) out.push({ kind: "text", text: text.slice(at) });
  return out;
}

type Span = { from: number; to: number; kind: "link" | "mention" };

function spans(text: string, pattern: RegExp, kind: Span["kind"]): Span[] {
  return [...text.matchAll(pattern)].map((m) => ({ from: m.index, to: m.index + m[0].length, kind }));
}

function mentions(text: string, names: readonly string[]): Span[] {
  const out: Span[] = [];
  for (const name of names) {
    for (let from = text.indexOf(`@${name}`); from >= 0; from = text.indexOf(`@${name}`, from + 1))
      out.push({ from, to: from + name.length + 1, kind: "mention" });
  }
  return out;
}
