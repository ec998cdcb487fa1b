"""Every mail the house can send, found by its templates and kinds, so that a new one is held to the same."""

import datetime as dt
from pathlib import Path

from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import RequestFactory
from django.utils import timezone

import multaqa
from multaqa.accounts.models import Person
from multaqa.alliance.models import Series
from multaqa.assembly.domain import delivering, inviting
from multaqa.assembly.domain.wording import KINDS
from multaqa.assembly.models import Action, Cycle, Invitation, Minutes, Reminder, Sitting
from multaqa.contributions.domain import bringing
from multaqa.contributions.models import Call
from tests.alliance.world import World

TEMPLATES = Path(multaqa.__file__).parent / "templates"
SUBJECTS = sorted([*TEMPLATES.glob("account/email/*_subject.txt"), *TEMPLATES.glob("mfa/email/*_subject.txt")])
OF_ACCOUNTS = tuple(str(path.relative_to(TEMPLATES)).removesuffix("_subject.txt") for path in SUBJECTS)
BASE = "https://rooms.example.org"
CODE = "BCDF-GHJK"
Mails = dict[str, EmailMultiAlternatives]


def every_mail(world: World, language: str) -> Mails:
    """All of them by name, written to one reader in a language."""
    reader = world.owners[1]
    reader.language = language
    reader.save(update_fields=["language"])
    found = {prefix.rsplit("/", 1)[1]: _of_account(prefix, reader) for prefix in OF_ACCOUNTS}
    month = _month(world)
    invitation = inviting.invite(
        month, "Dr. Adam", topic="Courtesy in debate", email="adam@example.org", language=language, by=world.coordinator
    )
    inviting._mail(invitation, f"{BASE}/me/abc/")
    found["invitation"] = mail.outbox.pop()
    return found | {what: _reminder(world, month, what, reader, invitation) for what in KINDS}


def _of_account(prefix: str, reader: Person) -> EmailMultiAlternatives:
    told = {
        "user": reader, "person": reader, "code": CODE, "email": reader.email, "signup_url": f"{BASE}/account/signup/",
        "from_email": "a@example.org", "to_email": "b@example.org", "deleted_email": "a@example.org", "ip": "192.0.2.7",
        "user_agent": "Firefox/140.0 (X11; Linux x86_64)", "timestamp": timezone.now(),
    }  # fmt: skip
    with request_context(RequestFactory().get("/", headers={"host": "localhost"})):
        get_adapter().send_mail(prefix, reader.email, told)
    return mail.outbox.pop()


def _month(world: World) -> Cycle:
    now = timezone.now()
    series: Series = world.make_series()
    world.alliance.name = "ملتقى الغرف Rooms"
    world.alliance.save(update_fields=["name"])
    call = Call.objects.create(
        alliance=world.alliance, title="طرائق", opens_at=now - dt.timedelta(days=1), closes_at=now + dt.timedelta(days=5),
        made_by=world.coordinator,
    )  # fmt: skip
    return Cycle.objects.create(
        series=series, number=1, date=now.date(), call=call, topic="طرائق جديدة", state="call_open", host_room=world.rooms[0]
    )


def _reminder(world: World, month: Cycle, what: str, reader: Person, invitation: Invitation) -> EmailMultiAlternatives:
    about = _about(world, month, what, reader, invitation)
    row = Reminder.objects.create(
        cycle=month, person=reader, what=what, about=str(about), due_at=timezone.now() + dt.timedelta(hours=1)
    )
    assert delivering._send(row, timezone.now())
    return mail.outbox.pop()


def _about(world: World, month: Cycle, what: str, reader: Person, invitation: Invitation) -> int:
    match what:
        case "name_delegate" | "answer_mandate":
            return world.rooms[1].pk
        case "paper":
            return bringing.bring(month.call, kind="idea", title="فكرة", by=reader).pk
        case "answer_invitation":
            return invitation.pk
        case "action":
            action = Action(series=month.series, text="إعداد البطاقة", owner=reader, made_by=world.chair)
            action.save()
            return action.pk
        case "minutes":
            return Minutes.objects.create(sitting=_sitting(world, month), facts={}).sitting_id
    return _sitting(world, month).pk


def _sitting(world: World, month: Cycle) -> Sitting:
    starts = timezone.now() + dt.timedelta(hours=2)
    found, _ = Sitting.objects.get_or_create(
        cycle=month, kind="preparatory", room=world.rooms[0],
        defaults={
            "state": "scheduled", "starts_at": starts, "ends_at": starts, "time_zone": "Asia/Riyadh", "local_start": "x",
            "uid": "u@test",
        },
    )  # fmt: skip
    return found
