/** Times as the live room says them. Everything that comes in is ms since the epoch unless its name says otherwise. */

import { digits } from "./digits";

const DAY = 86_400_000;

/** 23:41, in the reader's own zone; inside a room the clock has 24 hours. */
export function hour(at: number): string {
  const moment = new Date(at);
  return digits(`${pad(moment.getHours())}:${pad(moment.getMinutes())}`);
}

/** The hour when it is near, the day with it when it is further than twenty hours away. */
export function moment(at: number, now: number = Date.now()): string {
  if (Math.abs(at - now) < DAY * (20 / 24)) return hour(at);
  const locale = document.documentElement.lang || "ar";
  const day = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, {
    day: "numeric",
    month: "long",
  }).format(at);
  return `${digits(day)}، ${hour(at)}`.replace("، ", locale.startsWith("ar") ? "، " : ", ");
}

/** A running clock: 1:30 for 90 seconds. Never below zero. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return digits(`${Math.floor(whole / 60)}:${pad(whole % 60)}`);
}

/** How long something took: 7:40, from ms. */
export function length(ms: number): string {
  return clock(Math.floor(ms / 1000));
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
