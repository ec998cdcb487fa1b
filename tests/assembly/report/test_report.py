"""Every figure of the report, reckoned by hand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from multaqa.assembly.domain.report import has_report, is_public, read_report, sees_all
from multaqa.assembly.models import Participant, Sitting
from multaqa.rooms.models import Gathering, Turn
from tests.alliance.world import new_person
from tests.assembly.report.conftest import Held


def row_of(report, name):
    return next(row for row in report.rooms if row.name == name)


def test_who_came_when(held: Held) -> None:
    report = read_report(held.sitting, closed_too=True)

    tariqs, monas, fahds, absent = (row_of(report, room.name) for room in held.world.rooms)
    assert (tariqs.came, tariqs.left, tariqs.seconds, tariqs.percent) == (held.at(0), held.at(120), 7200, 100)
    assert (monas.came, monas.left, monas.seconds, monas.percent) == (held.at(30), held.at(90), 3600, 50)
    assert (fahds.seconds, fahds.percent) == (3600, 50)
    assert (absent.came, absent.left, absent.seconds, absent.percent, absent.people) == (None, None, 0, 0, 0)
    assert (report.rooms_present, len(report.rooms), report.seconds) == (3, 4, 7200)


def test_a_listener_counts_for_the_room_they_belong_to(held: Held) -> None:
    report = read_report(held.sitting, closed_too=True)
    assert [row_of(report, room.name).people for room in held.world.rooms] == [1, 2, 1, 0]


def test_how_many_and_through_which_door(held: Held) -> None:
    report = read_report(held.sitting, closed_too=True)

    assert (report.unique, report.peak) == (6, 5)
    # Minutes: Tariq 130 of 135, Mona 30, Fahd 60, Salwa 30, the second visitor 110; in writing Mona 40, the first visitor 60.
    assert report.doors == {"live": (130 + 30 + 60 + 30 + 110) * 60, "text": 100 * 60}


def test_the_picture_of_presence_rises_and_falls(held: Held) -> None:
    parts = read_report(held.sitting, closed_too=True).presence
    assert len(parts) == 48
    at = {part.at: part.present for part in parts}
    assert [at[held.at(minute)] for minute in (0, 10, 30, 40, 60, 90, 100)] == [3, 4, 4, 5, 4, 3, 2]


def test_who_spoke_how_long_and_after_what_wait(held: Held) -> None:
    report = read_report(held.sitting, closed_too=True)

    tariq, mona = report.speakers
    assert (tariq.name, tariq.spoken, tariq.turns, tariq.waited, tariq.capacity) == ("طارق", 180, 2, 135, "delegate")
    assert (mona.name, mona.room, mona.spoken, mona.waited) == ("منى", held.world.rooms[1].name, 90, 90)
    assert (report.spoken, report.waited) == (270, 90)
    assert [(row.name, row.spoken, row.turns) for row in report.kinds] == [("contribution", 210, 2), ("question", 60, 1)]
    assert [(row.name, row.spoken) for row in report.capacities] == [("delegate", 270)]
    assert [row_of(report, room.name).spoken for room in held.world.rooms] == [180, 90, 0, 0]


def test_a_first_word_is_first_in_the_sittings_of_the_series(held: Held) -> None:
    assert read_report(held.sitting, closed_too=True).first_percent == 100
    earlier = Gathering.objects.create(room=held.world.rooms[0], opened_by=held.world.chair, closed_at=held.at(-9000))
    before = Sitting.objects.get(pk=held.sitting.pk)
    before.pk, before.gathering, before.uid = None, earlier, "earlier"
    before.opened_at, before.adjourned_at = held.at(-9999), held.at(-9000)
    before.save()
    held.spoke(held.chamber.delegates[0], -9990, 30, gathering=earlier)

    report = read_report(held.sitting, closed_too=True)

    assert [(row.name, row.is_first) for row in report.speakers] == [("طارق", False), ("منى", True)]
    assert (report.first_words, report.first_percent) == (1, 50)


def test_what_was_said_among_delegates_is_not_in_the_public_figures(held: Held) -> None:
    item = held.chamber.items[1]
    item.for_delegates_only = True
    item.save()
    held.spoke(held.chamber.delegates[2], 70, 100, for_room=held.world.rooms[2], item=item.pk)

    assert read_report(held.sitting, closed_too=True).spoken == 370
    public = read_report(held.sitting, closed_too=False)
    assert (public.spoken, len(public.speakers)) == (270, 2)


def test_whoever_was_removed_sat_until_then(held: Held) -> None:
    Participant.objects.filter(sitting=held.sitting, person=held.chamber.delegates[2]).update(until=held.at(20), why="شغب")
    fahds = row_of(read_report(held.sitting, closed_too=True), held.world.rooms[2].name)
    assert (fahds.seconds, fahds.left) == (1200, held.at(20))


def test_words_read_out_waited_in_no_line(held: Held) -> None:
    held.spoke(held.chamber.delegates[2], 80, 20, kind="written", waited=5000)
    assert read_report(held.sitting, closed_too=True).waited == 90


def test_a_sitting_in_which_nobody_spoke(held: Held) -> None:
    Turn.objects.all().delete()
    report = read_report(held.sitting, closed_too=True)
    assert (report.speakers, report.spoken, report.waited, report.first_percent) == ([], 0, None, 0)


@pytest.mark.parametrize(
    ("changed", "has"),
    [({}, True), ({"state": "adjourned"}, True), ({"state": "in_session"}, False), ({"kind": "rehearsal"}, False),
     ({"opened_at": None}, False), ({"state": "cancelled"}, False)],
)  # fmt: skip
def test_only_of_sittings_that_were_held(held: Held, changed: dict[str, object], has: bool) -> None:
    for name, value in changed.items():
        setattr(held.sitting, name, value)
    assert has_report(held.sitting) is has


def test_offices_and_delegates_see_everything(held: Held, stranger) -> None:
    inside = [held.world.chair, held.world.secretary, held.world.coordinator, *held.chamber.delegates, *held.chamber.alternates]
    outside = [None, stranger, held.world.salwa, held.world.zahir, held.world.owners[0]]
    assert [sees_all(person, held.sitting) for person in inside] == [True] * len(inside)
    assert [sees_all(person, held.sitting) for person in outside] == [False] * len(outside)


def test_totals_are_public_with_the_minutes(held: Held) -> None:
    assert not is_public(held.sitting)
    held.publish()
    assert is_public(held.sitting)


def test_more_people_and_turns_ask_no_more_questions(held: Held) -> None:
    read_report(held.sitting, closed_too=True)
    with CaptureQueriesContext(connection) as few:
        read_report(held.sitting, closed_too=True)
    for number in range(12):
        person = new_person(f"زائر {number}")
        held.attended(person, "live", number, 100)
        held.spoke(person, number, 10, for_room=held.world.rooms[number % 4])
    held.world.add_room("غرفة جديدة", "سمير")
    with CaptureQueriesContext(connection) as many:
        read_report(held.sitting, closed_too=True)
    assert len(many) == len(few)
