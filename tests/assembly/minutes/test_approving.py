"""Minutes are approved by the delegates: in their next preparatory sitting, on whose agenda they put themselves, or, when none
comes within a month, in writing by more than half of the rooms. Nobody approves them alone."""

import datetime as dt

import pytest
from django.utils import timezone

from multaqa.assembly.domain import approving, ballots, editing, running, voting
from multaqa.assembly.domain.agenda import default_agenda
from multaqa.assembly.domain.doors import open_doors
from multaqa.assembly.models import AgendaItem, BacklogItem, Ballot, Cycle, Minutes, MinutesAnswer, Sitting
from tests.assembly.minutes.conftest import browser, in_days, refused
from tests.assembly.sittings.conftest import Chamber


def _next_preparatory(held, days: int = 14) -> Sitting:
    """The preparatory sitting of the month after, with an opening, something to discuss and a closing."""
    cycle = held.chamber.sitting.cycle
    coming = Cycle.objects.create(
        series=cycle.series, number=cycle.number + 1, date=cycle.date + dt.timedelta(days=28), host_room=cycle.host_room
    )
    starts = timezone.now() + dt.timedelta(days=days)
    sitting = Sitting.objects.create(
        cycle=coming, kind="preparatory", room=cycle.host_room, starts_at=starts, ends_at=starts + dt.timedelta(hours=2),
        time_zone="Asia/Riyadh", local_start="2026-12-19T23:00", quorum_needed=3, state="scheduled", uid=f"n{coming.pk}@test",
    )  # fmt: skip
    for n, (kind, title) in enumerate((("opening", "الافتتاح"), ("discussion", "ما جدّ"), ("closing", "الختام"))):
        AgendaItem.objects.create(sitting=sitting, position=n, kind=kind, title=title, minutes=10)
    return sitting


def _open(held, sitting: Sitting) -> Chamber:
    """Its doors open, everybody comes, and the chair opens it."""
    gathering = open_doors(sitting, by=held.chair)
    sitting.refresh_from_db()
    items = list(AgendaItem.objects.filter(sitting=sitting))
    chamber = Chamber(held.chamber.world, sitting, gathering, items, held.delegates, held.chamber.alternates)
    chamber.arrive(held.chair, *held.delegates)
    running.open_sitting(gathering, by=held.chair)
    return chamber


def test_they_put_themselves_on_the_next_preparatory_agenda_after_its_opening(held):
    sitting = _next_preparatory(held)
    held.send()
    titles = [item.title for item in AgendaItem.objects.filter(sitting=sitting)]
    assert titles == ["الافتتاح", "اعتماد محضر الاجتماع المفتوح للدورة الثالثة", "ما جدّ", "الختام"]
    held.send()
    assert (approving.put_on_agendas(), AgendaItem.objects.filter(sitting=sitting).count()) == (0, 4)


def test_the_clock_puts_them_on_a_sitting_that_was_planned_later(held):
    held.send()
    assert approving.put_on_agendas() == 0
    sitting = _next_preparatory(held)
    assert approving.put_on_agendas() == 1
    assert Minutes.objects.get().approval_item.sitting == sitting


def test_the_item_that_waits_for_the_last_minutes_becomes_theirs(held):
    sitting = _next_preparatory(held)
    waiting = AgendaItem.objects.create(
        sitting=sitting, position=3, kind="discussion", title="محضر الاجتماع الماضي", minutes=5, standing="minutes"
    )
    held.send()
    waiting.refresh_from_db()
    assert waiting.title == "اعتماد محضر الاجتماع المفتوح للدورة الثالثة"
    assert Minutes.objects.get().approval_item == waiting


def test_nobody_approves_them_before_the_sitting_has_had_them(held):
    sitting = _next_preparatory(held)
    held.send()
    assert refused(approving.approve, held.minutes, by=held.secretary) == "approval_waits"
    assert refused(approving.approve, held.minutes, by=held.chair) == "not_allowed"
    assert refused(approving.open_round, held.minutes, until=in_days(3), by=held.secretary) == "sitting_approves"
    chamber = _open(held, sitting)
    running.next_item(chamber.gathering, by=held.chair)
    assert refused(approving.approve, held.minutes, by=held.secretary) == "approval_waits"
    running.next_item(chamber.gathering, by=held.chair)
    approving.approve(held.minutes, by=held.secretary)
    approving.approve(held.minutes, by=held.secretary)
    row = Minutes.objects.get()
    assert (row.state, row.approved_by) == ("approved", sitting)
    assert "الدورة" in browser(held.secretary).get(held.path).content.decode()


@pytest.mark.parametrize(("codes", "state"), [(("for",) * 4, "approved"), (("against",) * 4, "sent_for_comments")])
def test_a_vote_on_them_decides(held, codes, state):
    sitting = _next_preparatory(held)
    held.send()
    chamber = _open(held, sitting)
    running.next_item(chamber.gathering, by=held.chair)
    ballots.propose(chamber.gathering, question="هل يُعتمد المحضر؟", by=held.chair)
    ballot = Ballot.objects.latest("pk")
    ballots.open_ballot(chamber.gathering, ballot=ballot.pk, by=held.chair)
    choices = {choice.code: choice.pk for choice in ballot.choices.all()}
    for person, code in zip(held.delegates, codes, strict=True):
        voting.vote(chamber.gathering, ballot=ballot.pk, choices=[choices[code]], by=person)
    ballots.close_ballot(chamber.gathering, ballot=ballot.pk, by=held.chair)
    ballots.publish(chamber.gathering, ballot=ballot.pk, by=held.chair)
    running.next_item(chamber.gathering, by=held.chair)
    if state == "approved":
        approving.approve(held.minutes, by=held.secretary)
    else:
        assert refused(approving.approve, held.minutes, by=held.secretary) == "approval_waits"
    assert held.state == state


