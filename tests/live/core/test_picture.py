"""Snapshot and events make a fresh snapshot, for every lasting event. The rows here are changed by deeds and painted
afresh; the picture beside them only ever folds what it is told."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from multaqa.live.core.picture import MOST_MESSAGES, fold
from multaqa.wire import events as e
from multaqa.wire import views as v

PEOPLE = [v.PersonView(1, 1, "ليلى", role="owner"), v.PersonView(2, 2, "سامي"), v.PersonView(3, 3, "أمل")]
LIVE = ("waiting", "called", "speaking", "paused")


class Rows:
    """A room's rows; each deed answers the event it leads to."""

    def __init__(self) -> None:
        self.n = 0
        self.room = v.RoomView(1, "majlis", "المجلس", 1, "open", v.FloorRules())
        self.gathering = v.GatheringView(7, "", 1)
        self.line = v.LineView()
        self.turns: dict[int, v.TurnView] = {}
        self.ended: list[int] = []
        self.messages: dict[int, v.MessageView] = {}
        self.hidden: set[int] = set()
        self.pinned: int | None = None
        self.staff = [1]
        self.sanctions: dict[int, v.SanctionView] = {}

    # ── painting ──

    def person(self, pk: int) -> v.PersonView:
        return replace(PEOPLE[pk - 1], role="owner" if pk in self.staff else None)

    def message(self, pk: int) -> v.MessageView:
        row = self.messages[pk]
        away, answered = pk in self.hidden, self.messages.get(row.reply_to or 0)
        quote = "" if away or answered is None or answered.id in self.hidden or answered.whisper else answered.text[:120]
        return replace(row, person=self.person(row.person.id), text="" if away else row.text, hidden=away, reply_text=quote)

    def turn(self, pk: int) -> v.TurnView:
        return replace(self.turns[pk], person=self.person(self.turns[pk].person.id))

    def order(self) -> list[int]:
        return sorted((pk for pk, row in self.turns.items() if row.state in ("waiting", "paused")), reverse=True)

    def picture(self) -> v.Picture:
        public = [pk for pk, row in self.messages.items() if not row.whisper][-MOST_MESSAGES:]
        return v.Picture(
            n=self.n,
            room=self.room,
            gathering=self.gathering,
            line=self.line,
            turns=[self.turn(pk) for pk in sorted(self.turns) if self.turns[pk].state in LIVE],
            order=self.order(),
            spoke=[self.turn(pk) for pk in reversed(self.ended)][:50],
            messages=[self.message(pk) for pk in public],
            pinned=self.message(self.pinned) if self.pinned else None,
            staff=[self.person(pk) for pk in self.staff],
            sanctions=[replace(row, person=self.person(row.person.id)) for _, row in sorted(self.sanctions.items())],
        )

    # ── deeds ──

    def told(self, event: type[Any], **fields: Any) -> Any:
        self.n += 1
        return event(n=self.n, at=self.n, **fields)

    def ask(self, who: int, _: int) -> e.Floor:
        pk = len(self.turns) + 1
        self.turns[pk] = v.TurnView(pk, pk, self.person(who), "contribution", "waiting", "in_order", pk, 180)
        return self.floor("asked", pk)

    def move_on(self, who: int, pick: int) -> e.LastingEvent:
        live = [pk for pk, row in self.turns.items() if row.state in LIVE]
        if not live:
            return self.quiet(who, pick)
        row = self.turns[pk := live[pick % len(live)]]
        following = {"waiting": ("called", "withdrawn"), "called": ("speaking", "skipped"), "speaking": ("paused", "finished")}
        state = following.get(row.state, ("speaking", "revoked"))[pick % 2]
        spent = row.spent_ms + (row.state == "speaking")
        self.turns[pk] = replace(row, state=state, spent_ms=spent)
        if state not in LIVE and spent:
            self.ended.append(pk)
        return self.floor("settled", pk)

    def bring_back(self, who: int, pick: int) -> e.LastingEvent:
        if not self.ended:
            return self.quiet(who, pick)
        pk = self.ended.pop(pick % len(self.ended))
        self.turns[pk] = replace(self.turns[pk], state="waiting")
        return self.floor("undone", pk)

    def close_line(self, who: int, pick: int) -> e.Floor:
        self.line = v.LineView(bool(pick % 2), pick, "ليلى")
        return self.told(e.Floor, what="line_closed", turns=[], order=self.order(), line=self.line)

    def floor(self, what: e.FloorWhat, pk: int) -> e.Floor:
        gone = [pk] if self.turns[pk].state not in LIVE and not self.turns[pk].spent_ms else []
        turns = [] if gone else [self.turn(pk)]
        return self.told(e.Floor, what=what, turns=turns, order=self.order(), gone=gone, subject=pk)

    def say(self, who: int, pick: int) -> e.LastingEvent:
        pk = len(self.messages) + 1
        public = [row.id for row in self.messages.values() if not row.whisper][-30:]
        reply_to = public[pick % len(public)] if public and pick % 3 == 0 else None
        self.messages[pk] = v.MessageView(
            pk, self.n + 1, self.person(who), f"كلام {pk} " * 20, pk, reply_to=reply_to, whisper=pick % 5 == 1
        )
        return self.told(e.Said, message=self.message(pk))

    def hide(self, who: int, pick: int) -> e.LastingEvent:
        """Only what is still in the picture: there the fold has all it needs."""
        window = [row.id for row in self.messages.values() if not row.whisper][-20:]
        if not window:
            return self.quiet(who, pick)
        pk = window[pick % len(window)]
        self.hidden ^= {pk}
        hidden = pk in self.hidden
        shown = None if hidden else self.message(pk)
        text, quote = (shown.text, shown.reply_text) if shown else ("", "")
        return self.told(e.Hidden, message=pk, hidden=hidden, text=text, quote=quote)

    def pin(self, who: int, pick: int) -> e.Pinned:
        shown = [row.id for row in self.messages.values() if not row.whisper and row.id not in self.hidden]
        self.pinned = shown[pick % len(shown)] if shown and pick % 4 else None
        return self.told(e.Pinned, message=self.message(self.pinned) if self.pinned else None)

    def sanction(self, who: int, pick: int) -> e.Sanctioned:
        kind: v.SanctionKind = ("voice", "text", "bounce", "ban")[pick % 4]  # type: ignore[assignment]
        row = v.SanctionView(self.n + 1, self.person(who), kind, self.n, pick)
        if kind in ("voice", "text"):
            same = [pk for pk, old in self.sanctions.items() if (old.person.id, old.kind) == (who, kind)]
            for pk in same:
                del self.sanctions[pk]
            self.sanctions[row.id] = row
        return self.told(e.Sanctioned, sanction=row)

    def lift(self, who: int, pick: int) -> e.LastingEvent:
        if not self.sanctions:
            return self.told(e.Lifted, sanction=999, person=who)
        row = self.sanctions.pop(sorted(self.sanctions)[pick % len(self.sanctions)])
        return self.told(e.Lifted, sanction=row.id, person=row.person.id)

    def change_room(self, who: int, pick: int) -> e.RoomChanged:
        self.room = replace(self.room, tint=pick, rules=v.FloorRules(microphones=1 + pick % 4))
        return self.told(e.RoomChanged, room=self.room)

    def change_staff(self, who: int, pick: int) -> e.StaffChanged:
        self.staff = sorted({1, who} if pick % 2 else {who})
        return self.told(e.StaffChanged, staff=[self.person(pk) for pk in self.staff])

    def suspend(self, who: int, pick: int) -> e.GatheringChanged:
        self.gathering = replace(self.gathering, suspended_at=pick, suspended_until=pick)
        return self.told(e.GatheringChanged, gathering=self.gathering)

    def quiet(self, who: int, pick: int) -> e.Quiet:
        return self.told(e.Quiet)


