/** Keeps the focus inside a sheet while it is open and gives it back to whoever opened it. */

const REACHABLE = 'a[href],button:not(:disabled),input:not(:disabled),select,textarea,[tabindex="0"]';

export class Trap {
  private opener: Element | null = null;

  constructor(
    private readonly inside: HTMLElement,
    private readonly close: () => void,
  ) {}

  /** Moves the focus in: to `[data-first]` when there is one, else to the first thing after the close button. */
  hold(): void {
    this.opener = document.activeElement;
    document.addEventListener("keydown", this.keyed);
    const first =
      this.inside.querySelector<HTMLElement>("[data-first]") ?? this.reachable[1] ?? this.reachable[0];
    first?.focus({ preventScroll: true });
  }

  release(): void {
    document.removeEventListener("keydown", this.keyed);
    if (this.opener instanceof HTMLElement && this.opener.isConnected)
      this.opener.focus({ preventScroll: true });
    this.opener = null;
  }

  private get reachable(): HTMLElement[] {
    return [...this.inside.querySelectorAll<HTMLElement>(REACHABLE)].filter(
      (one) => one.offsetParent !== null || one === document.activeElement,
    );
  }

  private keyed = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Tab") this.turn(event);
  };

  private turn(event: KeyboardEvent): void {
    const all = this.reachable;
    const [first, last] = [all[0], all.at(-1)];
    const outside = !this.inside.contains(document.activeElement);
    if (event.shiftKey && (outside || document.activeElement === first)) {
      event.preventDefault();
      last?.focus();
    } else if (!event.shiftKey && (outside || document.activeElement === last)) {
      event.preventDefault();
      first?.focus();
    }
  }
}
