/** The page's side of the microphone: permission, the chosen device, and the line to the engine. */

import captureUrl from "./capture.worklet?worker&url";
import type { EngineLink } from "./engine-link";
import type { FromCapture, Tape, ToCapture } from "./ports";
import type { RoomContext } from "./room-context";

export type MicState = "ready" | "denied" | "missing" | "busy";

const CHOSEN_KEY = "multaqa.microphone";

export class Microphone {
  private stream: MediaStream | null = null;
  private source: MediaStreamAudioSourceNode | null = null;
  private node: AudioWorkletNode | null = null;
  private onTape: (tape: Tape) => void = () => {};
  /** Numbers the openings: one that was closed while the browser still asked must not come alive. */
  private opening = 0;

  constructor(
    private readonly context: RoomContext,
    private readonly engine: EngineLink,
    private readonly onLost: () => void,
    private readonly taped: boolean,
  ) {}

  /** Asks the browser for the microphone; only ever called from a press. */
  async open(deviceId = chosenDevice()): Promise<MicState> {
    this.close();
    const opening = ++this.opening;
    if (!navigator.mediaDevices?.getUserMedia) return "missing";
    try {
      const stream = await askFor(deviceId);
      if (opening !== this.opening) return release(stream);
      this.stream = stream;
      await this.connect(stream);
    } catch (error) {
      if (opening === this.opening) this.close();
      return refusal(error);
    }
    if (opening !== this.opening) return "missing";
    rememberDevice(deviceId);
    return "ready";
  }

  close(): void {
    this.opening++;
    if (this.stream) release(this.stream);
    this.source?.disconnect();
    this.tell({ do: "stop" });
    this.node?.disconnect();
    if (this.stream) this.context.release("microphone");
    this.stream = this.source = this.node = null;
  }

  readTape(): Promise<Tape | null> {
    if (!this.node) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.onTape = resolve;
      this.tell({ do: "tap" });
    });
  }

  private async connect(stream: MediaStream): Promise<void> {
    const context = await this.context.need("microphone", captureUrl);
    if (this.stream !== stream) return;
    this.source = context.createMediaStreamSource(stream);
    // Its silent output is connected because browsers run only what leads to a destination.
    this.node = new AudioWorkletNode(context, "room-capture", { outputChannelCount: [1] });
    this.node.port.onmessage = ({ data }: MessageEvent<FromCapture>) => this.onTape(data.tape);
    const { port1, port2 } = new MessageChannel();
    this.engine.tell({ do: "capture", port: port2 }, [port2]);
    if (this.taped) this.tell({ do: "tap" });
    this.tell({ do: "engine", port: port1 }, [port1]);
    this.source.connect(this.node).connect(context.destination);
    stream.getAudioTracks()[0].onended = () => this.lose(stream);
  }

  /** Unplugged, or taken back in the browser's settings. */
  private lose(stream: MediaStream): void {
    if (this.stream !== stream) return;
    this.close();
    this.onLost();
  }

  private tell(order: ToCapture, carried: Transferable[] = []): void {
    this.node?.port.postMessage(order, carried);
  }
}

/** The microphones the browser shows; their names are empty until permission was given once. */
export async function listMicrophones(): Promise<{ id: string; label: string }[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return devices
    .filter((device) => device.kind === "audioinput")
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** The chosen device, or the system's own where that one is gone today. */
async function askFor(deviceId: string | undefined): Promise<MediaStream> {
  const ask = (id?: string) =>
    navigator.mediaDevices.getUserMedia({
      audio: {
        ...(id ? { deviceId: { exact: id } } : {}),
        channelCount: 1,
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
      },
    });
  if (!deviceId) return ask();
  return ask(deviceId).catch((error) => {
    if (isNamed(error, "OverconstrainedError", "NotFoundError")) return ask();
    throw error;
  });
}

function refusal(error: unknown): MicState {
  if (isNamed(error, "NotAllowedError", "SecurityError")) return "denied";
  if (isNamed(error, "NotReadableError", "AbortError", "TrackStartError")) return "busy";
  return "missing";
}

function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

function release(stream: MediaStream): "missing" {
  for (const track of stream.getTracks()) {
    track.onended = null;
    track.stop();
  }
  return "missing";
}

function chosenDevice(): string | undefined {
  try {
    return localStorage.getItem(CHOSEN_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

function rememberDevice(id: string | undefined): void {
  try {
    if (id) localStorage.setItem(CHOSEN_KEY, id);
  } catch {
    // A browser that keeps nothing asks for the system's own microphone next time.
  }
}
