"""The page of the agenda, without a script."""

import pytest
from django.test import Client
from django.urls import reverse

from multaqa.assembly.domain import agenda, backlog
from multaqa.assembly.models import AgendaItem, BacklogItem
from tests.assembly.agenda.conftest import accepted


def browser(person, language="en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def ibrahim(month) -> Client:
    """The secretary's browser."""
    return browser(month.world.secretary)


@pytest.fixture
def address(month) -> str:
    return reverse("assembly:agenda", args=[month.sitting.pk])


def titles(month) -> list[str]:
    return [line.item.title for line in agenda.lines(month.sitting)]


def test_an_empty_agenda_says_how_to_begin(ibrahim, address):
    assert "Begin with the usual items" in ibrahim.get(address).content.decode()


def test_the_usual_items_come_by_one_press_and_are_put_in_order(ibrahim, address, month):
    ibrahim.post(address, {"deed": "default"})
    last = AgendaItem.objects.get(kind="recitation")
    answer = ibrahim.post(address, {"deed": "step", "item": last.pk, "step": "up"})
    assert (answer.status_code, answer["location"]) == (302, f"{address}#item-{last.pk}")
    assert titles(month)[:2] == ["Recitation", "Opening"]
    first = AgendaItem.objects.get(kind="opening")
    ibrahim.post(address, {"deed": "place", "item": first.pk, "before": last.pk, "below": ""})
    assert titles(month)[:2] == ["Opening", "Recitation"]
    page = ibrahim.get(address).content.decode()
    assert "35 minutes of 120 minutes" in page
    assert 'aria-label="Up: Recitation"' in page


def test_an_item_is_written_and_a_wrong_one_keeps_what_was_typed(ibrahim, address, month):
    said = {"deed": "add", "title": "طرائق الوصول", "kind": "discussion", "minutes": "0", "note": "نقاش مفتوح"}
    answer = ibrahim.post(address, said)
    assert answer.status_code == 422
    assert 'value="طرائق الوصول"' in answer.content.decode()
    answer = ibrahim.post(address, said | {"minutes": "25", "presenter": month.world.chair.pk})
    item = AgendaItem.objects.get()
    assert (item.minutes, item.note, item.presenter) == (25, "نقاش مفتوح", month.world.chair)
    page = ibrahim.get(f"{address}?edit={item.pk}").content.decode()
    assert 'name="edit-title" value="طرائق الوصول"' in page
    ibrahim.post(address, {"deed": "edit", "item": item.pk, "edit-title": "الوصول", "edit-kind": "word", "edit-minutes": "5"})
    item.refresh_from_db()
    assert (item.title, item.kind, item.minutes, item.presenter) == ("الوصول", "word", 5, None)


def test_contributions_and_what_waits_are_added_and_taken_off(ibrahim, address, month):
    paper = accepted(month.world, month.cycle, "تعليم العربية", kind="paper")
    ibrahim.post(address, {"deed": "contribution", "contribution": paper.pk})
    waits = backlog.suggest(month.cycle.series, title="مكتبة مشتركة", by=month.world.chair)
    ibrahim.post(address, {"deed": "take_up", "waits": waits.pk})
    assert titles(month) == ["تعليم العربية", "مكتبة مشتركة"]
    ibrahim.post(address, {"deed": "remove", "item": AgendaItem.objects.get(title="مكتبة مشتركة").pk})
    assert titles(month) == ["تعليم العربية"]
    page = ibrahim.get(address).content.decode()
    assert "Suggested for the next meeting" in page
    assert "مكتبة مشتركة" in page


def test_an_owner_reads_and_suggests_but_does_not_build(month, address):
    sami = browser(month.world.owners[0])
    agenda.default_agenda(month.sitting, by=month.world.chair)
    page = sami.get(address).content.decode()
    assert "Opening" in page
    assert "New item" not in page
    assert "Take off" not in page
    assert sami.post(address, {"deed": "suggest", "title": "مكتبة"}).status_code == 302
    assert BacklogItem.objects.get().title == "مكتبة"
    assert sami.post(address, {"deed": "default"}).status_code == 422
    assert sami.post(address, {"deed": "add", "title": "س", "kind": "word", "minutes": "5"}).status_code == 422
    assert AgendaItem.objects.count() == 5


def test_strangers_do_not_see_it(month, address):
    assert browser(month.world.salwa).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_a_guessed_number_is_not_found(ibrahim, address, month):
    for said in (
        {"deed": "step", "item": "7"},
        {"deed": "step", "item": "x"},
        {"deed": "burn"},
        {"deed": "take_up", "waits": "9"},
    ):
        assert ibrahim.post(address, said).status_code == 404


def test_the_programme_is_read_by_everybody(month, rf):
    from django.template.loader import render_to_string

    from multaqa.assembly.views.agenda import programme_context

    agenda.default_agenda(month.sitting, by=month.world.chair)
    shown = render_to_string("assembly/includes/programme.html", programme_context(month.sitting, None))
    assert "Opening" in shown
    assert "Any other business" in shown
