"""What the pages of the two months that were held have to show: sound, seats that changed hands, minutes on their way."""

import io
import json
import re
import shutil

import av
import pytest
from django.test import Client
from django.urls import reverse

from multaqa.accounts.models import Person
from multaqa.assembly.domain.drafting import check
from multaqa.assembly.models import Minutes, Sitting
from multaqa.contributions.models import Revision
from multaqa.demo.world import build
from multaqa.library.domain.places import folder
from multaqa.rooms.models import Node, Turn

DECLINED, WITHHELD = "ياسين الكيلاني", "كريم بوزيد"
REASON = "ذُكر فيها اسم من لم يأذن بذكره"


@pytest.fixture
def people(db):
    """The demo, built once for a whole story: it takes a while."""
    yield build()
    shutil.rmtree(folder(), ignore_errors=True)


def open_sitting(month: int) -> Sitting:
    return Sitting.objects.get(cycle__number=month, kind="open")


def reading(person: Person, language: str = "ar") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_of(client: Client, name: str, *arguments: object) -> str:
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200, name
    return answer.content.decode()


def test_the_months_were_recorded_attended_and_written_down(people):
    secretary = reading(people["secretary"])
    every_turn_but_the_declined_one_is_heard(secretary)
    a_part_is_withheld_and_says_why(secretary)
    minutes_lead_to_the_sound(secretary)
    a_seat_was_handed_over_and_somebody_was_removed(secretary)
    minutes_were_approved_in_a_sitting_and_in_writing()
    nobody_is_missed_who_only_built_it()


def every_turn_but_the_declined_one_is_heard(client: Client) -> None:
    sitting = open_sitting(2)
    page = page_of(client, "library:sitting", sitting.gathering_id)
    told = json.loads(re.search(r'id="sitting-timeline" type="application/json">(.*?)</script>', page)[1])
    spoken = list(Turn.objects.filter(gathering=sitting.gathering).order_by("started_at").values_list("name", flat=True))
    assert spoken.count(DECLINED) == 1
    assert [part["name"] for part in told["parts"]] == [name for name in spoken if name != DECLINED]
    assert [chapter["number"] for chapter in told["chapters"]] == ["1", "2", "3", "4", "2/4", "5", "6"]
    assert told["parts"] == sorted(told["parts"], key=lambda part: part["at"])
    for part in told["parts"]:
        sound = b"".join(client.get(part["ogg"]).streaming_content)
        assert abs(seconds_of(sound) * 1000 - part["length"]) <= 30


def seconds_of(sound: bytes) -> float:
    with av.open(io.BytesIO(sound)) as file:
        return sum(frame.samples / frame.sample_rate for frame in file.decode(audio=0))


def a_part_is_withheld_and_says_why(client: Client) -> None:
    recordings = open_sitting(1).gathering.recordings
    row = recordings.exclude(withheld_at=None).get()
    assert (row.turn.name, row.withheld_why) == (WITHHELD, REASON)
    assert REASON in page_of(client, "library:sitting", row.gathering_id)
    assert row.gathering.opened_at < open_sitting(1).starts_at
    assert client.get(reverse("library:turn_ogg", args=(row.public_id,))).status_code == 404


def minutes_lead_to_the_sound(client: Client) -> None:
    sitting = open_sitting(1)
    page = page_of(client, "assembly:minutes", sitting.pk)
    places = {int(at) for at in re.findall(r'href="[^"]*#t=(\d+)"', page)}
    told = json.loads(re.search(r'id="sitting-timeline" type="application/json">(.*?)</script>', page)[1])
    assert {part["at"] for part in told["parts"] if part["ogg"]} <= places


def a_seat_was_handed_over_and_somebody_was_removed(client: Client) -> None:
    first, second = (page_of(client, "assembly:minutes", open_sitting(month).pk) for month in (1, 2))
    assert "بدر النجار" in first and "عبد الباسط النجار" in first
    assert "رشا الكيلاني" in second and "مقاطعة من كانت له الكلمة بعد التنبيه مرتين" in second
    for month in (1, 2):
        assert page_of(client, "assembly:report", open_sitting(month).pk)


def minutes_were_approved_in_a_sitting_and_in_writing() -> None:
    rows = list(Minutes.objects.order_by("sitting__starts_at"))
    assert [row.state for row in rows] == ["published"] * 4
    second = Sitting.objects.get(cycle__number=2, kind="preparatory")
    assert [row.approved_by for row in rows] == [second, second, None, None]
    assert [row.answers.count() for row in rows] == [0, 0, 7, 7]
    assert [check(row) for row in rows] == [[], [], [], []]


def nobody_is_missed_who_only_built_it() -> None:
    assert not Node.objects.exists()
    assert Revision.objects.count() == 2
