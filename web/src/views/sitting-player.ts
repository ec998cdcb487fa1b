/** `<sitting-player data-timeline="id">`: the recording of a sitting, its turns played one after the other. Whatever on the
 *  page leads to `#t=ms` or has `data-listen-at` starts it there. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { digits } from "../lib/digits";
import { site, recording as words } from "../lib/words";
import { chapterAt, clock, partAt, positionIn, type Recorded, within } from "../models/recording";
import { icon } from "./parts";

const STEP = 10_000;
const LEAP = 60_000;
const SPEEDS = [1, 1.25, 1.5, 2, 0.75];
const TRIES = 20;

export class SittingPlayer extends LitElement {
  private recorded: Recorded | null = null;
  private audio = new Audio();
  private playing = -1;
  private position = 0;
  private wanted = false;
  private speed = 0;
  private said = "";
  private silence: ReturnType<typeof setTimeout> | null = null;
  private tries = 0;

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const told = document.getElementById(this.dataset.timeline ?? "")?.textContent;
    this.recorded = told ? (JSON.parse(told) as Recorded) : null;
    this.audio.preload = "auto";
    this.audio.addEventListener("timeupdate", this.moved);
    this.audio.addEventListener("ended", this.next);
    this.audio.addEventListener("error", this.failed);
    document.addEventListener("click", this.clicked);
    window.addEventListener("hashchange", this.linked);
    this.linked();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.pause();
    this.audio.removeAttribute("src");
    document.removeEventListener("click", this.clicked);
    window.removeEventListener("hashchange", this.linked);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { recorded, position } = this;
    if (!recorded?.parts.length) return nothing;
    const part = recorded.parts[partAt(recorded, position)];
    const chapter = chapterAt(recorded, position);
    const at = digits(clock(position));
    const speed = SPEEDS[this.speed] ?? 1;
    return html`<section class="player" aria-label=${site.player()} @keydown=${this.pressed}><div class="wrap">
      <button class="btn btn--tile btn--icon" aria-label=${this.wanted ? words.pause() : words.play()} @click=${this.toggle}>${icon(this.wanted ? "pause" : "play")}</button>
      <div class="who"><b><bdi>${part?.name ?? ""}</bdi></b><span><span class="num" dir="ltr">${at}</span> ${part && !part.ogg ? html`${words.withheld()} ` : chapter ? html`<bdi>${digits(chapter.number)} ${chapter.title}</bdi> ` : nothing}</span></div>
      <div class="scrub wide" dir="ltr" role="slider" tabindex="0" aria-label=${words.position()} aria-valuemin="0" aria-valuemax=${Math.round(recorded.length / 1000)} aria-valuenow=${Math.round(position / 1000)}
        aria-valuetext=${words.of(at, digits(clock(recorded.length)))} style="--v:${((100 * position) / Math.max(1, recorded.length)).toFixed(2)}%" @pointerdown=${this.grabbed} @pointermove=${this.dragged}><i></i><b></b></div>
      <button class="btn btn--quiet push" aria-label=${words.speed(digits(String(speed)))} @click=${this.faster}><span dir="ltr">${digits(String(speed))}×</span></button>
      <button class="btn btn--icon btn--quiet" aria-label=${words.copy()} @click=${this.copy}>${icon("link")}</button>
      <span class="vh" role="status">${this.said}</span>
    </div></section>`;
  }

  /** Plays from a position of the whole, or stands there while it is paused. */
  seek(position: number, play = this.wanted): void {
    if (!this.recorded) return;
    this.position = within(this.recorded, position);
    this.wanted = play;
    this.tries = 0;
    this.load();
    this.requestUpdate();
  }

  private load(): void {
    const part = this.recorded?.parts[partAt(this.recorded, this.position)];
    if (this.silence) clearTimeout(this.silence);
    this.silence = null;
    if (!part || !this.recorded) return;
    const into = this.position - part.at;
    const index = this.recorded.parts.indexOf(part);
    if (!part.ogg) {
      this.audio.pause();
      this.playing = index;
      if (this.wanted) this.silence = setTimeout(this.next, part.length - into);
      return;
    }
    if (this.playing !== index) {
      this.playing = index;
      this.audio.src = playsOgg() ? part.ogg : part.mp3;
    }
    this.audio.currentTime = into / 1000;
    this.audio.playbackRate = SPEEDS[this.speed] ?? 1;
    if (this.wanted) void this.audio.play().catch(() => {});
    else this.audio.pause();
  }

  private pause(): void {
    this.wanted = false;
    this.audio.pause();
    if (this.silence) clearTimeout(this.silence);
    this.requestUpdate();
  }

  private toggle = (): void => {
    if (this.wanted) this.pause();
    else this.seek(this.position >= (this.recorded?.length ?? 0) ? 0 : this.position, true);
  };

  private moved = (): void => {
    const part = this.recorded?.parts[this.playing];
    if (!part?.ogg || this.audio.seeking || !this.wanted) return;
    this.position = part.at + Math.min(part.length - 1, Math.round(this.audio.currentTime * 1000));
    this.requestUpdate();
  };

  private next = (): void => {
    const after = this.recorded?.parts[this.playing + 1];
    if (after) this.seek(after.at);
    else {
      this.position = this.recorded?.length ?? 0;
      this.pause();
    }
  };

  /** A file for older browsers may still be in the making; whatever else is wrong, the next turn is heard. */
  private failed = (): void => {
    if (!this.wanted || !this.audio.src) return;
    const beingMade = this.audio.src.endsWith(".mp3") && this.tries++ < TRIES;
    this.playing = beingMade ? -1 : this.playing;
    this.silence = setTimeout(() => (beingMade ? this.load() : this.next()), beingMade ? 3000 : 500);
  };

  private clicked = (event: MouseEvent): void => {
    const pressed = (event.target as Element).closest<HTMLElement>("[data-listen-at], a[href^='#t=']");
    if (!pressed) return;
    const at = pressed.dataset.listenAt ?? positionIn(pressed.getAttribute("href") ?? "");
    if (at === null || at === "" || Number.isNaN(Number(at))) return;
    event.preventDefault();
    this.seek(Number(at), true);
  };

  private linked = (): void => {
    const at = positionIn(location.hash);
    if (at !== null) this.seek(at);
  };

  private pressed = (event: KeyboardEvent): void => {
    const length = this.recorded?.length ?? 0;
    const onSlider = (event.target as Element).getAttribute("role") === "slider";
    const moves: Record<string, number> = {
      ArrowRight: this.position + STEP,
      ArrowUp: this.position + STEP,
      ArrowLeft: this.position - STEP,
      ArrowDown: this.position - STEP,
      PageUp: this.position + LEAP,
      PageDown: this.position - LEAP,
      Home: 0,
      End: length,
    };
    const to = moves[event.key];
    if (to !== undefined && onSlider) this.seek(to);
    else if (event.key === " " && onSlider) this.toggle();
    else return;
    event.preventDefault();
  };

  private grabbed = (event: PointerEvent): void => {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.seek(this.pointed(event));
  };

  private dragged = (event: PointerEvent): void => {
    if ((event.currentTarget as Element).hasPointerCapture(event.pointerId)) this.seek(this.pointed(event));
  };

  private pointed(event: PointerEvent): number {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return ((event.clientX - box.left) / Math.max(1, box.width)) * (this.recorded?.length ?? 0);
  }

  private faster = (): void => {
    this.speed = (this.speed + 1) % SPEEDS.length;
    this.audio.playbackRate = SPEEDS[this.speed] ?? 1;
    this.requestUpdate();
  };

  private copy = async (): Promise<void> => {
    const link = new URL(`${this.recorded?.page ?? ""}#t=${this.position}`, location.href);
    try {
      await navigator.clipboard.writeText(link.href);
      this.said = site.copied();
    } catch {
      history.replaceState(history.state, "", link.hash);
    }
    this.requestUpdate();
  };
}

/** Safari before 18.4 plays no Ogg; everybody plays MP3. */
function playsOgg(): boolean {
  return new Audio().canPlayType("audio/ogg; codecs=opus") !== "";
}

/** A list of files that are being made is looked at again until all are there. */
export function watchFilesBeingMade(): void {
  setInterval(async () => {
    const list = document.querySelector("[data-files-being-made]");
    if (!list || document.hidden) return;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(list.id);
    if (fresh && list.isConnected) list.replaceWith(fresh);
  }, 3000);
}

customElements.define("sitting-player", SittingPlayer);
