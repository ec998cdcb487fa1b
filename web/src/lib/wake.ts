/** Keeps the screen awake while it is wanted. The browser lets go whenever the page is hidden, so it is asked again. */

let wanted = false;
let held: WakeLockSentinel | null = null;

/** Says whether the screen should stay awake now. Where the browser cannot, nothing happens. */
export function keepAwake(on: boolean): void {
  if (on === wanted) return;
  wanted = on;
  if (on) void hold();
  else void release();
}

async function hold(): Promise<void> {
  if (!wanted || held || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
  try {
    held = await navigator.wakeLock.request("screen");
    held.addEventListener("release", () => {
      held = null;
    });
    if (!wanted) await release();
  } catch {
    held = null; // low battery: the phone decides
  }
}

async function release(): Promise<void> {
  await held?.release();
  held = null;
}

if (typeof document !== "undefined")
  document.addEventListener("visibilitychange", () => {
    void hold();
  });
