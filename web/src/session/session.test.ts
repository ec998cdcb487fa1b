// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { picture, QuietAudio, welcome, you } from "../models/scenes";
import { type AnyEvent, VERSION } from "../wire/messages";
import { Refused } from "./refused";
import { Session } from "./session";

const quiet = (n: number) => ({ ev: "quiet", n, at: 0, by: "" });

describe("a session", () => {
  let wire: QuietAudio;
  let session: Session;
  let tickets: number;
  let heard: AnyEvent[];

  beforeEach(async () => {
    vi.useFakeTimers();
    wire = new QuietAudio();
    tickets = 0;
    heard = [];
    session = new Session(wire, {
      ticketUrl: "/rooms/makers/ticket",
      door: "live",
      fetch: async () => ({ ticket: `ticket ${++tickets}`, until: 0, wsPath: "/live", gathering: 7 }),
    });
    session.heard.hear((event) => heard.push(event));
    await session.enter();
    wire.onOpen();
    wire.hear(welcome(picture()));
  });

  afterEach(() => {
    session.leave();
    vi.useRealTimers();
  });

  async function comeBack(): Promise<void> {
    await vi.advanceTimersByTimeAsync(30_000);
    wire.onOpen();
  }

  test("says hello first, with the ticket", () => {
    expect(wire.opened[0]).toMatch(/^ws:.*\/live$/);
    expect(wire.sent[0]).toMatchObject({ do: "hello", ticket: "ticket 1", version: VERSION, door: "live" });
    expect(session.connection).toBe("open");
  });

  test("takes each number once and in order", () => {
    wire.hear(quiet(11));
    wire.hear(quiet(11));
    wire.hear(quiet(12));
    expect(heard.filter((event) => event.ev === "quiet")).toHaveLength(2);
  });

  test("a hole in the numbers is not folded over: it comes back from where it was", async () => {
    wire.hear(quiet(13));
    expect(session.connection).toBe("away");
    await comeBack();
    expect(wire.last("hello")).toMatchObject({ since: 10, gathering: 7, ticket: "fresh" });
  });

  test("a command that was not answered is sent again under the same key, and answered once", async () => {
    const answer = session.do({ do: "withdraw" });
    const { key } = wire.last("withdraw");
    wire.onClose(1006, "");
    await comeBack();
    wire.hear(welcome(null));
    expect(wire.sent.filter((one) => one.do === "withdraw").map((one) => one.key)).toEqual([key, key]);
    wire.hear({ re: key, ok: true, n: 11 });
    expect(await answer).toMatchObject({ n: 11 });
  });

  test("what is wished for while away is kept and sent on return", async () => {
    wire.onClose(4000, "");
    session.do({ do: "ask", kind: "contribution" }).catch(() => undefined);
    expect(wire.last("ask")).toEqual({});
    await comeBack();
    expect(wire.last("ask")).toEqual({});
    wire.hear(welcome(null));
    expect(wire.last("ask")).toMatchObject({ kind: "contribution" });
  });

  test("a refusal carries its code and facts", async () => {
    const answer = session.do({ do: "ask", kind: "contribution" });
    wire.hear({ re: wire.last("ask").key, refused: "line_closed", facts: { at: 5 } });
    const why = await answer.catch((refused: Refused) => refused);
    expect(why).toBeInstanceOf(Refused);
    expect(why).toMatchObject({ code: "line_closed", facts: { at: 5 } });
  });

  test("a stale ticket is exchanged for a fresh one", async () => {
    wire.onClose(4402, "");
    await comeBack();
    expect(wire.last("hello").ticket).toBe("ticket 2");
  });

  test("a node that lost the thread is asked for the whole picture", async () => {
    wire.onClose(4002, "");
    await comeBack();
    expect(wire.last("hello")).not.toHaveProperty("since");
  });

  test("taken out of the room, it does not come back, and what waited is told so", async () => {
    const answer = session.do({ do: "withdraw" });
    wire.onClose(4500, "مقاطعة");
    await expect(answer).rejects.toBeInstanceOf(Refused);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(wire.opened).toHaveLength(1);
    expect(session.ended).toMatchObject({ name: "removed", said: "مقاطعة" });
  });

  test("the end of the gathering ends it", () => {
    wire.hear({ ev: "closed", why: "", n: 11, at: 0, by: "" });
    expect(session.ended?.name).toBe("gathering_ended");
  });

  test("silence from the node is a loss, noticed without its help", async () => {
    await vi.advanceTimersByTimeAsync(45_000);
    expect(wire.sent.filter((one) => one.do === "ping").length).toBeGreaterThanOrEqual(3);
    expect(wire.opened.length).toBeGreaterThan(1);
  });

  test("a ticket is renewed over the socket before it ends", async () => {
    wire.hear({
      ev: "you",
      you: you(undefined, { ticket: "third", ticket_until: session.clock.now() + 20_000 }),
    });
    for (let waited = 0; waited < 15; waited += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      wire.hear({ ev: "pong", t: Math.round(session.clock.local()), now: Math.round(session.clock.now()) });
    }
    expect(wire.last("renew")).toHaveProperty("key");
  });

  test("when the page gives no ticket it says why, and does not try again", async () => {
    const shut = new Session(wire, {
      ticketUrl: "/x",
      door: "live",
      fetch: async () => {
        throw new Refused("members_only");
      },
    });
    await shut.enter();
    expect(shut.connection).toBe("ended");
    expect(shut.ended).toMatchObject({ name: "members_only" });
  });
});
