/** Digits as the reader wants them: `data-digits="arab|latn"` on <html>, by language when absent. */

const ARAB = "٠١٢٣٤٥٦٧٨٩";

/** Whether numbers are shown in Arabic-Indic digits now. */
export function isArab(root: HTMLElement = document.documentElement): boolean {
  const chosen = root.dataset.digits;
  return chosen ? chosen === "arab" : root.lang.startsWith("ar");
}

/** A whole number with its thousands apart: 2,418 or ٢٬٤١٨. */
export function number(value: number): string {
  const grouped = String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
  return digits(grouped);
}

/** The digits of a text in the reader's kind; in Arabic-Indic the thousands and the decimal mark change with them. */
export function digits(text: string): string {
  if (!isArab()) return text;
  return text
    .replace(/(?<=\d),(?=\d)/g, "٬")
    .replace(/(?<=\d)\.(?=\d)/g, "٫")
    .replace(/\d/g, (d) => ARAB[Number(d)] ?? d);
}