def test_what_a_sitting_did_not_reach_stands_on_the_next_agenda_once(held):
    first = _next_preparatory(held)
    held.send()
    chamber = _open(held, first)
    running.adjourn(chamber.gathering, by=held.chair)
    assert not BacklogItem.objects.filter(title__startswith="اعتماد").exists()
    second = _next_preparatory_again(held, first)
    approving.put_on_agendas()
    row = Minutes.objects.get(sitting=held.chamber.sitting)
    assert row.approval_item.sitting == second
    assert refused(approving.approve, row, by=held.secretary) == "approval_waits"


def _next_preparatory_again(held, first: Sitting) -> Sitting:
    starts = timezone.now() + dt.timedelta(days=20)
    return Sitting.objects.create(
        cycle=first.cycle, kind="preparatory", room=first.room, starts_at=starts, ends_at=starts + dt.timedelta(hours=2),
        time_zone="Asia/Riyadh", local_start="2027-01-19T23:00", quorum_needed=3, state="scheduled", uid="again@test",
    )  # fmt: skip


def test_more_than_half_of_the_rooms_approve_them_in_writing(held):
    _next_preparatory(held, days=40)
    held.send()
    assert refused(approving.answer, held.minutes, approves=True, by=held.delegates[0]) == "round_over"
    approving.open_round(held.minutes, until=in_days(3), by=held.secretary)
    for delegate in held.delegates[:2]:
        approving.answer(held.minutes, approves=True, by=delegate)
        approving.answer(held.minutes, approves=True, by=delegate)
    assert (held.state, MinutesAnswer.objects.count()) == ("sent_for_comments", 2)
    assert refused(approving.answer, held.minutes, approves=True, by=held.chamber.alternates[2]) == "not_allowed"
    approving.answer(held.minutes, approves=True, by=held.delegates[2])
    row = Minutes.objects.get()
    assert (row.state, row.approved_by, row.round_until) == ("approved", None, None)


def test_a_room_objects_with_a_reason_and_may_change_its_word(held):
    held.send()
    approving.open_round(held.minutes, until=in_days(3), by=held.secretary)
    assert refused(approving.answer, held.minutes, approves=False, by=held.delegates[0]) == "why_needed"
    approving.answer(held.minutes, approves=False, why="سقط قرار", by=held.delegates[0])
    assert approving.round_of(Minutes.objects.get())[:4] == (0, 1, 3, 4)
    approving.answer(held.minutes, approves=True, by=held.delegates[0])
    assert approving.round_of(Minutes.objects.get())[:4] == (1, 0, 3, 4)


def test_the_text_stands_still_during_a_round_and_the_next_round_counts_anew(held):
    held.send()
    approving.open_round(held.minutes, until=in_days(3), by=held.secretary)
    approving.answer(held.minutes, approves=True, by=held.delegates[0])
    assert refused(editing.take_out, held.spoken, by=held.secretary) == "round_open"
    approving.end_round(held.minutes, by=held.secretary)
    editing.take_out(held.spoken, by=held.secretary)
    approving.open_round(held.minutes, until=in_days(3), by=held.secretary)
    row = Minutes.objects.get()
    assert (row.round, approving.round_of(row).approve, MinutesAnswer.objects.count()) == (2, 0, 1)


def test_a_round_that_is_over_takes_no_more_words(held):
    held.send()
    approving.open_round(held.minutes, until=in_days(3), by=held.secretary)
    Minutes.objects.update(round_until=timezone.now() - dt.timedelta(minutes=1))
    assert refused(approving.answer, held.minutes, approves=True, by=held.delegates[0]) == "round_over"
    editing.take_out(held.spoken, by=held.secretary)


def test_the_pages_of_secretary_and_delegate_lead_through_a_round(held):
    secretary = browser(held.secretary)
    secretary.post(f"{held.path}send/", {"until": in_days(3).isoformat()})
    secretary.post(f"{held.path}open_round/", {"until": in_days(3).isoformat()})
    for delegate in held.delegates[:3]:
        assert f"{held.path}answer/" in browser(delegate).get(held.path).content.decode()
        browser(delegate).post(f"{held.path}answer/", {"yes": "1"})
    assert f"{held.path}publish/" in secretary.get(held.path).content.decode()
    secretary.post(f"{held.path}publish/")
    assert held.state == "published"
    assert browser().get(held.path).status_code == 200


def test_a_delegate_reads_what_the_room_has_said_until_the_round_ends(held):
    held.send()
    approving.open_round(held.minutes, until=in_days(3), by=held.secretary)
    delegate, other = browser(held.delegates[0], "en"), browser(held.delegates[1], "en")
    said = "Your room approved them on"
    assert said not in delegate.get(held.path).content.decode()
    delegate.post(f"{held.path}answer/", {"yes": "1"})
    assert said in delegate.get(held.path).content.decode()
    assert said not in other.get(held.path).content.decode()
    delegate.post(f"{held.path}answer/", {"no": "1", "why": "اسم ناقص"})
    seen = delegate.get(held.path).content.decode()
    assert said not in seen
    assert "Your room did not approve them" in seen
    assert "اسم ناقص" in seen
    approving.end_round(held.minutes, by=held.secretary)
    assert "Your room did not approve them" not in delegate.get(held.path).content.decode()


def test_the_usual_items_do_not_ask_for_them_twice(held):
    sitting = _next_preparatory(held)
    AgendaItem.objects.filter(sitting=sitting).delete()
    held.send()
    default_agenda(sitting, by=held.secretary)
    rows = AgendaItem.objects.filter(sitting=sitting, standing="minutes")
    assert [row.title for row in rows] == ["اعتماد محضر الاجتماع المفتوح للدورة الثالثة"]
