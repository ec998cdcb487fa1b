/** The vote that stands before the sitting: two taps for whoever votes, the count for everybody, the result, and what
 *  the chair does with it. */

import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { number } from "../lib/digits";
import { vote as words } from "../lib/sitting-words";
import { order, site } from "../lib/words";
import { keepReceipt, keptReceipt, makeReceipt } from "../models/receipts";
import type { LiveRoom } from "../models/room";
import { mainBallot, mayVote, seatOf } from "../models/sitting";
import type { BallotView, ChoiceView } from "../wire/messages";
import { RoomElement } from "./element";
import { icon, roomInitial, small } from "./parts";

export class SittingBallot extends RoomElement {
  static override properties = {
    ...RoomElement.properties,
    chosen: { state: true },
    sent: { state: true },
    voiding: { state: true },
  };
  declare chosen: Map<number, number[]>;
  /** The receipts this page was given or made, by ballot. */
  declare sent: Map<number, string>;
  declare voiding: number;

  constructor() {
    super();
    this.chosen = new Map();
    this.sent = new Map();
    this.voiding = 0;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    const ballot = room?.sitting && mainBallot(room.sitting);
    const leads = room?.can("chair") || room?.can("record");
    if (!room || room.sitting?.state === "adjourned") return nothing;
    if (!ballot) return leads ? html`<p class="sitting-propose">${this.proposeButton()}</p>` : nothing;
    return html`<section class="card ballot ${ballot.state === "opened" ? "ballot--open" : ""}" aria-label=${words.region()}>
      <header><h2 class="said"><bdi>${ballot.question}</bdi></h2><span class="chip ${ballot.state === "opened" ? "chip--lit" : ""}" role="status">${words.state(ballot.state)}</span></header>
      <p class="hint dotted"><span>${ballot.secret ? words.secret() : words.openly()}</span>${ballot.method === "yes_no" ? html`<span>${words.majority(ballot.majority)} ${words.base(ballot.base)}</span>` : nothing}</p>
      ${mayVote(room, ballot) ? this.paper(room, ballot) : nothing}
      ${ballot.state === "opened" || ballot.state === "closed" ? counted(room, ballot) : nothing}
      ${ballot.state === "published" ? result(room, ballot) : nothing}
      ${this.chairs(room, ballot)}
      ${leads && ballot.state === "published" ? this.proposeButton() : nothing}
    </section>`;
  }

  private proposeButton(): TemplateResult {
    return html`<button class="btn btn--wide" aria-haspopup="dialog" @click=${() => this.open("propose")}>${small("ballot")}${words.propose()}</button>`;
  }

  // ── voting ──

  private paper(room: LiveRoom, ballot: BallotView): TemplateResult {
    const seat = room.you?.seat;
    const before = seat?.votes[String(ballot.id)];
    const chosen = this.chosen.get(ballot.id) ?? before ?? [];
    const voted = before !== undefined || this.sent.has(ballot.id) || ballot.voted.includes(seat?.room ?? 0);
    const receipt =
      this.sent.get(ballot.id) ||
      seat?.receipts[String(ballot.id)] ||
      (ballot.secret && voted ? keptReceipt(ballot.id) : "");
    const lost = ballot.secret && voted && !receipt;
    return html`<form class="stack ballot__paper" @submit=${(event: SubmitEvent) => this.cast(event, room, ballot, chosen)}>
      ${ballot.secret ? html`<p class="hint">${words.secretHint()}</p>` : nothing}
      <div role=${ballot.method === "several" ? "group" : "radiogroup"} aria-label=${words.yours()} class="ballot__choices">
        ${ballot.choices.map((choice) => this.choice(ballot, choice, chosen))}</div>
      ${ballot.method === "several" ? html`<p class="hint">${words.most(ballot.most)}</p>` : nothing}
      ${room.notice ? html`<p class="harm" role="alert">${room.notice}</p>` : nothing}
      ${chosen.length === 0 || lost ? nothing : html`<button class="btn btn--tile btn--wide" aria-busy=${room.busy.has("vote") ? "true" : nothing}>${small("ballot")}${room.busy.has("vote") ? site.sending() : voted ? words.change() : words.send()}</button>`}
      ${voted ? html`<p role="status" class="good">${small("check")}${words.sent()}</p>` : nothing}
      ${lost ? html`<p class="hint">${words.lostReceipt()}</p>` : nothing}
      ${receipt ? html`<p class="hint">${words.receipt()}: <code dir="ltr" class="receipt">${receipt}</code><br />${words.receiptHint()}</p>` : nothing}
    </form>`;
  }

  private choice(ballot: BallotView, choice: ChoiceView, chosen: readonly number[]): TemplateResult {
    const several = ballot.method === "several";
    const on = chosen.includes(choice.id);
    const press = () => {
      const next = several
        ? on
          ? chosen.filter((id) => id !== choice.id)
          : [...chosen, choice.id]
        : [choice.id];
      this.chosen = new Map(this.chosen).set(ballot.id, next);
    };
    return html`<label class="choice ${on ? "choice--on" : ""}"><input type=${several ? "checkbox" : "radio"} name="vote-${ballot.id}" value=${choice.id} .checked=${on} ?disabled=${several && !on && chosen.length >= ballot.most} @change=${press} /><b dir="auto">${named(choice)}</b></label>`;
  }

