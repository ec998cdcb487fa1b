/** Rung 3: the room by LL-HLS, listen only, about a second behind. */

import type HlsType from "hls.js/light";

export class HttpPlayer {
  private url = "";
  private audio: HTMLAudioElement | null = null;
  private hls: HlsType | null = null;
  private volume = 1;
  private wanted = false;

  setUrl(url: string): void {
    if (url === this.url) return;
    this.url = url;
    if (this.wanted) void this.start();
  }

  /** Must be called in a press: the element is made and told to play before anything is awaited. */
  async start(): Promise<void> {
    this.wanted = true;
    this.audio ??= new Audio();
    this.audio.volume = this.volume;
    if (!this.url) return;
    if (canPlayNatively(this.audio)) this.audio.src = this.url;
    else await this.attach(this.audio);
    await this.audio.play().catch(() => {});
  }

  stop(): void {
    this.wanted = false;
    this.hls?.destroy();
    this.hls = null;
    this.audio?.pause();
    this.audio?.removeAttribute("src");
  }

  /** A media element's volume ends at 1; a louder wish is heard as 1. */
  setVolume(gain: number): void {
    this.volume = Math.max(0, Math.min(1, gain));
    if (this.audio) this.audio.volume = this.volume;
  }

  /** Its worker would come from a blob, which the pages' policy forbids. */
  private async attach(audio: HTMLAudioElement): Promise<void> {
    const { default: Hls } = await import("hls.js/light");
    if (!this.wanted) return;
    this.hls?.destroy();
    this.hls = new Hls({ enableWorker: false, lowLatencyMode: true, backBufferLength: 10 });
    this.hls.on(
      Hls.Events.ERROR,
      (_event, { fatal, type }) => fatal && this.mend(type === Hls.ErrorTypes.MEDIA_ERROR),
    );
    this.hls.loadSource(this.url);
    this.hls.attachMedia(audio);
  }

  private mend(isMedia: boolean): void {
    if (isMedia) this.hls?.recoverMediaError();
    else setTimeout(() => this.hls?.loadSource(this.url), 3000);
  }
}

/** Whether this browser can play the third rung at all. */
export function canPlayHttp(): boolean {
  return typeof MediaSource === "function" || canPlayNatively(new Audio());
}

/** Only where there is no MediaSource: other browsers claim the type and stand far behind. */
function canPlayNatively(audio: HTMLAudioElement): boolean {
  return typeof MediaSource !== "function" && audio.canPlayType("application/vnd.apple.mpegurl") !== "";
}
