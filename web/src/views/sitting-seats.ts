/** Seats: whose voice this is, which rooms are here, and one's own seat with what may be done about it. */

import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { recording, seats, sitting as words } from "../lib/sitting-words";
import { length } from "../lib/time";
import type { LiveRoom } from "../models/room";
import { capacityOf, otherOf, seatHeldBy, seatOf, spokenBy } from "../models/sitting";
import type { PersonView, SeatView, SittingView, TurnView } from "../wire/messages";
import { RoomElement } from "./element";
import { isolated, roomInitial, small } from "./parts";

/** The name of a room without the word for room, where the sentence says it already. */
export function bareRoom(name: string): string {
  return name.replace(/^\s*غرفة\s+/u, "");
}

/** The room a voice speaks for, with its star; else the capacity in which somebody sits. */
export function seatBeside(
  sitting: SittingView | null,
  person: PersonView,
  room = 0,
): TemplateResult | typeof nothing {
  if (!sitting) return nothing;
  const seat = seatOf(sitting, room) ?? seatHeldBy(sitting, person.id);
  const capacity = capacityOf(sitting, person.id);
  // That somebody is a guest is said beside the name of every guest.
  const chip =
    capacity && capacity !== "listener" && capacity !== person.kind
      ? html`<span class="chip">${seats.capacity(capacity)}</span>`
      : nothing;
  return seat
    ? html`<span class="seat">${star(seat, "star--xs")}<span>${isolated(seats.from("%(room)s"), { room: bareRoom(seat.name) })}</span></span>${chip}`
    : chip;
}

export function star(seat: SeatView, classes = "star--s"): TemplateResult {
  return html`<span class="star ${classes} r${seat.tint}" aria-hidden="true">${roomInitial(seat.name)}</span>`;
}

/** What the speaker's room has spoken, against what it may. */
export function budget(room: LiveRoom, turn: TurnView): TemplateResult | typeof nothing {
  const seat = seatOf(room.sitting, turn.room);
  const most = room.sitting?.seconds_a_room ?? 0;
  if (!seat || !most || !room.picture) return nothing;
  const spent = spokenBy(seat, room.picture.turns, room.now);
  const seconds = Math.min(most, Math.round(spent / 1000));
  return html`<div class="budget"><p class="hint">${isolated(seats.spoken("%(room)s", length(spent), length(most * 1000)), { room: seat.name })}</p>
    <span class="bar" role="meter" aria-label=${seats.budget()} aria-valuemin="0" aria-valuemax=${most} aria-valuenow=${seconds}><i style=${styleMap({ "--v": `${(seconds / most) * 100}%` })}></i></span></div>`;
}

/** Quorum by rooms, and the decisions taken so far. */
export class SittingSeats extends RoomElement {
  protected override render(): TemplateResult | typeof nothing {
    const sitting = this.room?.sitting;
    if (!sitting) return nothing;
    const { present, needed, seats: all } = sitting.quorum;
    return html`<section class="card quorum-card" aria-label=${seats.quorum()}>
        <h2>${present >= needed ? seats.met(present, all) : seats.notMet(present, all)}</h2>
        <ul class="quorum" role="list">${sitting.seats.map(
          (seat) =>
            html`<li title=${seat.name}><span class="star ${seat.present ? "star--full" : "star--empty"}" aria-hidden="true"><span>${roomInitial(seat.name)}</span></span><span class="vh">${seat.present ? seats.present(seat.name) : seats.absent(seat.name)}</span></li>`,
        )}</ul>
        <p class="hint">${seats.needed(needed)}</p>
      </section>
      ${
        sitting.decisions.length > 0
          ? html`<section class="card decisions" aria-labelledby="decided-h"><h2 id="decided-h">${words.decisions()}</h2><ol role="list">${sitting.decisions.map((text) => html`<li class="said" dir="auto">${text}</li>`)}</ol></section>`
          : nothing
      }`;
  }
}

customElements.define("sitting-seats", SittingSeats);

/** One's own seat: the capacity, the recording, and changing places with the other of the two. */
export class SittingSeat extends RoomElement {
  protected override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room?.sitting) return nothing;
    const mine = room.you?.seat;
    const seat = seatOf(room.sitting, mine?.room ?? 0);
    return html`<div class="stack-l">
      ${room.notice ? html`<p class="harm" role="alert">${room.notice}</p>` : nothing}
      ${mine ? html`<p><b>${mine.room && seat ? seats.youFor(seat.name) : seats.youAs(seats.capacity(mine.capacity))}</b></p>` : nothing}
      ${seat ? this.change(room, seat) : nothing}
      ${room.sitting.recorded ? html`<p class="hint">${recording.means()}</p>${recordMe(room)}` : nothing}
      ${room.can("chair") ? this.all(room, room.sitting) : nothing}
    </div>`;
  }

  private change(room: LiveRoom, seat: SeatView): TemplateResult | typeof nothing {
    const me = room.you?.person?.id ?? 0;
    const other = otherOf(seat, me);
    if (!other) return nothing;
    const holds = seat.holder === me;
    const swap = () => room.act({ do: "take_seat" }, seats.swapped());
    return html`<div class="stack"><p>${holds ? seats.holds() : seats.other(other.name)}</p>
      <button class="btn btn--tile btn--wide" aria-busy=${room.busy.has("take_seat") ? "true" : nothing} @click=${swap}>${small("repeat")}${holds ? seats.handOver(other.name) : seats.take()}</button>
      <p class="hint">${seats.moves()}</p></div>`;
  }

  private all(room: LiveRoom, sitting: SittingView): TemplateResult {
    const swap = (seat: SeatView) => room.act({ do: "take_seat", room: seat.room }, seats.swapped());
    return html`<ul class="rows" role="list">${sitting.seats
      .filter((seat) => seat.delegate && seat.alternate)
      .map(
        (seat) =>
          html`<li class="row">${star(seat)}<span><bdi>${seat.name}</bdi></span><button class="btn btn--quiet push" aria-label=${seats.swap(seat.name)} @click=${() => swap(seat)}>${small("repeat")}</button></li>`,
      )}</ul>`;
  }
}

customElements.define("sitting-seat", SittingSeat);

/** The switch by which one's own turns stay out of the recording. */
export function recordMe(room: LiveRoom): TemplateResult | typeof nothing {
  if (!room.you?.person || !room.can("ask")) return nothing;
  const off = room.you.seat?.do_not_record ?? false;
  return html`<div class="toggle record-me"><span><b>${recording.notMe()}</b><small>${recording.notMeHint()}</small></span>
    <button class="switch" role="switch" aria-label=${recording.notMe()} aria-checked=${off ? "true" : "false"} aria-busy=${room.busy.has("record_me") ? "true" : nothing} @click=${() => room.do({ do: "record_me", yes: off })}></button></div>`;
}
