"""The page of the report and its tables: who may see them, and what stands in them for whom."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from multaqa.accounts.models import Person
from tests.alliance.world import new_person
from tests.assembly.report.conftest import Held

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TABLES = ("rooms", "speakers", "presence", "totals")


def browser_of(person: Person | None = None, language: str = "en") -> Client:
    browser = Client(headers={"accept-language": language})
    if person is not None:
        browser.force_login(person, backend=BACKEND)
    return browser


def at(held: Held, table: str = "") -> str:
    address = f"/months/sittings/{held.sitting.pk}/report"
    return f"{address}.csv?table={table}" if table else f"{address}/"


def table_of(browser: Client, held: Held, name: str) -> list[list[str]]:
    answer = browser.get(at(held, name))
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_before_the_minutes_are_published_it_is_for_those_inside(held: Held, stranger: Person) -> None:
    for outside in (browser_of(), browser_of(stranger), browser_of(held.world.salwa)):
        assert outside.get(at(held)).status_code == 404
        assert [outside.get(at(held, table)).status_code for table in TABLES] == [404] * 4
    for inside in (browser_of(held.world.secretary), browser_of(held.chamber.delegates[3])):
        assert inside.get(at(held)).status_code == 200
        assert [inside.get(at(held, table)).status_code for table in TABLES] == [200] * 4


def test_the_public_one_names_no_person(held: Held) -> None:
    held.publish()
    public = browser_of()

    page = public.get(at(held)).content.decode()
    tables = "".join(public.get(at(held, table)).content.decode() for table in ("rooms", "presence", "totals"))

    named = [person.display_name for person in Person.objects.all() if person.display_name in page + tables]
    assert named == []
    assert "No person is named in them." in page
    assert public.get(at(held, "speakers")).status_code == 404
    assert table_of(public, held, "rooms")[0] == ["Room", "Speaking time, seconds", "Turns"]


def test_it_is_only_read(held: Held) -> None:
    browser = browser_of(held.world.chair)
    assert browser.post(at(held)).status_code == 405
    assert browser.post(at(held, "rooms")).status_code == 405
    assert browser.get(at(held, "secrets")).status_code == 404
    assert browser.get("/months/sittings/999999/report/").status_code == 404


def test_those_inside_read_who_spoke_and_when_rooms_came(held: Held) -> None:
    page = browser_of(held.world.chair).get(at(held)).content.decode()
    assert "<bdi>طارق</bdi>" in page
    assert "0:03:00" in page
    # By the clock of the sitting: 18:30 UTC in Riyadh.
    assert '<bdi dir="ltr">21:30</bdi>' in page


def test_the_arabic_page_has_its_own_digits(held: Held) -> None:
    page = browser_of(held.world.chair, "ar").get(at(held)).content.decode()
    assert '<bdi dir="ltr">٢١:٣٠</bdi>' in page
    assert 'direction="rtl"' in page
    pictures = "".join(re.findall(r">([^<]*)</text>", page))
    assert not re.search(r"[0-9]", pictures)


def test_each_picture_says_what_it_is_and_has_a_table_beside_it(held: Held) -> None:
    page = browser_of(held.world.chair).get(at(held)).content.decode()
    titles = re.findall(r'<svg class="picture" role="img"[^>]*aria-label="([^"]+)"><title>\1</title>', page)
    assert titles == [
        "How many were there over time", "Time by door", "Presence of the rooms", "Speaking time by room",
        "Speaking time by capacity",
    ]  # fmt: skip
    assert page.count("<table") == 5


def test_the_table_of_rooms(held: Held) -> None:
    rows = table_of(browser_of(held.world.chair), held, "rooms")
    names = [room.name for room in held.world.rooms]
    by_name = {row[0]: row[1:] for row in rows[1:]}
    assert by_name[names[1]] == ["2026-11-28 21:30:00", "2026-11-28 22:30:00", "3600", "50", "2", "90", "1"]
    assert by_name[names[3]] == ["", "", "0", "0", "0", "0", "0"]


def test_the_table_of_speakers(held: Held) -> None:
    rows = table_of(browser_of(held.world.chair), held, "speakers")
    assert rows[1] == ["طارق", held.world.rooms[0].name, "Delegate", "180", "2", "135", "1"]
    assert len(rows) == 3


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_is_a_formula(held: Held, name: str) -> None:
    held.spoke(held.chamber.delegates[2], 70, 10, name=name)
    answer = browser_of(held.world.chair).get(at(held, "speakers"))
    cells = [row[0] for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))]
    assert f"'{name}" in cells
    assert name not in cells


def test_a_hostile_name_stays_a_name(held: Held) -> None:
    room = held.world.rooms[0]
    room.name = "</text><script>alert(1)</script>"
    room.save()
    page = browser_of(held.world.chair).get(at(held)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;/text&gt;&lt;script&gt;" in page


def test_it_is_a_file_that_is_not_kept(held: Held) -> None:
    answer = browser_of(held.world.chair).get(at(held, "rooms"))
    assert answer["Content-Disposition"] == 'attachment; filename="multaqa-3-open-rooms.csv"'
    assert (answer["Cache-Control"], answer["Content-Type"]) == ("private, no-store", "text/csv; charset=utf-8")


def test_more_rooms_and_turns_ask_no_more_questions(held: Held) -> None:
    browser = browser_of(held.world.chair)
    browser.get(at(held))
    with CaptureQueriesContext(connection) as few:
        browser.get(at(held))
    for number in range(10):
        person = new_person(f"قادم {number}")
        held.attended(person, "live", number, 100)
        held.spoke(person, number, 10, for_room=held.world.rooms[number % 4])
    with CaptureQueriesContext(connection) as many:
        browser.get(at(held))
    assert len(many) == len(few)
