/** The room's one AudioContext: made at the first need, woken by every gesture and whenever the page is seen again.
 *
 *  One context and its default output, never `setSinkId`: Chrome's echo canceller hears only that. */

interface AudioSession {
  type: "auto" | "playback" | "play-and-record";
}

const PATIENCE_MS = 1000;
const GESTURES = ["pointerup", "keydown", "touchend"] as const;

export class RoomContext {
  private context: AudioContext | null = null;
  private modules = new Map<string, Promise<void>>();
  private wanted = new Set<"listening" | "microphone">();

  get isRunning(): boolean {
    return this.context?.state === "running";
  }

  /** Declares a need and gives the context, running where the browser allows it now. */
  async need(what: "listening" | "microphone", workletUrl: string): Promise<AudioContext> {
    this.wanted.add(what);
    this.nameSession();
    const context = this.context ?? this.begin();
    await Promise.all([this.load(context, workletUrl), this.wake()]);
    return context;
  }

  /** A context nobody needs is put to sleep, so that a phone's microphone light and battery rest. */
  release(what: "listening" | "microphone"): void {
    this.wanted.delete(what);
    this.nameSession();
    if (this.wanted.size === 0) void this.context?.suspend().catch(() => {});
  }

  private begin(): AudioContext {
    const context = new AudioContext({ latencyHint: "interactive" });
    for (const gesture of GESTURES) addEventListener(gesture, () => void this.wake(), { passive: true });
    document.addEventListener("visibilitychange", () => void this.wake());
    this.context = context;
    return context;
  }

  /** A context that may not start yet leaves its promise open: nobody waits for that longer than a second. */
  private async wake(): Promise<void> {
    if (!this.context || this.wanted.size === 0 || this.context.state === "running") return;
    const resumed = this.context.resume().catch(() => {});
    await Promise.race([resumed, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  }

  private load(context: AudioContext, url: string): Promise<void> {
    const loading = this.modules.get(url) ?? context.audioWorklet.addModule(url);
    this.modules.set(url, loading);
    loading.catch(() => this.modules.delete(url));
    return loading;
  }

  /** iOS: routes the voice to the loudspeaker, and past the silent switch, by what the page says it does. */
  private nameSession(): void {
    const session = (navigator as { audioSession?: AudioSession }).audioSession;
    if (!session) return;
    if (this.wanted.has("microphone")) session.type = "play-and-record";
    else session.type = this.wanted.has("listening") ? "playback" : "auto";
  }
}
