import { expect, test } from "vitest";
import type { LastingEvent, Picture } from "../wire/messages";
import { fold } from "./fold";
import evenings from "./fold.fixture.json";

interface Evening {
  start: Picture;
  events: LastingEvent[];
  end: Picture;
}

test.each((evenings as unknown as Evening[]).map((evening, index) => [index, evening] as const))(
  "evening %i, folded here, ends as the node says",
  (_, { start, events, end }) => {
    expect(events.reduce(fold, start)).toEqual(end);
  },
);
