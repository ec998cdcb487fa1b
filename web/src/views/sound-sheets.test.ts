// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LiveRoom } from "../models/room";
import { picture, salma, you } from "../models/scenes";
import { draw, enterRoom } from "./room-in-test";
import "./sound-sheets";

describe("the connection button", () => {
  let room: LiveRoom;

  beforeEach(() => vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
  afterEach(() => {
    room.leave();
    vi.useRealTimers();
  });

  test("says that the line is weak, and good again, while nothing else happens", async () => {
    const entered = await enterRoom(picture([]), you(salma));
    room = entered.room;
    await room.listen();
    const button = await draw("connection-button", room);
    const says = () => button.querySelector("button")?.getAttribute("aria-label");
    expect(says()).toBe("Connection: good");

    const stats = vi.spyOn(entered.audio, "stats");
    stats.mockReturnValue({ bufferMs: 0, targetMs: 0, jitterMs: 900, lost: 0, gaps: 0 });
    vi.advanceTimersByTime(1000);
    await (button as unknown as { updateComplete: Promise<boolean> }).updateComplete;
    expect(says()).toBe("Connection: weak");

    stats.mockReturnValue({ bufferMs: 0, targetMs: 0, jitterMs: 20, lost: 0, gaps: 0 });
    vi.advanceTimersByTime(1000);
    await (button as unknown as { updateComplete: Promise<boolean> }).updateComplete;
    expect(says()).toBe("Connection: good");
  });
});
