// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";
import { Microphone } from "./microphone";
import { QuietAudio } from "./scenes";

describe("the microphone", () => {
  let audio: QuietAudio;
  let mic: Microphone;

  beforeEach(() => {
    audio = new QuietAudio();
    mic = new Microphone(audio);
  });

  test("the voice goes out only on air, and only while held", () => {
    mic.hold(true);
    expect(mic.talking).toBe(false);
    mic.setOnAir(true);
    expect(mic.talking).toBe(false);
    mic.hold(true);
    expect(mic.talking).toBe(true);
    mic.hold(false);
    expect(mic.talking).toBe(false);
  });

  test("locked, it stays open until muted", () => {
    mic.setOnAir(true);
    mic.lock(true);
    expect(mic.talking).toBe(true);
    mic.hold(true);
    mic.hold(false);
    expect(mic.talking).toBe(true);
    mic.mute(true);
    expect(mic.talking).toBe(false);
  });

  test("the end of the turn lets go of it, and the next turn begins unlocked", () => {
    mic.setOnAir(true);
    mic.lock(true);
    mic.setOnAir(false);
    expect(audio.told.slice(-2)).toEqual(["hush", "close mic"]);
    mic.setOnAir(true);
    expect(mic.talking).toBe(false);
  });

  test("asking for the permission opens it and closes it again", async () => {
    expect(await mic.permit()).toBe(true);
    expect(audio.told).toEqual(["open mic", "close mic"]);
    expect(mic.state).toBe("off");
  });

  test("a refusal is remembered as such", async () => {
    audio.micAnswer = "denied";
    await mic.check();
    expect(mic.state).toBe("denied");
    expect(mic.checking).toBe(false);
  });

  test("a microphone that is pulled out is missing, whatever was being done", async () => {
    await mic.check();
    audio.onMicLost();
    expect([mic.state, mic.checking]).toEqual(["missing", false]);
  });
});
