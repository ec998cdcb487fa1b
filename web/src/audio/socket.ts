/** The room's one WebSocket. A new call of `open` leaves the old connection without a word. */

export interface SocketWays {
  onOpen(visit: number): void;
  onText(text: string, visit: number): void;
  onSound(bytes: Uint8Array): void;
  onClose(code: number, reason: string, visit: number): void;
}

/** Far above a second of sound and its words: the system itself is stuck, sound would only arrive stale. */
const MOST_BUFFERED_BYTES = 64 * 1024;

export class Socket {
  private socket: WebSocket | null = null;

  constructor(private readonly ways: SocketWays) {}

  open(url: string, visit: number): void {
    this.leave();
    let socket: WebSocket;
    try {
      socket = new WebSocket(url);
    } catch (error) {
      this.ways.onClose(1006, String(error), visit);
      return;
    }
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.ways.onOpen(visit);
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") this.ways.onText(data, visit);
      else this.ways.onSound(new Uint8Array(data));
    };
    socket.onclose = ({ code, reason }) => {
      if (this.socket === socket) this.socket = null;
      this.ways.onClose(code, reason, visit);
    };
    this.socket = socket;
  }

  /** Browsers let a page say 1000 and 3000–4999 only. */
  close(code: number): void {
    this.socket?.close(code === 1000 || (code >= 3000 && code <= 4999) ? code : 1000);
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

  private leave(): void {
    const old = this.socket;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close(1000);
    this.socket = null;
  }
}
