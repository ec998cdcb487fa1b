// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import type {
  BallotChanged,
  HereChanged,
  PageTurned,
  SeatsChanged,
  SittingChanged,
  VoteCast,
} from "../wire/messages";
import { fold } from "./fold";
import { keepReceipt, keptReceipt, makeReceipt } from "./receipts";
import { NOW, picture } from "./scenes";
import { itemPlace, mainBallot, nextItem, seatOf } from "./sitting";
import { ballot, seat, sitting } from "./sitting.fixture";

const said = { n: 11, at: NOW, by: "" };
const before = picture([], { sitting: sitting() });

describe("the fold of a sitting", () => {
  test("what changed takes the place of the sitting before", () => {
    const next = sitting({ state: "suspended" });
    const event: SittingChanged = { ev: "sitting", sitting: next, what: "", subject: 0, act: null, ...said };
    expect(fold(before, event)).toEqual({ ...before, sitting: next, n: 11 });
  });

  test("seats bring their places and the quorum", () => {
    const changed = {
      seats: [seat(1, "غرفة سُقيا", { present: true })],
      places: [],
      quorum: { present: 1, needed: 2, seats: 3 },
    };
    const event: SeatsChanged = { ev: "seats", what: "", ...changed, ...said };
    expect(fold(before, event).sitting).toEqual({ ...sitting(), ...changed });
    expect(fold(picture(), event).sitting).toBeNull();
  });

  test("whoever comes or leaves is marked at their seat, and nothing else changes", () => {
    const [first, second] = before.sitting?.seats ?? [];
    const quorum = { present: 1, needed: 2, seats: 3 };
    const told: HereChanged = { ev: "here", here: [], away: [first?.holder ?? 0], quorum, ...said };
    const after = fold(before, told).sitting;
    expect(first?.present).toBe(true);
    expect(after).toEqual({ ...sitting(), seats: after?.seats, quorum });
    expect(after?.seats[0]).toEqual({ ...first, present: false });
    expect(after?.seats[1]).toEqual(second);
    const back: HereChanged = { ...told, here: told.away, away: [], quorum: sitting().quorum };
    expect(fold({ ...before, sitting: after ?? null }, back).sitting).toEqual(sitting());
  });

  test("a page is turned in its item alone", () => {
    const event: PageTurned = { ev: "page", item: 3, page: 3, ...said };
    expect(fold(before, event).sitting?.items.map((item) => item.page)).toEqual([1, 1, 3, 1]);
  });

  test("a ballot comes last, and afterwards stays in its place", () => {
    const event = (changed: BallotChanged["ballot"]): BallotChanged => ({
      ev: "ballot",
      ballot: changed,
      what: "",
      act: null,
      ...said,
    });
    const once = fold(before, event(ballot()));
    const twice = fold(fold(once, event(ballot({ id: 6 }))), event(ballot({ voted: [1, 2] })));
    expect(twice.sitting?.ballots.map((one) => [one.id, one.voted])).toEqual([
      [5, [1, 2]],
      [6, [2]],
    ]);
    const cast = (ballot: number, room: number): VoteCast => ({ ev: "voted", ballot, room, ...said });
    const voted = [cast(6, 3), cast(6, 1), cast(6, 3), cast(7, 9)].reduce(
      (picture, one) => fold(picture, one),
      twice,
    );
    expect(voted.sitting?.ballots.map((one) => one.voted)).toEqual([
      [1, 2],
      [1, 2, 3],
    ]);
  });
});

describe("what is asked of a sitting", () => {
  test("where the agenda stands, and what comes next", () => {
    expect(itemPlace(sitting())).toBe(3);
    expect(nextItem(sitting())?.number).toBe("4");
    expect(itemPlace(sitting({ current: 0 }))).toBe(0);
    expect(seatOf(sitting(), 0)).toBeNull();
  });

  test("the open vote stands before one that waits; another item's result is gone", () => {
    const waiting = ballot({ id: 1, state: "created" });
    expect(mainBallot(sitting({ ballots: [waiting, ballot()] }))?.id).toBe(5);
    expect(mainBallot(sitting({ ballots: [ballot({ state: "published", item: 2 })] }))).toBeNull();
  });
});

test("a receipt is 192 bits that may stand in an address, and is kept by ballot", () => {
  const receipt = makeReceipt();
  expect(receipt).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(makeReceipt()).not.toBe(receipt);
  keepReceipt(5, receipt);
  expect([keptReceipt(5), keptReceipt(6)]).toEqual([receipt, ""]);
});
