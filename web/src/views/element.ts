/** The base of the room's elements: they draw into the page itself, so that the site's styles and tests reach them,
 *  and draw again when the room changes. */

import { LitElement, type PropertyValues } from "lit";
import type { LiveRoom } from "../models/room";

export class RoomElement extends LitElement {
  static override properties = { room: { attribute: false } };
  declare room: LiveRoom | null;

  /** How often it draws by itself, in ms, while a clock in it runs; 0: only on change. */
  protected tickMs = 0;
  private stop: (() => void) | null = null;
  private ticking: ReturnType<typeof setInterval> | null = null;

  constructor() {
    super();
    this.room = null;
  }

  /** What the server drew inside, or a cached copy of our own drawing, makes place. */
  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.follow();
    if (this.tickMs) this.ticking = setInterval(() => this.requestUpdate(), this.tickMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
    this.stop = null;
    if (this.ticking) clearInterval(this.ticking);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("room")) this.follow();
  }

  /** Opens a sheet of the room. */
  protected open(sheet: SheetName, detail: Omit<SheetWish, "sheet"> = {}): void {
    this.dispatchEvent(
      new CustomEvent<SheetWish>("open-sheet", { bubbles: true, detail: { sheet, ...detail } }),
    );
  }

  protected follow(): void {
    this.stop?.();
    this.stop = this.room?.changed.hear(() => this.requestUpdate()) ?? null;
  }
}

export type SheetName =
  | "ask"
  | "written"
  | "people"
  | "person"
  | "turn"
  | "message"
  | "sound"
  | "connection"
  | "rule"
  | "devices"
  | "name"
  | "tools"
  | "more"
  | "agenda"
  | "seat"
  | "propose"
  | "decide";

/** Which sheet, and whom or what it is about. */
export interface SheetWish {
  sheet: SheetName;
  person?: import("../wire/messages").PersonView;
  turn?: number;
  message?: number;
  purpose?: "ask" | "write";
}
