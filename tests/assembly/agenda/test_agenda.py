"""The agenda is built, put in order, and what is not reached waits."""

import pytest

from multaqa.assembly.domain import agenda, backlog, inviting, running
from multaqa.assembly.domain.sitting_views import items_view
from multaqa.assembly.models import AgendaItem, BacklogItem
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Event
from tests.assembly.agenda.conftest import accepted
from tests.assembly.sittings.conftest import build_chamber


def drawn(sitting) -> list[str]:
    """The agenda as one reads it: "1 الافتتاح"."""
    shown = []
    for line in agenda.lines(sitting):
        shown.append(f"{line.number} {line.item.title}")
        shown += [f"{part.number} {part.item.title}" for part in line.parts]
    return shown


def items(month, *titles: str) -> list[AgendaItem]:
    return [agenda.add_item(month.sitting, title=title, by=month.world.secretary) for title in titles]


def refused(deed, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        deed(*args, **kwargs)
    return caught.value.code


def test_a_template_opens_and_closes_around_what_is_there(month):
    items(month, "طرائق الوصول")
    agenda.default_agenda(month.sitting, by=month.world.coordinator)
    expected = ["1 Opening", "2 Recitation", "3 Actions of last month", "4 طرائق الوصول", "5 Any other business", "6 Closing"]
    assert drawn(month.sitting) == expected
    assert agenda.default_agenda(month.sitting, by=month.world.coordinator) == []
    assert drawn(month.sitting) == expected
    assert agenda.minutes_in_all(agenda.lines(month.sitting)) == 45


def test_a_guest_who_comes_has_a_word_in_the_programme(month):
    world = month.world
    coming, silent = (
        inviting.invite(month.cycle, name=name, topic=topic, by=world.coordinator)
        for name, topic in (("د. مأمون", "أدب الحوار"), ("د. هشام", "فقه الواقع"))
    )
    for invitation in (coming, silent):
        inviting.send(invitation, base="https://example.org", by=world.coordinator)
    agenda.default_agenda(month.sitting, by=world.coordinator)
    inviting.answer(coming, comes=True, by=coming.guest)
    agenda.default_agenda(month.sitting, by=world.coordinator)
    word = AgendaItem.objects.get(kind="word")
    assert (word.title, word.presenter, word.standing) == ("أدب الحوار", coming.guest, "")
    assert drawn(month.sitting)[3] == "4 أدب الحوار"


def test_a_preparatory_sitting_reads_the_last_minutes(month):
    type(month.sitting).objects.update(kind="preparatory")
    agenda.default_agenda(month.sitting, by=month.world.coordinator)
    assert drawn(month.sitting)[1] == "2 Minutes of the last meeting"


def test_nothing_is_added_after_the_closing(month):
    agenda.default_agenda(month.sitting, by=month.world.chair)
    items(month, "ورقة")
    assert drawn(month.sitting)[-3:] == ["4 ورقة", "5 Any other business", "6 Closing"]


def test_items_step_up_and_down_and_stop_at_the_ends(month):
    first, _, last = items(month, "أ", "ب", "ج")
    for step, item, expected in (
        ("up", last, ["1 أ", "2 ج", "3 ب"]),
        ("up", last, ["1 ج", "2 أ", "3 ب"]),
        ("up", last, ["1 ج", "2 أ", "3 ب"]),
        ("down", first, ["1 ج", "2 ب", "3 أ"]),
        ("down", first, ["1 ج", "2 ب", "3 أ"]),
        ("down", last, ["1 ب", "2 ج", "3 أ"]),
    ):
        agenda.step_item(item, step, by=month.world.chair)
        assert drawn(month.sitting) == expected


def test_an_item_becomes_a_part_and_comes_out_again(month):
    first, second, third = items(month, "أ", "ب", "ج")
    agenda.step_item(second, "in", by=month.world.chair)
    assert drawn(month.sitting) == ["1 أ", "1.1 ب", "2 ج"]
    agenda.step_item(third, "in", by=month.world.chair)
    assert drawn(month.sitting) == ["1 أ", "1.1 ب", "1.2 ج"]
    agenda.step_item(third, "up", by=month.world.chair)
    assert drawn(month.sitting) == ["1 أ", "1.1 ج", "1.2 ب"]
    assert [(line.minutes, [part.after for part in line.parts]) for line in agenda.lines(month.sitting)] == [(20, [0, 10])]
    agenda.step_item(third, "out", by=month.world.chair)
    assert drawn(month.sitting) == ["1 أ", "1.1 ب", "2 ج"]
    # One level is enough: an item with parts does not become one itself.
    assert refused(agenda.place_item, first, below=third.pk, by=month.world.chair) == "no_such_item"
    assert refused(agenda.place_item, first, below=first.pk, by=month.world.chair) == "no_such_item"


def test_an_item_is_dropped_where_it_is_let_go(month):
    first, second, third = items(month, "أ", "ب", "ج")
    agenda.place_item(third, before=first.pk, by=month.world.chair)
    assert drawn(month.sitting) == ["1 ج", "2 أ", "3 ب"]
    agenda.place_item(third, by=month.world.chair)
    assert drawn(month.sitting) == ["1 أ", "2 ب", "3 ج"]
    agenda.place_item(third, before=None, below=second.pk, by=month.world.chair)
    assert drawn(month.sitting) == ["1 أ", "2 ب", "2.1 ج"]


def test_what_is_taken_off_waits_and_is_taken_up_once(month):
    (item,) = items(month, "طرائق الوصول")
    row = backlog.remove_item(item, by=month.world.secretary)
    assert drawn(month.sitting) == []
    assert list(backlog.waiting(month.cycle.series)) == [row]
    again = backlog.take_up(month.sitting, row, by=month.world.secretary)
    assert backlog.take_up(month.sitting, row, by=month.world.secretary) == again
    assert drawn(month.sitting) == ["1 طرائق الوصول"]
    # The same row waits again: nothing is there twice.
    assert backlog.carry(again, by=month.world.secretary) == row
    assert BacklogItem.objects.count() == 1


def test_an_opening_taken_off_is_gone_and_parts_stay(month):
    opening, part = items(month, "الافتتاح", "كلمة")
    agenda.edit_item(opening, kind="opening", by=month.world.chair)
    agenda.step_item(part, "in", by=month.world.chair)
    assert backlog.remove_item(opening, by=month.world.chair) is None
    assert drawn(month.sitting) == ["1 كلمة"]
    assert not BacklogItem.objects.exists()


def test_an_item_is_edited(month):
    (item,) = items(month, "أ")
    fahd = month.world.salwa
    agenda.edit_item(item, title="ورقة فهد", kind="paper", minutes=20, presenter=fahd, do_not_record=True, by=month.world.chair)
    item.refresh_from_db()
    assert (item.title, item.kind, item.minutes, item.presenter, item.do_not_record) == ("ورقة فهد", "paper", 20, fahd, True)


def test_an_accepted_contribution_goes_into_the_programme_once(month):
    paper = accepted(month.world, month.cycle, "تعليم العربية بالصوت", kind="paper")
    assert list(backlog.accepted(month.sitting)) == [paper]
    item = agenda.add_contribution(month.sitting, paper, by=month.world.chair)
    assert agenda.add_contribution(month.sitting, paper, by=month.world.chair) == item
    assert (item.kind, item.presenter, item.title) == ("paper", month.world.salwa, "تعليم العربية بالصوت")
    paper.refresh_from_db()
    assert paper.state == "scheduled"
    assert [(step.state, step.by) for step in paper.steps.all()] == [("scheduled", month.world.chair)]
    assert list(backlog.accepted(month.sitting)) == []


def test_anybody_of_the_alliance_suggests_and_the_papers_keeper_drops(month):
    owner = month.world.owners[0]
    row = backlog.suggest(month.cycle.series, title="  مكتبة مشتركة ", by=owner)
    assert row.title == "مكتبة مشتركة"
    assert refused(backlog.suggest, month.cycle.series, title="س", by=month.world.salwa) == "not_allowed"
    assert refused(backlog.suggest, month.cycle.series, title=" ", by=owner) == "empty"
    assert refused(backlog.drop, row, by=owner) == "not_allowed"
    backlog.drop(row, by=month.world.secretary)
    assert list(backlog.waiting(month.cycle.series)) == []
    assert refused(backlog.take_up, month.sitting, row, by=month.world.chair) == "no_such_item"


def test_nobody_else_builds_the_agenda(month):
    (item,) = items(month, "أ")
    for person in (month.world.owners[0], month.world.salwa, month.world.zahir):
        for deed in (
            lambda by: agenda.add_item(month.sitting, title="ب", by=by),
            lambda by: agenda.edit_item(item, title="ب", by=by),
            lambda by: agenda.step_item(item, "up", by=by),
            lambda by: backlog.remove_item(item, by=by),
            lambda by: agenda.default_agenda(month.sitting, by=by),
        ):
            assert refused(deed, person) == "not_allowed"
    assert drawn(month.sitting) == ["1 أ"]


def test_what_has_begun_is_not_moved_and_the_room_sees_what_is(db):
    chamber = build_chamber()
    chamber.arrive(chamber.chair)
    running.open_sitting(chamber.gathering, by=chamber.chair)
    assert refused(agenda.step_item, chamber.items[0], "down", by=chamber.chair) == "item_over"
    before = Event.objects.latest("n").n
    agenda.step_item(chamber.items[2], "up", by=chamber.chair)
    told = Event.objects.get(n=before + 1)
    assert told.kind == "sitting"
    assert '"what":"agenda"' in told.data


def test_items_lead_to_what_there_is_to_read_about_them(month):
    agenda.default_agenda(month.sitting, by=month.world.chair)
    proposal = accepted(month.world, month.cycle, "مكتبة مشتركة")
    agenda.add_contribution(month.sitting, proposal, by=month.world.chair)
    urls = {item.title: item.url for item in items_view(month.sitting)}
    assert urls["Actions of last month"] == f"/months/actions/?series={month.cycle.series_id}"
    assert urls["مكتبة مشتركة"] == f"/calls/{proposal.call_id}/{proposal.number}/"
    assert urls["Opening"] == ""
