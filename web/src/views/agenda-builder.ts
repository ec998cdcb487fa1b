/** Dragging the items of an agenda, and moving them with the arrow keys. Both press the forms the page has for everybody. */

/** An item as it stands on the page: `below` is the item it is part of, `middle` where its row is, from the top. */
export interface Row {
  id: string;
  below: string;
  middle: number;
}

export interface Place {
  before: string;
  below: string;
}

const STEPS: Record<string, (rtl: boolean) => string> = {
  ArrowUp: () => "up",
  ArrowDown: () => "down",
  ArrowLeft: (rtl) => (rtl ? "in" : "out"),
  ArrowRight: (rtl) => (rtl ? "out" : "in"),
};

let moved = "";

/** Where an item let go at `y` belongs: before the first row whose middle is below it, else at the end. An item that has parts
 *  stays an item. */
export function placeAt(rows: Row[], y: number, hasParts: boolean): Place {
  const next = rows.find((row) => row.middle > y);
  if (!next) return { before: "", below: "" };
  if (!next.below || !hasParts) return { before: next.id, below: next.below };
  const after = rows.slice(rows.indexOf(next)).find((row) => !row.below);
  return { before: after?.id ?? "", below: "" };
}

/** Heard at the document, so that a page under Turbo needs nothing done to it but its handles shown. */
export function watchAgendas(): void {
  document.addEventListener("turbo:load", showHandles);
  document.addEventListener("turbo:render", showHandles);
  showHandles();
  document.addEventListener("keydown", (event) => {
    const handle = (event.target as Element).closest<HTMLElement>(".agenda__handle");
    const step = STEPS[event.key]?.(document.documentElement.dir === "rtl");
    if (!handle || !step) return;
    event.preventDefault();
    press(handle, step);
  });
  document.addEventListener("pointerdown", (event) => {
    const handle = (event.target as Element).closest<HTMLElement>(".agenda__handle");
    const item = handle?.closest<HTMLElement>("[data-line]");
    if (handle && item && event.button === 0) drag(handle, item, event);
  });
}

function showHandles(): void {
  for (const hidden of document.querySelectorAll<HTMLElement>(".agenda__handle,[data-agenda-keys]"))
    hidden.hidden = false;
  const handle = moved && document.querySelector<HTMLElement>(`#item-${moved} .agenda__handle`);
  if (!handle) return;
  handle.focus();
  moved = "";
}

function press(handle: HTMLElement, step: string): void {
  const row = handle.closest<HTMLElement>("[data-item]");
  const button = row?.querySelector<HTMLButtonElement>(`button[name="step"][value="${step}"]`);
  if (!row || !button) return;
  moved = row.dataset.item ?? "";
  button.form?.requestSubmit(button);
}

function drag(handle: HTMLElement, item: HTMLElement, start: PointerEvent): void {
  const list = handle.closest<HTMLElement>("[data-agenda]");
  if (!list) return;
  start.preventDefault();
  handle.focus();
  handle.setPointerCapture(start.pointerId);
  const hasParts = item.querySelector("[data-line]") !== null;
  let place: Place | null = null;
  const move = (event: PointerEvent): void => {
    place = placeAt(rowsOf(list, item), event.clientY, hasParts);
    item.classList.add("agenda__dragged");
    mark(list, place);
  };
  const stop = (event: PointerEvent): void => {
    for (const name of ["pointerup", "pointercancel"])
      handle.removeEventListener(name, stop as EventListener);
    handle.removeEventListener("pointermove", move);
    item.classList.remove("agenda__dragged");
    mark(list, null);
    if (event.type === "pointerup" && place) put(item, place);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", stop);
  handle.addEventListener("pointercancel", stop);
}

function rowsOf(list: HTMLElement, dragged: HTMLElement): Row[] {
  const lines = [...list.querySelectorAll<HTMLElement>("[data-line]")].filter(
    (line) => !dragged.contains(line),
  );
  return lines.map((line) => {
    const box = (line.querySelector("[data-item]") ?? line).getBoundingClientRect();
    const above = line.parentElement?.closest<HTMLElement>("[data-line]");
    return {
      id: line.dataset.line ?? "",
      below: above?.dataset.line ?? "",
      middle: box.top + box.height / 2,
    };
  });
}

function mark(list: HTMLElement, place: Place | null): void {
  for (const line of list.querySelectorAll(".agenda__here")) line.classList.remove("agenda__here");
  list.classList.toggle("agenda__here-last", place !== null && !place.before);
  if (place?.before) list.querySelector(`[data-line="${place.before}"]`)?.classList.add("agenda__here");
}

function put(item: HTMLElement, place: Place): void {
  const form = document.querySelector<HTMLFormElement>("form[data-agenda-place]");
  if (!form) return;
  const said: Record<string, string> = { item: item.dataset.line ?? "", ...place };
  for (const [name, value] of Object.entries(said)) {
    const field = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    if (field) field.value = value;
  }
  moved = said.item ?? "";
  form.requestSubmit();
}
