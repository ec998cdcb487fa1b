/** What this browser remembers. Storage may be forbidden (private windows): then nothing is remembered, nothing breaks. */

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`multaqa.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`multaqa.${name}`, value);
  } catch {
    // forbidden or full: the choice lasts as long as the page
  }
}
