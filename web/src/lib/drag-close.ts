/** Lets a sheet be dragged down by its top to close it. The close button is always there besides. */

const ENOUGH_PX = 90;

/** Follows a finger on `grip` and moves `sheet` with it; the answer stops that. */
export function dragToClose(grip: HTMLElement, sheet: HTMLElement, close: () => void): () => void {
  let from: number | null = null;
  const down = (event: PointerEvent) => {
    if (event.pointerType === "mouse" || (event.target as Element).closest("button,a,input")) return;
    from = event.clientY;
    grip.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    if (from !== null) sheet.style.transform = `translateY(${Math.max(0, event.clientY - from)}px)`;
  };
  const up = (event: PointerEvent) => {
    if (from === null) return;
    const far = event.clientY - from > ENOUGH_PX;
    from = null;
    sheet.style.transform = "";
    if (far) close();
  };
  grip.style.touchAction = "none";
  grip.addEventListener("pointerdown", down);
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", up);
  grip.addEventListener("pointercancel", up);
  return () => {
    grip.removeEventListener("pointerdown", down);
    grip.removeEventListener("pointermove", move);
    grip.removeEventListener("pointerup", up);
    grip.removeEventListener("pointercancel", up);
  };
}
