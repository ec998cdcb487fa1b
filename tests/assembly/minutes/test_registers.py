"""The registers: decisions found in any spelling, actions with whoever has them, the open ones first."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from multaqa.assembly.domain.actions import actions_of, actions_of_room, carry_on, open_actions
from multaqa.assembly.domain.registering import decisions_found
from multaqa.assembly.models import Action, Decision, Sitting
from tests.assembly.minutes.conftest import browser, refused


@pytest.fixture
def out(held):
    """The same minutes, published."""
    held.publish()
    return held


def _action(held, text: str, days: int | None, **more: object) -> Action:
    due = None if days is None else timezone.localdate() + dt.timedelta(days=days)
    return Action.objects.create(
        series=held.chamber.sitting.cycle.series, sitting=held.chamber.sitting, text=text, due_on=due, made_by=held.chair, **more
    )


def test_a_decision_stands_in_the_register_once_its_minutes_are_published(held):
    assert decisions_found() == []
    held.publish()
    assert [row.text for row in decisions_found()] == ["يُعتمد يوم التعريف."]


def test_the_pages_of_month_and_alliance_keep_a_decision_until_then(held):
    cycle, stranger, delegate = held.chamber.sitting.cycle, Client(), browser(held.delegates[0])
    pages = (f"/months/{cycle.pk}/", f"/alliances/{cycle.series.alliance.slug}/")
    assert ["يُعتمد يوم التعريف." in stranger.get(page).content.decode() for page in pages] == [False, False]
    assert "يُعتمد يوم التعريف." in delegate.get(pages[0]).content.decode()
    held.publish()
    assert ["يُعتمد يوم التعريف." in stranger.get(page).content.decode() for page in pages] == [True, True]


@pytest.mark.parametrize("words", ["يعتمد", "يُعْتَمد", "تعريف", "يوم  التعريف", "3/1", "طرائق", "٣/١"])
def test_a_decision_is_found_in_any_spelling(out, words):
    assert len(decisions_found(words)) == 1
    assert decisions_found(f"{words} غائب") == []


def test_what_was_decided_among_delegates_is_not_in_the_register(out):
    item = Decision.objects.get().item
    item.for_delegates_only = True
    item.save()
    assert decisions_found() == []


def test_the_register_keeps_to_a_series_and_pages(out):
    decision = Decision.objects.get()
    series, other = decision.sitting.cycle.series, out.chamber.world.make_series(title="اجتماع آخر")
    assert (len(decisions_found(series=series)), decisions_found(series=other)) == (1, [])
    for n in range(2, 33):
        Decision.objects.create(sitting=decision.sitting, number=n, text=f"قرار رقم {n}", by=out.chair)
    page = browser().get(f"/months/decisions/?series={series.pk}&q=قرار").content.decode()
    assert "٣١" in page
    assert f"series={series.pk}&amp;q=" in page
    assert browser().get(f"/months/decisions/?series={series.pk}&q=قرار&page=2").content.decode().count('class="said"') == 1


def test_the_open_come_first_and_the_soonest_due_before_the_others(held):
    room = held.chamber.world.rooms[1]
    first = Action.objects.get()
    late, whenever = _action(held, "متأخر", -2, room=room), _action(held, "بلا موعد", None, room=room)
    over = _action(held, "تم", -9, room=room, state="done", ended_at=timezone.now())
    assert list(actions_of_room(room)) == [late, first, whenever, over]
    assert list(open_actions(held.chamber.sitting.cycle.series)) == [late, first, whenever]
    page = browser(held.chamber.world.owners[1], "en").get("/months/actions/").content.decode()
    assert page.count("Overdue") == 1


def test_an_action_is_its_room_s_to_carry_on(held):
    action, owner = Action.objects.get(), held.chamber.world.owners[1]
    assert refused(carry_on, action, "done", by=held.chamber.world.salwa) == "not_allowed"
    assert refused(carry_on, action, "dropped", by=owner) == "why_needed"
    carry_on(action, "in_progress", note="بدأنا", by=owner)
    browser(owner).post(f"/months/actions/{action.pk}/", {"state": "done"})
    assert Action.objects.get().state == "done"
    assert refused(carry_on, action, "open", by=owner) == "action_over"


def test_what_a_person_has_stands_on_their_own_page(held):
    salwa = held.chamber.world.salwa
    assert "كتابة البيان" not in browser(salwa).get("/me/").content.decode()
    _action(held, "كتابة البيان", 3, owner=salwa)
    assert [row.text for row in actions_of(salwa)] == ["كتابة البيان"]
    assert "كتابة البيان" in browser(salwa).get("/me/").content.decode()


def test_what_a_room_has_stands_on_its_page_for_its_people_and_published_for_all(held):
    room, owner = held.chamber.world.rooms[1], held.chamber.world.owners[1]
    path = room.get_absolute_url()
    assert "إعداد البطاقة" in browser(owner).get(path).content.decode()
    assert "إعداد البطاقة" not in browser().get(path).content.decode()
    held.publish()
    assert "إعداد البطاقة" in browser().get(path).content.decode()
    assert "إعداد البطاقة" in browser().get(f"/months/actions/?room={room.slug}").content.decode()


def test_actions_of_minutes_that_are_not_out_are_not_shown_to_strangers(held):
    assert "إعداد البطاقة" not in browser(held.chamber.world.salwa).get("/months/actions/?all=1").content.decode()
    assert "إعداد البطاقة" in browser(held.secretary).get("/months/actions/?all=1").content.decode()


def test_the_agenda_of_the_next_sitting_begins_with_what_is_open(held):
    coming = Sitting.objects.create(
        cycle=held.chamber.sitting.cycle, kind="preparatory", room=held.chamber.world.rooms[0], starts_at=timezone.now(),
        ends_at=timezone.now() + dt.timedelta(hours=2), time_zone="Asia/Riyadh", local_start="2026-12-19T23:00",
        state="scheduled", uid="next@test",
    )  # fmt: skip
    path = reverse("assembly:agenda", args=[coming.pk])
    page = browser(held.secretary, "en").get(path).content.decode()
    assert "The sitting opens with these" in page
    assert "إعداد البطاقة" in page
