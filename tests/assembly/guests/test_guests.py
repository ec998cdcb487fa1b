"""A guest is invited, answers by the link, is heard, and is thanked."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from multaqa.assembly.domain import inviting
from multaqa.assembly.models import Cycle, Invitation, Sitting
from multaqa.common.refusal import Refused
from tests.alliance.world import found_world

BASE = "https://rooms.example.org"


@pytest.fixture
def world(db):
    return found_world(3)


@pytest.fixture
def month(world):
    series = world.make_series()
    cycle = Cycle.objects.create(
        series=series, number=1, date=dt.date(2026, 11, 28), topic="طرائق جديدة", host_room=world.rooms[0]
    )
    starts = timezone.now() + dt.timedelta(days=3)
    Sitting.objects.create(
        cycle=cycle, kind="open", room=world.rooms[0], state="scheduled", starts_at=starts, ends_at=starts + dt.timedelta(hours=2),
        time_zone="Asia/Riyadh", local_start="2026-11-28T23:00", uid="open@test",
    )  # fmt: skip
    return cycle


@pytest.fixture
def invitation(world, month):
    return inviting.invite(
        month, "مأمون العتيقي", topic="أدب الحوار", email="mamoon@example.org", letter="يشرفنا حضوركم.", by=world.coordinator
    )


def _refused(deed, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.code


def test_a_letter_is_sent_in_the_guest_s_language_and_the_link_lets_them_in(
    world, invitation, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        address = inviting.send(invitation, base=BASE, by=world.coordinator)
    letter = mail.outbox[0]
    assert (letter.to, address in letter.body, "يشرفنا حضوركم." in letter.body) == (["mamoon@example.org"], True, True)
    assert 'dir="rtl"' in letter.alternatives[0][0]
    browser = Client()
    came = browser.post(address.removeprefix(BASE), follow=True)
    assert came.redirect_chain[-1][0] == f"/months/guests/{invitation.pk}/"
    assert "أدب الحوار" in came.content.decode()
    browser.post(f"/months/guests/{invitation.pk}/answer/", {"comes": "yes", "records": "on", "note": "بإذن الله"})
    invitation.refresh_from_db()
    assert (invitation.state, invitation.records, invitation.answer_note) == ("accepted", True, "بإذن الله")
    browser.post(f"/months/guests/{invitation.pk}/heard/")
    invitation.refresh_from_db()
    assert invitation.state == "sound_checked"


def test_a_link_that_leaked_is_replaced_and_the_answer_stays(world, invitation):
    first = inviting.send(invitation, base=BASE, by=world.coordinator)
    inviting.answer(invitation, comes=True, records=False, by=invitation.guest)
    second = inviting.renew(invitation, base=BASE, by=world.coordinator)
    assert Client().post(first.removeprefix(BASE)).status_code == 410
    assert Client().post(second.removeprefix(BASE)).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.state, invitation.records) == ("accepted", False)
    assert _refused(inviting.send, invitation, base=BASE, by=world.coordinator) == "already_answered"


def test_only_those_who_invite_invite_and_only_the_guest_answers(world, month, invitation):
    for stranger in (world.salwa, world.owners[0], world.chair):
        assert _refused(inviting.invite, month, "ضيف", by=stranger) == "not_allowed"
        assert _refused(inviting.send, invitation, base=BASE, by=stranger) == "not_allowed"
        assert _refused(inviting.answer, invitation, comes=True, by=stranger) == "not_allowed"
    assert _refused(inviting.answer, invitation, comes=True, by=invitation.guest) == "not_sent_yet"
    assert _refused(inviting.sound_checked, invitation, by=world.coordinator) == "not_coming"
    assert _refused(inviting.thank, invitation, by=world.coordinator) == "not_coming"


def test_the_page_of_guests_is_the_coordinator_s(world, month):
    browser = Client()
    browser.force_login(world.coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    path = f"/months/{month.pk}/guests/"
    assert browser.post(path, {"name": "ليلى السقاط", "language": "ar"}).status_code == 302
    assert Invitation.objects.get().state == "drafted"
    wrong = browser.post(path, {"name": "", "language": "ar", "topic": "الإعلام"})
    assert (wrong.status_code, "الإعلام" in wrong.content.decode()) == (422, True)
    shown = browser.post(f"/months/guests/{Invitation.objects.get().pk}/send/")
    assert "/l/" in shown.content.decode()
    other = Client()
    other.force_login(world.salwa, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert other.get(path).status_code == 403
    assert other.get(f"/months/guests/{Invitation.objects.get().pk}/").status_code == 403
