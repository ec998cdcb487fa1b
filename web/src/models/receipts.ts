/** Receipts of secret votes. The browser makes them and keeps them: the house knows only their digest, so that nobody can
 *  lead from a choice to its voter. The same receipt, sent again, changes the vote. */

import { recall, remember } from "../lib/store";

const BYTES = 24;

/** A new receipt: 192 bits, 32 characters that may stand in an address. */
export function makeReceipt(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}

/** The receipt kept for a ballot; "" when this browser has none. */
export function keptReceipt(ballot: number): string {
  return recall(`receipt.${ballot}`) ?? "";
}

export function keepReceipt(ballot: number, receipt: string): void {
  remember(`receipt.${ballot}`, receipt);
}
