/** The ladder: how sound reaches this browser. The first two talk and listen, the third only listens. */
export type Rung = "webcodecs" | "wasm" | "hls" | "text";

const KEY = "multaqa.rung";
const RUNGS: readonly string[] = ["webcodecs", "wasm", "hls", "text"];

/** The rung asked for by `?rung=` or kept in this browser, for tests and for support; null: decide by probing. */
export function forcedRung(): Rung | null {
  const asked = new URLSearchParams(location.search).get("rung") ?? kept();
  return asked !== null && RUNGS.includes(asked) ? (asked as Rung) : null;
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
