/** One message of the chat, and one on its way out. */

import { html, nothing, type TemplateResult } from "lit";
import { type Piece, pieces } from "../lib/links";
import { hour } from "../lib/time";
import { chat } from "../lib/words";
import type { Draft } from "../models/chat-log";
import type { LiveRoom } from "../models/room";
import type { MessageView } from "../wire/messages";
import { avatar, beside, small } from "./parts";
import { seatBeside } from "./sitting-seats";

/** A message that arrived. */
export function message(room: LiveRoom, one: MessageView): TemplateResult {
  return html`<article class="msg ${one.whisper ? "msg--whisper" : ""}" data-id=${one.id} data-n=${one.n}>
    ${avatar(one.person.name)}
    <header><b><bdi>${one.person.name}</bdi></b>${seatBeside(room.sitting, one.person)}${beside(one.person)}${one.whisper ? html`<span class="chip chip--line">${chat.whisper()}</span>` : nothing}<time datetime=${new Date(one.at).toISOString()}>${hour(one.at)}</time>
      ${one.hidden ? nothing : more(one)}</header>
    ${one.reply_to && one.reply_name ? quote(one) : nothing}
    ${one.hidden ? html`<p class="hint">${chat.hidden()}</p>` : html`<p dir="auto">${words(room, one)}</p>`}
  </article>`;
}

/** A message that has not been taken in yet: it says so, and never loses its text. */
export function draft(room: LiveRoom, one: Draft): TemplateResult {
  const me = room.you?.person;
  return html`<article class="msg msg--draft" aria-busy=${one.state === "failed" ? nothing : "true"}>
    ${avatar(me?.name ?? "")}
    <header><b><bdi>${me?.name ?? ""}</bdi></b><span class=${one.state === "failed" ? "harm" : ""} role=${one.state === "failed" ? "alert" : nothing}>${state(one)}</span></header>
    <p dir="auto">${one.text}</p>
    ${
      one.state === "failed"
        ? html`<p class="row">${one.why ? html`<span class="hint">${one.why}</span>` : nothing}<button class="link" @click=${() => room.send(one)}>${chat.resend()}</button>
          <button class="link" @click=${() => discard(room, one)}>${chat.discard()}</button></p>`
        : nothing
    }
  </article>`;
}

function state(one: Draft): string {
  return { sending: chat.sending, kept: chat.kept, failed: chat.notSent }[one.state]();
}

function discard(room: LiveRoom, one: Draft): void {
  room.chat.drop(one.key);
  room.changed.tell();
}

function more(one: MessageView): TemplateResult {
  const open = (event: Event) =>
    event.target?.dispatchEvent(new CustomEvent("open-message", { bubbles: true, detail: one.id }));
  return html`<button class="msg__more" aria-haspopup="dialog" aria-label=${chat.options(one.person.name)} @click=${open}>${small("more")}</button>`;
}

function quote(one: MessageView): TemplateResult {
  const jump = (event: Event) =>
    event.target?.dispatchEvent(new CustomEvent("jump", { bubbles: true, detail: one.reply_to }));
  return html`<p class="to" dir="auto" @click=${jump}><bdi>${one.reply_name}</bdi>: <span>${one.reply_text}</span></p>`;
}

function words(room: LiveRoom, one: MessageView): TemplateResult[] {
  const names = one.mentions.flatMap((id) => nameOf(room, id) ?? []);
  return pieces(one.text, names, linksAllowed(room, one)).map(drawn);
}

function drawn(piece: Piece): TemplateResult {
  if (piece.kind === "link")
    return html`<a href=${piece.text} target="_blank" rel="nofollow noopener ugc" dir="ltr"><bdi>${piece.text}</bdi></a>`;
  return piece.kind === "mention"
    ? html`<span class="at"><bdi>${piece.text}</bdi></span>`
    : html`${piece.text}`;
}

/** The room's rule says whose links are links; what others write stays words. */
function linksAllowed(room: LiveRoom, one: MessageView): boolean {
  const allowed = room.picture?.room.rules.links ?? "members";
  if (one.person.role === "owner" || one.person.role === "supervisor") return true;
  return allowed === "everyone" || (allowed === "members" && one.person.kind !== "visitor");
}

function nameOf(room: LiveRoom, id: number): string | undefined {
  return room.here.get(id)?.name ?? room.chat.messages.find((one) => one.person.id === id)?.person.name;
}
