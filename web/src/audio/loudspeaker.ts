/** The page's side of playback: the worklet, its volumes and what it reports. */

import type { EngineLink } from "./engine-link";
import playbackUrl from "./playback.worklet?worker&url";
import type { FromPlayback, PlaybackStats, StreamReading, Tape, ToPlayback } from "./ports";
import type { RoomContext } from "./room-context";

export class Loudspeaker {
  stats: PlaybackStats = { bufferMs: 0, targetMs: 0, jitterMs: 0, lost: 0, gaps: 0 };
  private starting: Promise<void> | null = null;
  private node: AudioWorkletNode | null = null;
  private volumes = new Map<number | "all", number>();
  private minTargetMs = 300;
  private onTape: (tape: Tape) => void = () => {};

  constructor(
    private readonly context: RoomContext,
    private readonly engine: EngineLink,
    private readonly onReading: (streams: StreamReading[]) => void,
    private readonly taped: boolean,
  ) {}

  get isOn(): boolean {
    return this.starting !== null;
  }

  /** Starts once; a start that failed may be tried again. */
  start(): Promise<void> {
    this.starting ??= this.begin().catch((error) => {
      this.starting = null;
      this.context.release("listening");
      throw error;
    });
    return this.starting;
  }

  stop(): void {
    if (!this.starting) return;
    this.starting = null;
    this.engine.tell({ do: "player", port: null });
    this.tell({ do: "silence" });
    this.context.release("listening");
  }

  setVolume(stream: number | "all", gain: number): void {
    this.volumes.set(stream, gain);
    this.tell({ do: "volume", stream, gain });
  }

  setMinTarget(ms: number): void {
    this.minTargetMs = ms;
    this.tell({ do: "minimum", ms });
  }

  readTape(): Promise<Tape | null> {
    if (!this.node) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.onTape = resolve;
      this.tell({ do: "tap" });
    });
  }

  private async begin(): Promise<void> {
    const context = await this.context.need("listening", playbackUrl);
    if (!this.starting) return;
    this.node ??= this.place(context);
    const { port1, port2 } = new MessageChannel();
    this.tell({ do: "engine", port: port1 }, [port1]);
    this.engine.tell({ do: "player", port: port2 }, [port2]);
  }

  private place(context: AudioContext): AudioWorkletNode {
    const node = new AudioWorkletNode(context, "room-playback", {
      numberOfInputs: 0,
      outputChannelCount: [2],
    });
    node.port.onmessage = ({ data }: MessageEvent<FromPlayback>) => this.hear(data);
    node.connect(context.destination);
    this.node = node;
    for (const [stream, gain] of this.volumes) this.tell({ do: "volume", stream, gain });
    this.tell({ do: "minimum", ms: this.minTargetMs });
    if (this.taped) this.tell({ do: "tap" });
    return node;
  }

  private hear(message: FromPlayback): void {
    if (message.is === "tape") this.onTape(message.tape);
    else {
      this.stats = message.stats;
      this.onReading(message.streams);
    }
  }

  private tell(order: ToPlayback, carried: Transferable[] = []): void {
    this.node?.port.postMessage(order, carried);
  }
}
