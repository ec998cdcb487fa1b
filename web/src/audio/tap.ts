/** For end-to-end tests: where `window.__multaqaTap` is set before the sound is opened, it becomes a way to read what
 *  the microphone gave and what the loudspeaker was given, both on the context's own sample count. */

import type { Loudspeaker } from "./loudspeaker";
import type { Microphone } from "./microphone";
import type { Tape } from "./ports";

export interface Tap {
  read(): Promise<{ mic: Tape | null; out: Tape | null }>;
}

declare global {
  interface Window {
    __multaqaTap?: unknown;
  }
}

export function tapWanted(): boolean {
  return Boolean(window.__multaqaTap);
}

export function offerTap(microphone: Microphone, loudspeaker: Loudspeaker): void {
  const tap: Tap = {
    read: async () => {
      const [mic, out] = await Promise.all([microphone.readTape(), loudspeaker.readTape()]);
      return { mic, out };
    },
  };
  window.__multaqaTap = tap;
}
