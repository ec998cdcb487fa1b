/** The face of the room's sound without the sound: the socket is the page's own, the levels are made up. */

import type { RoomAudio } from "../src/audio";

class SilentAudio implements RoomAudio {
  readonly rung = "webcodecs" as const;
  readonly canSpeak = true;
  readonly isHeard = true;
  onMicLost: RoomAudio["onMicLost"] = () => {};
  roomClockOffset = 0;
  onText: RoomAudio["onText"] = () => {};
  onOpen: RoomAudio["onOpen"] = () => {};
  onClose: RoomAudio["onClose"] = () => {};
  onLevel: RoomAudio["onLevel"] = () => {};
  onStream: RoomAudio["onStream"] = () => {};
  private socket: WebSocket | null = null;
  private mic = false;

  constructor() {
    setInterval(() => {
      const rms = 0.03 + Math.random() * 0.09;
      if (this.mic) this.onLevel({ rms, peak: rms * 3, clipping: false, silent: false });
      for (let stream = 50; stream < 54; stream += 1) this.onStream(stream, true, rms);
    }, 120);
  }

  open(url: string): void {
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.onopen = () => socket === this.socket && this.onOpen();
    socket.onmessage = (event) => socket === this.socket && this.onText(String(event.data));
    socket.onclose = (event) => socket === this.socket && this.onClose(event.code, event.reason);
  }

  close(code = 1000): void {
    const { socket } = this;
    this.socket = null;
    socket?.close(code);
  }

  send(text: string): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(text);
    return true;
  }

  async listen(): Promise<void> {}
  silence(): void {}
  setVolume(): void {}
  setMinTargetMs(): void {}
  setFallbackUrl(): void {}

  async openMic(): Promise<"ready" | "denied"> {
    this.mic = !location.search.includes("nomic");
    return this.mic ? "ready" : "denied";
  }

  closeMic(): void {
    this.mic = false;
  }

  async devices(): Promise<{ id: string; label: string }[]> {
    return [{ id: "usb", label: "USB Microphone" }];
  }

  talk(): void {}
  setOnAir(): void {}

  stats() {
    return { bufferMs: 120, jitterMs: 12, lost: 0, gaps: 1 };
  }
}

export async function openRoomAudio(): Promise<RoomAudio> {
  return new SilentAudio();
}