DEEDS: list[Callable[[Rows, int, int], e.LastingEvent]] = [
    Rows.ask, Rows.move_on, Rows.move_on, Rows.bring_back, Rows.close_line, Rows.say, Rows.say, Rows.hide, Rows.pin,
    Rows.sanction, Rows.lift, Rows.change_room, Rows.change_staff, Rows.suspend, Rows.quiet,
]  # fmt: skip
deeds = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(1, 3), st.integers(0, 59)), max_size=80)


@settings(max_examples=200, deadline=None)
@given(deeds)
def test_snapshot_and_events_make_a_fresh_snapshot(chosen: list[tuple[Any, int, int]]) -> None:
    rows = Rows()
    picture = rows.picture()
    for deed, who, pick in chosen:
        picture = fold(picture, deed(rows, who, pick))
        assert picture == rows.picture()


def test_the_window_of_messages_moves_on() -> None:
    rows = Rows()
    picture = rows.picture()
    for _ in range(MOST_MESSAGES + 7):
        picture = fold(picture, rows.say(2, 2))
    assert len(picture.messages) == MOST_MESSAGES
    assert picture == rows.picture()


def test_the_end_changes_nothing_but_the_number() -> None:
    picture = Rows().picture()
    assert fold(picture, e.Closed(n=1, at=1)) == replace(picture, n=1)


@pytest.mark.parametrize("n", [0, 2, 7])
def test_an_event_that_does_not_follow_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="does not follow 0"):
        fold(Rows().picture(), e.Quiet(n=n, at=1))
