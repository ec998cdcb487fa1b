"""Versions of the charter follow one another, and each room keeps the one it accepted."""

import pytest
from django.utils import timezone

from multaqa.alliance.domain import charter
from multaqa.alliance.models import Alliance, Charter
from multaqa.common.refusal import Refused


def publish(world, text="نلتقي كل شهر.", note="زيد الموعد"):
    return charter.publish_charter(world.alliance, text=text, change_note=note, by=world.coordinator)


def test_a_new_version_comes_into_force_and_the_old_one_stays(world):
    second = publish(world)
    assert (second.version, second.by, charter.in_force(world.alliance)) == (2, world.coordinator, second)
    assert Charter.objects.get(version=1).text == "كل غرفة سيدة نفسها."
    world.seats[0].refresh_from_db()
    assert world.seats[0].charter == world.charter


def test_the_same_text_again_is_no_version(world):
    assert publish(world, " كل غرفة سيدة نفسها. ", "") == world.charter
    assert Charter.objects.count() == 1


def test_what_changed_is_said(world):
    with pytest.raises(Refused, match="note_needed"):
        publish(world, note=" ")
    with pytest.raises(Refused, match="charter_empty"):
        publish(world, text="\n")


def test_nothing_is_published_once_it_is_over(world):
    Alliance.objects.update(ended_at=timezone.now())
    with pytest.raises(Refused, match="alliance_ended"):
        publish(world)


def test_a_room_accepts_the_version_in_force(world):
    second = publish(world)
    with pytest.raises(Refused, match="charter_changed"):
        charter.accept_charter(world.alliance, world.rooms[0], world.charter, by=world.owners[0])
    for _press in range(2):
        assert charter.accept_charter(world.alliance, world.rooms[0], second, by=world.owners[0]).charter == second


def test_only_a_member_accepts(world):
    lonely = world.add_room("ركن بعيد", "وائل", member=False)
    with pytest.raises(Refused, match="not_member_room"):
        charter.accept_charter(world.alliance, lonely, world.charter, by=lonely.made_by)
