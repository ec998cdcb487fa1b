/** The page's two small doors: a ticket to enter with, and a name for a visitor who has none. */

import { readCookie } from "../lib/cookie";
import { type Facts, Refused } from "./refused";

/** What one enters with. `until` in ms; `wsPath` is where the socket is. */
export interface Ticket {
  ticket: string;
  until: number;
  wsPath: string;
  gathering: number;
}

/** Asks the page for a fresh ticket. Raises Refused when the doors are shut, and a plain error when nobody answers. */
export async function fetchTicket(url: string): Promise<Ticket> {
  return (await post(url, null)) as Ticket;
}

/** Gives a visitor a name and, with it, a ticket that says so. Raises Refused; `facts.cleaned` may hold a name that would do. */
export async function giveName(url: string, name: string): Promise<Ticket> {
  return (await post(url, { name })) as Ticket;
}

async function post(url: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      "X-CSRFToken": readCookie("csrftoken"),
      ...(body === null ? {} : { "content-type": "application/json" }),
    },
    body: body === null ? null : JSON.stringify(body),
  });
  const data = (await answer.json().catch(() => ({}))) as {
    refused?: string;
    facts?: Facts;
    cleaned?: string;
  };
  if (data.refused)
    throw new Refused(data.refused, { ...data.facts, ...(data.cleaned ? { cleaned: data.cleaned } : {}) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return data;
}
