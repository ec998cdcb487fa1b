"""Those who owe something are reminded before it is due: once, at a sane hour, in their language, until they turn it off."""

import datetime as dt
import json

import pytest
from django.core import mail
from django.test import Client

from multaqa.alliance.models import Mandate
from multaqa.assembly.domain import delivering, pushing, reminding
from multaqa.assembly.models import Cycle, PushSubscription, Reminder, ReminderChoice, Sitting
from multaqa.common.refusal import Refused
from tests.alliance.world import found_world

NOON = dt.datetime(2026, 11, 10, 12, tzinfo=dt.UTC)
DUE = NOON + dt.timedelta(days=2)
KEYS = {
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db):
    return found_world(4)


@pytest.fixture
def month(world):
    series = world.make_series()
    world.name_delegates(series, rooms=3, alternates=False)
    return Cycle.objects.create(
        series=series, number=1, date=dt.date(2026, 11, 28), state="call_open", delegates_due_at=DUE, host_room=world.rooms[0]
    )


def _whats():
    return sorted(Reminder.objects.values_list("person__display_name", "what"))


def test_only_who_owes_is_reminded_and_only_once(world, month):
    assert reminding.remind_due(NOON) == 1
    assert reminding.remind_due(NOON + dt.timedelta(minutes=5)) == 0
    assert _whats() == [(world.owners[3].display_name, "name_delegate")]
    assert reminding.remind_due(DUE - dt.timedelta(hours=20)) == 1
    assert reminding.remind_due(DUE + dt.timedelta(hours=1)) == 0


def test_long_before_the_deadline_nobody_is_troubled(world, month):
    assert reminding.remind_due(DUE - dt.timedelta(days=9)) == 0


def test_whoever_is_asked_to_speak_for_a_room_is_reminded_to_answer(world, month):
    Mandate.objects.create(series=month.series, room=world.rooms[3], person=world.salwa, proposed_by=world.owners[3])
    reminding.remind_due(NOON)
    assert _whats() == [("سلوى", "answer_mandate")]


def test_those_who_sit_are_called_a_day_and_an_hour_before(world, month):
    starts = NOON + dt.timedelta(days=1)
    Sitting.objects.create(
        cycle=month, kind="preparatory", room=world.rooms[0], state="scheduled", starts_at=starts, ends_at=starts,
        time_zone="Asia/Riyadh", local_start="x", uid="u@test",
    )  # fmt: skip
    reminding.remind_due(NOON)
    called = {name for name, what in _whats() if what == "sitting"}
    assert called == {person.display_name for person in world.delegates.values()} | {"عبدالله", "فاطمة", "إبراهيم"}
    assert reminding.remind_due(starts - dt.timedelta(minutes=50)) == len(called)


def test_a_mail_goes_out_in_the_person_s_language_with_a_way_out(world, month):
    owner = world.owners[3]
    owner.language = "en"
    owner.save()
    reminding.remind_due(NOON)
    assert delivering.deliver_due(NOON) == 1
    assert delivering.deliver_due(NOON) == 0
    letter = mail.outbox[0]
    assert letter.to == [owner.email]
    assert letter.subject.startswith("Your room has no delegate yet")
    assert 'dir="ltr"' in letter.alternatives[0][0]
    off = letter.extra_headers["List-Unsubscribe"].strip("<>")
    path = off[off.index("/months/") :]
    assert Client().get(path).status_code == 200
    assert not ReminderChoice.objects.exists()
    assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert delivering.is_off(owner, "name_delegate", "mail")
    assert Client().post("/months/reminders/off/forged/").status_code == 404


def test_nobody_is_woken_at_night_unless_the_hour_is_near(world, month):
    owner = world.owners[3]
    owner.time_zone = "Asia/Tokyo"
    owner.save()
    reminding.remind_due(NOON)
    night = dt.datetime(2026, 11, 10, 16, tzinfo=dt.UTC)
    assert delivering.deliver_due(night) == 0
    assert delivering.deliver_due(night + dt.timedelta(hours=8)) == 1
    Reminder.objects.update(sent_at=None, due_at=night + dt.timedelta(hours=2))
    assert delivering.deliver_due(night) == 1


def test_what_is_turned_off_is_not_sent(world, month):
    delivering.turn(world.owners[3], "name_delegate", "mail", off=True)
    reminding.remind_due(NOON)
    assert delivering.deliver_due(NOON) == 1
    assert mail.outbox == []


def test_the_coordinator_s_press_reminds_at_most_once_in_twelve_hours(world, month):
    assert reminding.remind_now(month, "name_delegate", by=world.coordinator) == 1
    assert reminding.remind_now(month, "name_delegate", by=world.coordinator) == 0
    with pytest.raises(Refused, match="not_allowed"):
        reminding.remind_now(month, "name_delegate", by=world.salwa)


def test_only_push_services_are_called(world):
    for endpoint in (
        "https://127.0.0.1/x", "http://fcm.googleapis.com/x", "https://fcm.googleapis.com@evil.example/x",
        "https://fcm.googleapis.com.evil.example/x", "https://evilpush.apple.com.example/x", "https://fcm.googleapis.com:8443/x",
        "file:///etc/passwd", "", "https://[::1]/",
    ):  # fmt: skip
        assert not pushing.is_service(endpoint)
        with pytest.raises(Refused, match="malformed"):
            pushing.subscribe(world.salwa, {"endpoint": endpoint, "keys": KEYS}, language="ar")
    assert pushing.is_service("https://web.push.apple.com/abc")


def test_a_browser_subscribes_and_the_message_is_sealed_for_it_alone(world):
    browser = Client()
    browser.force_login(world.salwa, backend=BACKEND)
    said = {"endpoint": "https://fcm.googleapis.com/fcm/send/abc", "keys": KEYS}
    for _ in range(2):
        answer = browser.post("/months/reminders/subscribe/", json.dumps(said), content_type="application/json")
        assert answer.status_code == 200
    row = PushSubscription.objects.get()
    body, headers = pushing._sealed(row, {"title": "سر", "body": "", "url": "/"})
    assert "سر".encode() not in body
    assert headers["authorization"].lower().startswith(("vapid", "webpush"))
    assert browser.post("/months/reminders/subscribe/", "[]", content_type="application/json").status_code == 400
    browser.post("/months/reminders/unsubscribe/", {"endpoint": row.endpoint})
    row.refresh_from_db()
    assert row.gone_at is not None


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_of_choices_keeps_them(world, language):
    browser = Client(headers={"accept-language": language})
    browser.force_login(world.salwa, backend=BACKEND)
    assert browser.get("/months/reminders/").status_code == 200
    browser.post("/months/reminders/", {"sitting-mail": "on", "sitting-push": "on"})
    assert not delivering.is_off(world.salwa, "sitting", "mail")
    assert delivering.is_off(world.salwa, "paper", "mail")
    assert browser.get("/months/reminders/worker.js").headers["Service-Worker-Allowed"] == "/"
