"""Reminders on their way: to whom, by which ways, at an hour people are awake, in their language, once.

A row of `Reminder` is the promise; it is claimed by a conditional update, so that two nodes never send one twice."""

import datetime as dt

import structlog
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from multaqa.accounts.middleware import zone_named
from multaqa.accounts.models import Person
from multaqa.assembly.domain.pushing import push
from multaqa.assembly.domain.wording import Worded, worded
from multaqa.assembly.models import Invitation, PushSubscription, Reminder, ReminderChoice
from multaqa.common import letters
from multaqa.common.digits import digits_chosen
from multaqa.common.hijri import calendar_chosen

WAKES, SLEEPS = 8, 22
NOT_BEFORE = dt.timedelta(hours=3)
MOST_TRIES = 5
AT_ONCE = 200
ALL = "all"
SALT = "multaqa.reminders.off"
logger = structlog.get_logger(__name__)


def deliver_due(now: dt.datetime | None = None) -> int:
    """Sends the reminders whose hour has come; answers how many."""
    now = now or timezone.now()
    waiting = Reminder.objects.filter(sent_at=None, tries__lt=MOST_TRIES, person__left_at=None)
    sent = 0
    for reminder in waiting.select_related("person", "cycle__series__alliance").order_by("due_at")[:AT_ONCE]:
        if not is_awake(reminder.person, now) and reminder.due_at - now > NOT_BEFORE:
            continue
        if Reminder.objects.filter(pk=reminder.pk, sent_at=None, tries=reminder.tries).update(tries=F("tries") + 1) and _send(
            reminder, now
        ):
            sent += 1
    return sent


def is_awake(person: Person, now: dt.datetime) -> bool:
    """Whether it is a sane hour where they live."""
    return WAKES <= now.astimezone(zone_named(person.time_zone)).hour < SLEEPS


def _send(reminder: Reminder, now: dt.datetime) -> bool:
    person = reminder.person
    with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(zone_named(person.time_zone)):
        with calendar_chosen(person.calendar), digits_chosen(person.digits):
            said = worded(reminder)
            try:
                address = person.email or _given_address(reminder)
                if address and not is_off(person, reminder.what, "mail"):
                    _mail(reminder, said, address)
                _push(reminder, said)
            except Exception as error:
                logger.exception("A reminder could not be sent", reminder=reminder.pk)
                Reminder.objects.filter(pk=reminder.pk).update(failed=type(error).__name__[:200])
                return False
    Reminder.objects.filter(pk=reminder.pk).update(sent_at=now, failed="")
    return True


def _given_address(reminder: Reminder) -> str:
    """A guest has no account: their letter went to the address in the invitation."""
    found = Invitation.objects.filter(cycle=reminder.cycle_id, guest=reminder.person).values_list("email", flat=True).first()
    return found or ""


def _mail(reminder: Reminder, said: Worded, to: str) -> None:
    base = settings.CONFIG.public_url
    off = f"{base}/months/reminders/off/{off_token(reminder.person, reminder.what)}/"
    alliance = letters.name(reminder.cycle.series.alliance.name)
    context = {"said": said, "address": base + said.path, "off": off, "reminder": reminder, "alliance": alliance}
    mail = EmailMultiAlternatives(
        letters.directed(said.title),
        render_to_string("assembly/mail/reminder.txt", context),
        to=[to],
        headers={
            "List-Unsubscribe": f"<{off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("assembly/mail/reminder.html", context), "text/html")
    mail.send()


def _push(reminder: Reminder, said: Worded) -> None:
    if is_off(reminder.person, reminder.what, "push"):
        return
    for subscription in PushSubscription.objects.filter(person=reminder.person, gone_at=None):
        push(subscription, title=said.title, body=said.text, url=said.path)


# ── what people turned off ──


def is_off(person: Person, what: str, way: str) -> bool:
    """Whether they turned this kind, or all, off by this way."""
    return ReminderChoice.objects.filter(person=person, way=way, what__in=(what, ALL)).exists()


def turn(person: Person, what: str, way: str, *, off: bool) -> None:
    """Turns a kind of reminder off by a way, or on again."""
    if off:
        ReminderChoice.objects.get_or_create(person=person, what=what, way=way)
    else:
        ReminderChoice.objects.filter(person=person, what=what, way=way).delete()


def off_token(person: Person, what: str) -> str:
    """The key of the link that turns a kind of mail off without signing in."""
    return signing.dumps([person.pk, what], salt=SALT)


def turn_off_by(token: str) -> tuple[Person, str] | None:
    """Turns off what the link says; None when the link is none of ours."""
    try:
        pk, what = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.present().filter(pk=pk).first()
    if person is None:
        return None
    turn(person, str(what), "mail", off=True)
    return person, str(what)