  /** A secret vote carries a receipt made here, the same one each time; an open one is given its receipt. */
  private async cast(
    event: SubmitEvent,
    room: LiveRoom,
    ballot: BallotView,
    choices: readonly number[],
  ): Promise<void> {
    event.preventDefault();
    if (choices.length === 0) return;
    const receipt = ballot.secret ? keptReceipt(ballot.id) || makeReceipt() : "";
    if (receipt) keepReceipt(ballot.id, receipt); // before it is sent: a lost answer must not lose the vote
    const reply = await room.do({ do: "vote", ballot: ballot.id, choices: [...choices], receipt });
    if (!reply) return;
    this.sent = new Map(this.sent).set(ballot.id, receipt || reply.receipt || "");
  }

  // ── the chair ──

  private chairs(room: LiveRoom, ballot: BallotView): TemplateResult | typeof nothing {
    if (!room.can("chair") || ballot.state === "published") return nothing;
    if (this.voiding === ballot.id) return this.voidForm(room, ballot);
    return html`<div class="row ballot__chair">
      ${ballot.state === "created" ? html`<button class="btn btn--tile" @click=${() => room.do({ do: "open_ballot", ballot: ballot.id })}>${small("ballot")}${words.open()}</button>` : nothing}
      ${ballot.state === "opened" ? html`<button class="btn btn--tile" @click=${() => room.do({ do: "close_ballot", ballot: ballot.id })}>${small("lock")}${words.close()}</button>` : nothing}
      ${ballot.state === "closed" ? this.publishForm(room, ballot) : nothing}
      <button class="btn btn--quiet btn--harm push" @click=${() => {
        this.voiding = ballot.id;
      }}>${words.void()}</button></div>`;
  }

  private publishForm(room: LiveRoom, ballot: BallotView): TemplateResult {
    const publish = (event: SubmitEvent) => {
      event.preventDefault();
      const decision = String(new FormData(event.target as HTMLFormElement).get("decision") ?? "").trim();
      void room.do({ do: "publish_ballot", ballot: ballot.id, decision });
    };
    return html`<form class="stack ballot__publish" @submit=${publish}>
      <label class="field"><span>${words.decision()}</span><textarea class="input" name="decision" rows="2" maxlength="3000" dir="auto"></textarea></label>
      <p class="hint">${words.decisionHint()}</p>
      <button class="btn btn--tile">${small("ballot")}${words.publish()}</button></form>`;
  }

  private voidForm(room: LiveRoom, ballot: BallotView): TemplateResult {
    const send = (event: SubmitEvent) => {
      event.preventDefault();
      const why = String(new FormData(event.target as HTMLFormElement).get("why") ?? "").trim();
      this.voiding = 0;
      void room.do({ do: "void_ballot", ballot: ballot.id, why });
    };
    return html`<form class="stack" @submit=${send}>
      <label class="field"><span>${order.why()}</span><input class="input" name="why" minlength="3" maxlength="300" required autocomplete="off" dir="auto" /></label>
      <div class="row"><button class="btn btn--harm-fill">${words.void()}</button><button class="btn btn--quiet" type="button" @click=${() => {
        this.voiding = 0;
      }}>${site.cancel()}</button></div></form>`;
  }
}

customElements.define("sitting-ballot", SittingBallot);

function named(choice: ChoiceView): string {
  return words.code(choice.code) || choice.text;
}

/** How many rooms have voted, as stars; what they voted is nobody's business before the result. */
function counted(room: LiveRoom, ballot: BallotView): TemplateResult {
  return html`<p><b>${words.count(ballot.voted.length, ballot.entitled.length)}</b></p>
    <ul class="quorum quorum--small" role="list">${ballot.entitled.map((id) => {
      const name = seatOf(room.sitting, id)?.name ?? "";
      const has = ballot.voted.includes(id);
      return html`<li title=${name}><span class="star star--s ${has ? "star--full" : "star--empty"}" aria-hidden="true"><span>${roomInitial(name)}</span></span><span class="vh">${has ? words.hasVoted(name) : words.hasNot(name)}</span></li>`;
    })}</ul>`;
}

function result(room: LiveRoom, ballot: BallotView): TemplateResult {
  const all = Math.max(1, ...ballot.choices.map((choice) => choice.count));
  const rooms = (choice: number) =>
    Object.entries(ballot.choices_of)
      .filter(([, chosen]) => chosen.includes(choice))
      .map(([id]) => seatOf(room.sitting, Number(id))?.name ?? "");
  const { quorum_at_opening: opening, quorum_at_closing: closing } = ballot;
  return html`<p class="ballot__said" role="status">${verdict(ballot)}</p>
    <ul class="rooms-bars ballot__bars" role="list">${ballot.choices.map(
      (choice) =>
        html`<li><b dir="auto">${named(choice)}</b><span class="num">${number(Math.max(0, choice.count))}</span><span class="bar" aria-hidden="true"><i style=${styleMap({ "--v": `${(Math.max(0, choice.count) / all) * 100}%` })}></i></span>
        ${rooms(choice.id).length > 0 ? html`<small class="hint">${rooms(choice.id).map((name, at) => html`${at ? "، " : ""}<bdi>${name}</bdi>`)}</small>` : nothing}</li>`,
    )}</ul>
    <p class="hint">${opening ? words.atOpening(opening.present, opening.needed) : nothing} ${closing ? words.atClosing(closing.present, closing.needed) : nothing}</p>`;
}

function verdict(ballot: BallotView): TemplateResult {
  const winner = ballot.choices.find((choice) => choice.id === ballot.winner);
  if (ballot.tie) return html`<b>${words.tie()}</b>`;
  if (ballot.adopted === null) return html`<b>${winner ? words.won(named(winner)) : ""}</b>`;
  return ballot.adopted
    ? html`<b class="good">${icon("check")}${words.adopted()}</b>`
    : html`<b>${words.notAdopted()}</b>`;
}
