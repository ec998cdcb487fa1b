"""The pages of a month and of an alliance: who reads what, and what they cost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from multaqa.assembly.domain import cycles
from multaqa.assembly.models import Cycle
from tests.assembly.cycles.conftest import build_month


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def page(client, path: str, status: int = 200, **posted: object) -> str:
    response = client.post(path, posted) if posted else client.get(path)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_everybody_reads_the_public_face_and_the_coordinator_what_is_missing(client, month):
    path = f"/months/{month.cycle.pk}/"
    read = page(client, path)
    assert month.cycle.topic in read and month.world.rooms[2].name in read
    assert "What is missing" not in read
    client.force_login(month.world.coordinator)
    read = page(client, path)
    assert "What is missing, and who owes it" in read
    assert "3 rooms have named no delegate" in read
    assert f"/months/{month.cycle.pk}/remind/name_delegate/" in read


def test_the_coordinator_leads_the_month_on_and_a_stranger_does_not(client, month):
    client.force_login(month.world.salwa)
    page(client, f"/months/{month.cycle.pk}/do/open_call/", 302, x=1)
    assert Cycle.objects.get().state == "planned"
    client.force_login(month.world.secretary)
    page(client, f"/months/{month.cycle.pk}/do/open_call/", 302, x=1)
    assert Cycle.objects.get().state == "call_open"
    page(client, f"/months/{month.cycle.pk}/do/dance/", 404, x=1)


def test_planning_asks_why_and_keeps_what_was_typed(client, month):
    path = f"/months/{month.cycle.pk}/planning/"
    client.force_login(month.world.salwa)
    page(client, path, 403)
    client.force_login(month.world.coordinator)
    page(client, path)
    assert "2027-02-06" in page(client, path, 422, deed="postpone", date="2027-02-06", why="")
    page(client, path, 302, deed="postpone", date="2027-02-06", why="يوافق العيد")
    assert "يوافق العيد" in page(client, f"/months/{month.cycle.pk}/")
    page(client, path, 302, deed="host", room=month.world.rooms[2].pk, why="اعتذرت الغرفة")
    page(client, path, 302, deed="topic", topic="موضوع آخر")
    assert "شاركونا" in page(client, path, 422, deed="call", text="شاركونا", closes_on="2040-01-01", papers_on="2027-01-12")
    page(client, path, 302, deed="call", text="شاركونا", closes_on="2027-01-13", papers_on="2027-01-12")
    assert "شاركونا" in page(client, f"/calls/{month.cycle.call_id}/")
    page(client, path, 302, deed="extraordinary", title="طارئ", date="2027-02-02", at="21:00", minutes="60")
    page(client, path, 302, deed="cancel", why="ظرف طارئ")
    month.cycle.refresh_from_db()
    assert (month.cycle.state, month.cycle.topic, month.cycle.host_room) == ("cancelled", "موضوع آخر", month.world.rooms[2])
    assert "called off" in page(client, f"/months/{month.cycle.pk}/")


def test_the_next_month_is_planned_while_this_one_goes_on(client, month):
    client.force_login(month.world.coordinator)
    path = f"/months/series/{month.series.pk}/plan/"
    assert month.world.rooms[1].name in page(client, path)
    page(client, path, 302, topic="")
    assert Cycle.objects.get(number=2).date == dt.date(2027, 2, 27)
    assert "Month 2" in page(client, f"/months/series/{month.series.pk}/")


def test_the_alliance_and_the_house_lead_to_the_next_meeting(client, month):
    for path in (f"/alliances/{month.world.alliance.slug}/", "/"):
        read = page(client, path)
        assert "Next meeting" in read and month.cycle.topic in read
        assert f'href="/months/{month.cycle.pk}/"' in read
    assert "/alliances/new/" not in page(client, "/alliances/new/", 302)


@pytest.mark.parametrize("who", ["nobody", "coordinator"])
def test_thirty_rooms_cost_as_many_queries_as_three(client, db, who):
    counted = {}
    month = build_month(3)
    if who == "coordinator":
        client.force_login(month.world.coordinator)
    paths = (f"/months/{month.cycle.pk}/", f"/alliances/{month.world.alliance.slug}/", "/")
    for rooms in (3, 30):
        for n in range(len(month.world.rooms), rooms):
            month.world.add_room(f"غرفة {n}", f"مالك {n}")
        month.world.name_delegates(month.series) if rooms == 30 else None
        cycles.set_topic(month.cycle, topic="موضوع", by=month.world.coordinator)
        for path in paths:
            page(client, path)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                page(client, path)
            counted.setdefault(path, []).append(len(asked))
    assert all(few == many for few, many in counted.values()), counted
    assert max(many for _, many in counted.values()) < 30


def rooms_on(read):
    return read.split('class="seats"')[1].split("</ul>")[0].count("<li>")


def test_a_month_of_many_rooms_is_read_in_pages_and_nobody_silent_is_overlooked(client, db):
    month = build_month(3)
    for n in range(3, 40):
        month.world.add_room(f"غرفة {n:02}", f"مالك {n}")
    month.world.add_room("غرفة الإحسان", "مالك الإحسان")
    path = f"/months/{month.cycle.pk}/"
    everybody = page(client, path)
    assert rooms_on(everybody) == 24 and "Page 1 of 2" in everybody and 'name="q"' in everybody
    assert rooms_on(page(client, path + "?page=2")) == 41 - 24
    assert rooms_on(page(client, path + "?q=احسان")) == 1
    assert "No room answers to this" in page(client, path + "?q=لا+توجد")
    # Who was asked is nobody's business outside.
    assert rooms_on(page(client, path + "?show=asked")) == 24 and "Not answered yet" not in everybody
    client.force_login(month.world.coordinator)
    missing = page(client, path)
    assert 'href="?show=silent#delegates"' in missing and "rooms have named no delegate" in missing
    silent = page(client, path + "?show=silent")
    assert silent.count("No delegate named</small>") == 24 and "?show=silent&amp;page=2#delegates" in silent
    assert "Not answered yet" in silent and "No room answers to this" in page(client, path + "?show=asked")
    assert rooms_on(page(client, path + "?show=<b>&page=x")) == 24


def test_a_reader_finds_their_own_room_first_among_many(client, db):
    month = build_month(3)
    for n in range(3, 30):
        month.world.add_room(f"غرفة {n:02}", f"مالك {n}")
    last = month.world.rooms[-1]
    path = f"/months/{month.cycle.pk}/"
    assert f"<bdi>{last.name}</bdi>" not in page(client, path)
    client.force_login(last.made_by)
    assert page(client, path).index(f"<bdi>{last.name}</bdi>") < page(client, path).index("<bdi>غرفة 03</bdi>")
