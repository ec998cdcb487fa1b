/** Reading a working paper on its page: arrows, page keys and a stroke of the finger turn its pages. The links do it without. */

const STROKE_PX = 48;

/** Heard at the document, so that a page under Turbo needs nothing done to it. */
export function watchPaperReaders(): void {
  document.addEventListener("keydown", turnByKey);
  document.addEventListener("touchstart", begin, { passive: true });
  document.addEventListener("touchend", turnByStroke, { passive: true });
  document.addEventListener("turbo:frame-load", keepPlace);
}

function turnByKey(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 }[event.key];
  const reader = readerOf(event.target);
  if (!step || !reader || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
  event.preventDefault();
  turn(reader, event.key.startsWith("Arrow") ? step * forward() : step);
}

let from: Touch | null = null;

function begin(event: TouchEvent): void {
  const picture = event.target instanceof Element && event.target.closest(".paper__page");
  // Two fingers draw the page nearer; they do not turn it.
  from = picture && event.touches.length === 1 && readerOf(event.target) ? (event.touches[0] ?? null) : null;
}

function turnByStroke(event: TouchEvent): void {
  const [to, began] = [event.changedTouches[0], from];
  from = null;
  const reader = readerOf(event.target);
  if (!to || !began || !reader || (window.visualViewport?.scale ?? 1) > 1.01) return;
  const [along, across] = [to.clientX - began.clientX, to.clientY - began.clientY];
  if (Math.abs(along) < STROKE_PX || Math.abs(across) > Math.abs(along) / 2) return;
  turn(reader, (along < 0 ? 1 : -1) * forward());
}

/** The link that was pressed is gone with its page: whoever turned by keys goes on turning. */
function keepPlace(event: Event): void {
  const reader = readerOf(event.target);
  if (reader && (document.activeElement === document.body || !document.activeElement))
    reader.focus({ preventScroll: true });
}

function turn(reader: HTMLElement, step: number): void {
  reader.querySelector<HTMLElement>(`[data-paper-turn="${step}"]`)?.click();
}

function readerOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-paper-reader]") : null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input,textarea,select,[contenteditable]");
}

/** 1 where one reads from left to right. */
function forward(): number {
  return document.documentElement.dir === "rtl" ? -1 : 1;
}
