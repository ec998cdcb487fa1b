/** Django's JavaScript catalogue, which a classic script before ours has put on `window.django`; without it the words
 *  are in English. The names are Django's, so that makemessages finds them. */

type Catalogue = {
  gettext(msgid: string): string;
  ngettext(one: string, many: string, count: number): string;
  pgettext(context: string, msgid: string): string;
};

declare global {
  var django: Partial<Catalogue> | undefined;
}

export function gettext(msgid: string): string {
  return globalThis.django?.gettext?.(msgid) ?? msgid;
}

export function ngettext(one: string, many: string, count: number): string {
  return globalThis.django?.ngettext?.(one, many, count) ?? (count === 1 ? one : many);
}

export function pgettext(context: string, msgid: string): string {
  return globalThis.django?.pgettext?.(context, msgid) ?? msgid;
}

/** Fills `%(name)s`. */
export function interpolate(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/%\((\w+)\)s/g, (whole, name: string) => values[name] ?? whole);
}
