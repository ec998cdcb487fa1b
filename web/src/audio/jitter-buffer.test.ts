import { describe, expect, it } from "vitest";
import { JitterBuffer } from "./jitter-buffer";
import { dice, frameAt, latenessBetween, play, spoken } from "./trace.test-kit";

describe("Salma listens to Omar", () => {
  it("on a calm line hears him whole, a bundle and a frame late", () => {
    const buffer = new JitterBuffer(60);
    const heard = play(buffer, spoken({ seconds: 20 }), 21);
    expect(buffer.gaps).toBe(0);
    expect(buffer.lost).toBe(0);
    expect(heard.soundingMs).toBeGreaterThan(19_950);
    expect(latenessBetween(heard, 5, 20)).toBeGreaterThan(75);
    expect(latenessBetween(heard, 5, 20)).toBeLessThan(101);
  });

  it("on an uneven line waits as long as its unevenness, and hears few gaps", () => {
    const roll = dice(7);
    const buffer = new JitterBuffer(60);
    const heard = play(buffer, spoken({ seconds: 60, delay: () => 40 + 120 * roll() ** 3 }), 61);
    expect(buffer.gaps).toBeLessThanOrEqual(4);
    expect(buffer.targetMs).toBeGreaterThan(120);
    expect(latenessBetween(heard, 30, 60)).toBeLessThan(260);
  });

  it("comes back to the short delay when the line calms down", () => {
    const roll = dice(11);
    const buffer = new JitterBuffer(60);
    const delay = (slot: number) => (slot < 1000 ? 150 * roll() : 0);
    const heard = play(buffer, spoken({ seconds: 60, delay }), 61);
    expect(latenessBetween(heard, 10, 20)).toBeGreaterThan(120);
    expect(latenessBetween(heard, 55, 60)).toBeLessThan(100);
  });

  it("after three seconds of blackout is as near as before it", () => {
    const blackout = (slot: number) => Math.max(0, 10_000 + 3000 - Math.max(10_000, slot * 20));
    const delay = (slot: number) => (slot * 20 >= 10_000 ? blackout(slot) : 0);
    const buffer = new JitterBuffer(60);
    const heard = play(buffer, spoken({ seconds: 30, delay }), 31);
    expect(buffer.gaps).toBe(1);
    expect(latenessBetween(heard, 5, 10)).toBeLessThan(101);
    expect(latenessBetween(heard, 14, 20)).toBeLessThan(110);
    expect(latenessBetween(heard, 25, 30)).toBeLessThan(101);
  });

  it("learns anew when the line stays slower for good", () => {
    const buffer = new JitterBuffer(60);
    const heard = play(buffer, spoken({ seconds: 60, delay: (slot) => (slot > 500 ? 1500 : 0) }), 62);
    expect(buffer.gaps).toBeLessThanOrEqual(3);
    expect(latenessBetween(heard, 50, 60)).toBeLessThan(1500 + 120);
  });

  it.each([1.0001, 0.9999])("for five minutes when his clock runs %f times hers", (clock) => {
    const buffer = new JitterBuffer(60);
    const heard = play(buffer, spoken({ seconds: 300, clock }), 301);
    const drift = (at: number) => at * 1000 * (1 - clock);
    expect(buffer.gaps).toBeLessThanOrEqual(3);
    expect(latenessBetween(heard, 290, 300) - drift(295)).toBeLessThan(110);
    expect(latenessBetween(heard, 290, 300) - drift(295)).toBeGreaterThan(20);
  });

  it("hears a word of forty milliseconds", () => {
    const buffer = new JitterBuffer(300);
    const heard = play(buffer, spoken({ seconds: 0.04 }), 1);
    expect(heard.soundingMs).toBeCloseTo(40, 3);
    expect(buffer.gaps).toBe(0);
  });

  it("takes his pause for a pause and not for a gap", () => {
    const buffer = new JitterBuffer(60);
    const second = spoken({ seconds: 3, firstSlot: 200 });
    second[0].frame.silenceBefore = true;
    const heard = play(buffer, [...spoken({ seconds: 3 }), ...second], 8);
    expect(buffer.gaps).toBe(0);
    expect(buffer.lost).toBe(0);
    expect(latenessBetween(heard, 5, 7)).toBeLessThan(125);
  });

  it("keeps the length of a hole while something still sounds before it", () => {
    const buffer = new JitterBuffer(300);
    const sent = spoken({ seconds: 5 }).filter(({ frame }) => frame.slot < 100 || frame.slot >= 105);
    const heard = play(buffer, sent, 6);
    expect(buffer.lost).toBe(5);
    expect(buffer.gaps).toBe(0);
    expect(Math.abs(latenessBetween(heard, 3, 5) - latenessBetween(heard, 1, 2))).toBeLessThan(40);
  });

  it("counts frames made up for lost ones as lost", () => {
    const buffer = new JitterBuffer(60);
    buffer.take(frameAt(1, { first: true }), 20);
    buffer.take(frameAt(2, { concealed: true }), 80);
    buffer.take(frameAt(3), 80);
    expect(buffer.lost).toBe(1);
    expect(buffer.fillMs).toBe(60);
  });

  it("passes over a frame that came twice", () => {
    const buffer = new JitterBuffer(60);
    buffer.take(frameAt(1, { first: true }), 20);
    buffer.take(frameAt(1), 20);
    expect(buffer.fillMs).toBe(20);
  });

  it("follows him to a new page, whose clock begins again", () => {
    const buffer = new JitterBuffer(60);
    const again = spoken({ seconds: 5, firstSlot: 3 }).map((sent) => ({
      ...sent,
      arrivesAt: sent.arrivesAt + 60_000,
    }));
    const before = spoken({ seconds: 5, firstSlot: 2700, delay: () => -54_000 });
    const heard = play(buffer, [...before, ...again], 67);
    expect(buffer.gaps).toBe(0);
    expect(heard.soundingMs).toBeGreaterThan(9900);
    expect(buffer.targetMs).toBeLessThan(90);
  });

  it("never keeps more than the target and eight tenths of a second", () => {
    const buffer = new JitterBuffer(60);
    for (let slot = 0; slot < 400; slot++) buffer.take(frameAt(slot, { first: slot === 0 }), 100);
    expect(buffer.fillMs).toBeLessThanOrEqual(buffer.targetMs + 800);
  });

  it("waits longer as soon as it is asked to", () => {
    const buffer = new JitterBuffer(60);
    buffer.setMinTarget(300);
    expect(buffer.targetMs).toBe(300);
  });
});
