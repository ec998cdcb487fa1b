"""The page of minutes: what came of it, item by item, with where to hear it; drafts for those who sat, the published for all."""

import pytest

from multaqa.assembly.domain import layout
from multaqa.assembly.models import AgendaItem, BacklogItem, Entry
from multaqa.library.domain.timeline import timeline_of
from multaqa.library.models import Recording
from multaqa.rooms.domain.recording import ms
from multaqa.rooms.models import Turn
from tests.assembly.minutes.conftest import browser


def _recorded(held) -> Recording:
    turn = Turn.objects.get()
    return Recording.objects.create(
        gathering=held.chamber.gathering, turn=turn, starts_ms=ms(turn.started_at), length_ms=95_000, state="kept", public_id="r1"
    )


@pytest.mark.parametrize("language", ["ar", "en"])
def test_drafts_are_for_those_who_sat_and_the_published_for_everybody(held, language):
    assert browser().get(held.path).status_code == 404
    assert browser(held.chamber.world.salwa, language).get(held.path).status_code == 404
    assert browser(held.delegates[0], language).get(held.path).status_code == 200
    held.publish()
    seen = browser(language=language).get(f"{held.path}?lang=ar").content.decode()
    assert 'lang="ar" dir="rtl"' in seen
    assert "يُعتمد يوم التعريف." in seen
    assert "The floor was given" not in seen
    assert "The floor was given" in browser(language=language).get(f"{held.path}?lang=en").content.decode()


def test_every_item_has_a_number_its_time_and_its_entries(held):
    read = layout.sections(held.minutes, list(held.minutes.entries.select_related("item")), "en")
    assert [section.number for section in read if section.item] == ["1", "2", "3", "4"]
    first = read[0]
    assert (first.item.title, first.planned) == ("الافتتاح", 600)
    assert "Planned: ten minutes. Used:" in browser(held.secretary, "en").get(held.path).content.decode()


def test_a_decision_shows_its_counts_and_the_quorum_at_opening_and_closing(held):
    page = browser(held.secretary, "en").get(held.path).content.decode()
    assert "Decision 3/1" in page
    assert "Quorum when the vote opened: 4 of 4 rooms, 3 needed" in page
    assert "when it closed: 4" in page
    assert page.count('style="--v:100%"') == 1


def test_a_turn_is_heard_where_its_own_recording_is(held):
    _recorded(held)
    read = layout.sections(held.minutes, list(held.minutes.entries.all()), "en", timeline_of(held.chamber.gathering))
    spoken = next(one for section in read for one in section.paragraphs if one.entry.what == "spoke")
    assert spoken.position == 0
    page = browser(held.secretary, "en").get(held.path).content.decode()
    assert 'data-listen-at="0" aria-label="Listen from 0:00:00: طارق. Recording: Minutes of the open meeting of cycle 3"' in page
    assert "<sitting-player" in page


def test_a_withheld_turn_has_no_link_to_it(held):
    recording = _recorded(held)
    Recording.objects.update(withheld_at=recording.turn.started_at, withheld_by=held.secretary, withheld_why="خصوصية")
    read = layout.sections(held.minutes, list(held.minutes.entries.all()), "en", timeline_of(held.chamber.gathering))
    assert [one.position for section in read for one in section.paragraphs if one.entry.what == "spoke"] == [None]


def test_what_was_carried_over_says_where_it_went(held):
    went = layout.carried(held.chamber.sitting)
    assert {(one.number, one.to) for one in went} <= {("2", None), ("3", None), ("4", None)}
    waits = BacklogItem.objects.order_by("pk").first()
    other = AgendaItem.objects.create(sitting=held.chamber.sitting, position=9, title=waits.title)
    BacklogItem.objects.filter(pk=waits.pk).update(moved_to=other)
    assert layout.carried(held.chamber.sitting)[0].to == held.chamber.sitting
    assert "On the agenda: Open meeting, month 3" in browser(held.secretary, "en").get(held.path).content.decode()


def test_what_was_for_delegates_only_stays_with_them(held):
    entry = held.minutes.entries.exclude(item=None).filter(what="spoke").get()
    entry.item.for_delegates_only = True
    entry.item.save()
    held.publish()
    mark = f'id="e{entry.pk}"'
    assert mark not in browser().get(held.path).content.decode()
    assert mark not in browser(held.chamber.world.salwa).get(held.path).content.decode()
    assert mark in browser(held.delegates[0]).get(held.path).content.decode()


def test_the_page_asks_as_much_of_the_database_however_many_entries_there_are(held, django_assert_max_num_queries):
    reader = browser(held.secretary)
    with django_assert_max_num_queries(70) as few:
        reader.get(held.path)
    for n in range(40):
        Entry.objects.create(minutes=held.minutes, position=1000 + n, text_ar=f"ملاحظة {n}", item=held.spoken.item)
    with django_assert_max_num_queries(len(few)):
        reader.get(held.path)
