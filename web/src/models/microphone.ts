/** The reader's own microphone: permission, the check while waiting, and holding or locking it on air. Nothing here
 *  opens it without a press. */

import type { RoomAudio } from "../audio";
import { Signal } from "../lib/signal";
import { recall, remember } from "../lib/store";
import type { MicState } from "./dock-state";
import { LoudestOf, percent } from "./loudness";

export class Microphone {
  readonly changed = new Signal();
  readonly leveled = new Signal();

  state: MicState = "off";
  checking = false;
  onAir = false;
  locked = false;
  muted = false;
  held = false;
  level = 0;
  readonly loudest = new LoudestOf();

  private wantedDevice = recall("mic") ?? undefined;

  constructor(private readonly audio: RoomAudio) {
    audio.onMicLost = () => {
      this.checking = false;
      this.become("missing");
    };
    audio.onLevel = (level) => {
      this.level = percent(level.rms);
      this.loudest.take(this.level, level.clipping, performance.now());
      this.leveled.tell();
    };
  }

  /** Whether the voice goes out now. */
  get talking(): boolean {
    return this.onAir && (this.locked ? !this.muted : this.held);
  }

  /** Asks for the microphone; true when it is open. */
  async open(): Promise<boolean> {
    if (this.state === "ready") return true;
    this.become("asking");
    const answer = await this.audio.openMic(this.wantedDevice);
    if (answer === "missing" && this.wantedDevice) return this.use(undefined);
    this.become(answer);
    return answer === "ready";
  }

  /** Asks for the permission alone: opened and closed again. */
  async permit(): Promise<boolean> {
    const ready = await this.open();
    if (ready && !this.checking && !this.onAir) this.close();
    return ready;
  }

  /** Another device, kept for next time; undefined is the device's own choice. */
  async use(device: string | undefined): Promise<boolean> {
    this.wantedDevice = device;
    remember("mic", device ?? "");
    this.close();
    return this.open();
  }

  async check(): Promise<void> {
    this.checking = true;
    this.loudest.forget();
    if (!(await this.open())) this.checking = false;
    this.changed.tell();
  }

  finishCheck(): void {
    this.checking = false;
    if (!this.onAir) this.close();
    this.changed.tell();
  }

  close(): void {
    this.audio.closeMic();
    this.level = 0;
    if (this.state === "ready" || this.state === "asking") this.state = "off";
    this.changed.tell();
  }

  /** The turn began or ended: at its end the microphone is let go of. */
  setOnAir(on: boolean): void {
    if (on === this.onAir) return;
    this.onAir = on;
    this.checking = false;
    this.held = this.locked = this.muted = false;
    this.audio.setOnAir(on);
    this.tellVoice();
    if (!on) this.close();
    else if (this.state !== "ready") void this.open();
  }

  hold(on: boolean): void {
    if (this.held === on) return;
    this.held = on && this.onAir && !this.locked;
    this.tellVoice();
  }

  lock(on: boolean): void {
    this.locked = on && this.onAir;
    this.muted = this.held = false;
    this.tellVoice();
  }

  mute(on: boolean): void {
    this.muted = on;
    this.tellVoice();
  }

  private tellVoice(): void {
    this.audio.talk(this.talking);
    this.changed.tell();
  }

  private become(state: MicState): void {
    this.state = state;
    this.changed.tell();
  }
}
