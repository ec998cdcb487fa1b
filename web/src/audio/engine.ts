/** The thread that owns the room's socket and codecs, so that a blocked page makes no gap in the sound.
 *
 *  Words pass through to the page and back; sound stays here, but for the acknowledgements both sides owe. */

import { Downlink } from "./downlink";
import type { CapturedFrame, FromEngine, HeardFrame, ToEngine } from "./ports";
import { probeCodec } from "./probe";
import type { Rung } from "./rung";
import { Socket } from "./socket";
import { Uplink } from "./uplink";

const ACKNOWLEDGE_EVERY_MS = 500;
/** `{"ev":"heard","stream":65535,"slot":4294967295}` and a little air. */
const LONGEST_ACKNOWLEDGEMENT = 96;

export class Engine {
  private uplink: Uplink | null = null;
  private downlink = new Downlink(null, now);
  private roomOffset = 0;
  private readonly socket = new Socket({
    onOpen: (visit) => this.opened(visit),
    onText: (text, visit) => this.hearText(text, visit),
    onSound: (bytes) => this.downlink.take(bytes),
    onClose: (code, reason, visit) => this.say({ is: "close", code, reason, visit }),
  });

  constructor(private readonly say: (message: FromEngine) => void) {
    setInterval(() => this.acknowledge(), ACKNOWLEDGE_EVERY_MS);
  }

  take(order: ToEngine): void {
    switch (order.do) {
      case "probe":
        void this.probe(order.forced);
        break;
      case "open":
        this.socket.open(order.url, order.visit);
        break;
      case "close":
        this.socket.close(order.code);
        break;
      case "send":
        this.socket.sendText(order.text);
        break;
      case "capture":
        order.port.onmessage = ({ data }: MessageEvent<CapturedFrame>) => this.uplink?.take(data);
        break;
      case "player":
        this.play(order.port);
        break;
      case "talk":
        this.uplink?.talk(order.on);
        break;
      case "air":
        this.uplink?.setOnAir(order.on);
        break;
      case "clock":
        this.roomOffset = order.offset;
        break;
    }
  }

  private async probe(forced: Rung | null): Promise<void> {
    const codec = await probeCodec(forced);
    this.downlink = new Downlink(codec, now);
    if (codec) {
      this.uplink = new Uplink(codec, {
        send: (bytes) => this.socket.sendSound(bytes),
        roomTime: () => performance.timeOrigin + performance.now() + this.roomOffset,
        now,
        onLevel: (level) => this.say({ is: "level", level }),
      });
    }
    this.say({ is: "codec", rung: codec?.rung ?? null });
  }

  private play(port: MessagePort | null): void {
    this.downlink.clear();
    this.downlink.onFrame = port && ((frame) => port.postMessage(frame, carried(frame)));
  }

  private opened(visit: number): void {
    this.uplink?.reconnected();
    this.downlink.clear();
    this.say({ is: "open", visit });
  }

  private hearText(text: string, visit: number): void {
    if (!this.consume(text)) this.say({ is: "text", text, visit });
  }

  /** The node's acknowledgement of our sound is for us alone; anything else is the page's. */
  private consume(text: string): boolean {
    if (text.length > LONGEST_ACKNOWLEDGEMENT || !text.includes('"heard"')) return false;
    const event = JSON.parse(text) as { ev?: string; slot?: number };
    if (event.ev !== "heard" || event.slot === undefined) return false;
    this.uplink?.acknowledge(event.slot);
    return true;
  }

  private acknowledge(): void {
    for (const due of this.downlink.acknowledgements())
      this.socket.sendText(JSON.stringify({ do: "heard", ...due }));
  }
}

function now(): number {
  return performance.now();
}

function carried(frame: HeardFrame): Transferable[] {
  return frame.pcm ? [frame.pcm.buffer] : [];
}
