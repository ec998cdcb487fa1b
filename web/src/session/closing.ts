/** What a closed socket means: whether to come back, when, and with what. */

import { CLOSES, CloseCode } from "../wire/messages";

/** `backIn` is in ms, null when one does not come back by oneself. `fresh`: with a new ticket. `afresh`: with the whole
 *  picture instead of the events missed. */
export interface Closing {
  name: string;
  backIn: number | null;
  fresh: boolean;
  afresh: boolean;
}

const LONGEST_MS = 30_000;

/** `attempt` counts the tries since the room was last open; `random` is in [0, 1). */
export function readClose(code: number, attempt: number, random: number = Math.random()): Closing {
  const known = CLOSES[code];
  const fresh = code === CloseCode.STALE_TICKET;
  const afresh = code === CloseCode.LOST_TRACK;
  if (known && known.back === null) return { name: known.name, backIn: null, fresh, afresh };
  const [low, high] = known?.back ?? [300, 1500];
  const growth = 2 ** Math.max(0, Math.min(attempt - 1, 6));
  const backIn = Math.min(LONGEST_MS, (low + (high - low) * random) * growth);
  return { name: known?.name ?? "lost", backIn, fresh, afresh };
}
