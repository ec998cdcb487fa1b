/** The dock's states: what the foot of the room asks of you, from what is known and nothing else. */

import type { Connection } from "../session/session";
import type { Picture, SanctionView, You } from "../wire/messages";
import { placeOf, turnOf } from "./place";

export type DockState =
  | "listening"
  | "waiting"
  | "next"
  | "called"
  | "air"
  | "dotted"
  | "reconnecting"
  | "closed"
  | "nomic"
  | "textonly"
  | "suspended"
  | "lobby"
  | "adjourned";

export interface Joined {
  state: Connection;
  door: "live" | "text";
}

export type MicState = "off" | "asking" | "ready" | "denied" | "missing" | "busy";

/** The state of the dock. `now` is the room's clock in ms. What concerns you goes before what concerns the room, and
 *  what you have before what you may ask for. */
export function dockState(
  picture: Picture | null,
  you: You | null,
  connection: Joined,
  mic: MicState,
  now: number,
): DockState {
  if (!picture || !you) return "listening";
  if (connection.state !== "open") return "reconnecting";
  const turn = turnOf(picture, you.person?.id);
  if (turn?.state === "speaking") return "air";
  if (turn && turn.kind !== "written" && isShut(mic)) return "nomic";
  if (turn?.state === "called") return "called";
  if (turn) return placeOf(picture, turn) === 1 && turn.state === "waiting" ? "next" : "waiting";
  const sitting = picture.sitting?.state;
  if (sitting === "adjourned" || sitting === "closed") return "adjourned";
  if (inForce(you, "voice", now)) return "dotted";
  if (sitting === "lobby") return "lobby";
  if (connection.door === "text") return "textonly";
  if (picture.line.closed && !you.can.includes("supervise") && !you.can.includes("chair")) return "closed";
  return picture.gathering.suspended_at ? "suspended" : "listening";
}

/** Your sanction of a kind, while it is in force. */
export function inForce(you: You | null, kind: SanctionView["kind"], now: number): SanctionView | null {
  return you?.sanctions.find((one) => one.kind === kind && (one.until === 0 || one.until > now)) ?? null;
}

function isShut(mic: MicState): boolean {
  return mic === "denied" || mic === "missing" || mic === "busy";
}

/** Whether the stage bows to one row on a phone, because something is asked of you. */
export function asksOfYou(state: DockState): boolean {
  return ["waiting", "next", "called", "nomic", "dotted"].includes(state);
}
