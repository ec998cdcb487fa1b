/** The room's one WebSocket. A new call of `open` leaves the old connection without a word. */

export interface SocketWays {
  onOpen(visit: number): void;
  onText(text: string, visit: number): void;
  onSound(bytes: Uint8Array): void;
  onClose(code: number, reason: string, visit: number): void;
}

/** Far above a second of sound and its words: the system itself is stuck, sound would only arrive stale. */
const MOST_BUFFERED_BYTES = 64 * 1024;

/** A connection that is neither refused nor made, as behind a hotel's login page or a policy. */
const MOST_CONNECTING_MS = 12_000;
/** A browser waits up to a minute for the other side's farewell; through a blackout it does not come. */
const MOST_CLOSING_MS = 2000;
const ABNORMAL = 1006;

export class Socket {
  private socket: WebSocket | null = null;
  private visit = 0;
  private patience: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ways: SocketWays) {}

  open(url: string, visit: number): void {
    this.leave();
    this.visit = visit;
    try {
      this.socket = this.connect(url, visit);
      this.endAfter(MOST_CONNECTING_MS, "no answer");
    } catch (error) {
      this.ways.onClose(ABNORMAL, String(error), visit);
    }
  }

  /** Browsers let a page say 1000 and 3000–4999 only. */
  close(code: number): void {
    if (!this.socket) return;
    this.socket.close(code === 1000 || (code >= 3000 && code <= 4999) ? code : 1000);
    this.endAfter(MOST_CLOSING_MS, "no farewell");
  }

  sendText(text: string): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(text);
    return true;
  }

  /** Sound gives way: it is not sent behind a queue of words. */
  sendSound(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    if (this.socket.bufferedAmount > MOST_BUFFERED_BYTES) return false;
    this.socket.send(bytes);
    return true;
  }

  private connect(url: string, visit: number): WebSocket {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      clearTimeout(this.patience);
      this.ways.onOpen(visit);
    };
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") this.ways.onText(data, visit);
      else this.ways.onSound(new Uint8Array(data));
    };
    socket.onclose = ({ code, reason }) => this.end(code, reason);
    return socket;
  }

  private endAfter(ms: number, reason: string): void {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.end(ABNORMAL, reason), ms);
  }

  private end(code: number, reason: string): void {
    this.leave();
    this.ways.onClose(code, reason, this.visit);
  }

  private leave(): void {
    clearTimeout(this.patience);
    const old = this.socket;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close(1000);
    this.socket = null;
  }
}
