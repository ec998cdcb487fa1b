import type { RefusalCode } from "../wire/messages";

export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Somebody said no: the node to a command, or the page to a ticket. The code has a sentence in lib/words. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode | string,
    readonly facts: Facts = {},
  ) {
    super(code);
  }
}
