"""What a reminder says, in the language in force."""

from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from multaqa.assembly.models import Action, Invitation, Reminder, Sitting
from multaqa.common import letters
from multaqa.common.hijri import announce_date, calendar_in_use
from multaqa.rooms.models import Room

KINDS = ("name_delegate", "answer_mandate", "paper", "answer_invitation", "sitting", "action", "minutes")


@dataclass(frozen=True)
class Worded:
    """`path` leads to where it is settled."""

    title: str
    text: str
    button: str
    path: str


def worded(reminder: Reminder) -> Worded:
    """The sentence of a reminder, with its deadline."""
    return _WORDED[reminder.what](reminder)


def kind_name(what: str) -> str:
    """What a kind of reminder is called where it is turned off."""
    return {
        "name_delegate": gettext("Rooms without a delegate"),
        "answer_mandate": gettext("Mandates that wait for my answer"),
        "paper": gettext("Working papers that are due"),
        "answer_invitation": gettext("Invitations that wait for my answer"),
        "sitting": gettext("Meetings about to begin"),
        "action": gettext("Actions I have taken upon myself"),
        "minutes": gettext("Minutes sent for comments"),
    }[what]


def _until(reminder: Reminder) -> str:
    moment = localtime(reminder.due_at)
    return announce_date(moment, moment.tzinfo or "UTC", calendar_in_use(), get_language() or "ar")


def _pk(reminder: Reminder) -> int:
    """What it is about; after the colon stands which of its times it is."""
    return int(reminder.about.partition(":")[0] or 0)


def _alliance(reminder: Reminder) -> str:
    return letters.name(reminder.cycle.series.alliance.name)


def _month(reminder: Reminder) -> str:
    return f"/months/{reminder.cycle_id}/"


def _name_delegate(reminder: Reminder) -> Worded:
    room = Room.objects.filter(pk=_pk(reminder)).first()
    name = letters.name(room.name) if room else ""
    return Worded(
        gettext("Your room has no delegate yet: %(room)s") % {"room": name},
        gettext("The rooms of %(alliance)s meet this month. Name who speaks for %(room)s before %(until)s.")
        % {"alliance": _alliance(reminder), "room": name, "until": _until(reminder)},
        gettext("Name the delegate"),
        f"/alliances/{reminder.cycle.series.alliance.slug}/mandates/",
    )


def _answer_mandate(reminder: Reminder) -> Worded:
    room = Room.objects.filter(pk=_pk(reminder)).first()
    return Worded(
        gettext("You are asked to speak for a room: %(room)s") % {"room": letters.name(room.name) if room else ""},
        gettext("The mandate begins when you accept it. Answer before %(until)s.") % {"until": _until(reminder)},
        gettext("Answer"),
        f"/alliances/{reminder.cycle.series.alliance.slug}/mandates/",
    )


def _paper(reminder: Reminder) -> Worded:
    return Worded(
        gettext("Your working paper is awaited"),
        gettext("Working papers are taken until %(until)s. What you have written so far is kept.") % {"until": _until(reminder)},
        gettext("Open the paper"),
        f"/calls/one/{_pk(reminder)}/",
    )


def _answer_invitation(reminder: Reminder) -> Worded:
    invitation = Invitation.objects.filter(pk=_pk(reminder)).first()
    return Worded(
        gettext("We hope for your answer"),
        gettext("The rooms of %(alliance)s await your answer to their invitation before %(until)s.")
        % {"alliance": _alliance(reminder), "until": _until(reminder)},
        gettext("Open the invitation"),
        f"/months/guests/{invitation.pk}/" if invitation else _month(reminder),
    )


def _sitting(reminder: Reminder) -> Worded:
    sitting = Sitting.objects.filter(pk=_pk(reminder)).select_related("room").first()
    title = letters.name(sitting.title or sitting.get_kind_display()) if sitting else ""
    where = letters.name(sitting.room.name) if sitting and sitting.room else ""
    return Worded(
        gettext("%(meeting)s begins soon") % {"meeting": title},
        gettext("It begins on %(time)s in the room %(room)s. The doors open a quarter of an hour before.")
        % {"time": _until(reminder), "room": where},
        gettext("To the meeting"),
        f"/rooms/{sitting.room.slug}/live/" if sitting and sitting.room else _month(reminder),
    )


def _action(reminder: Reminder) -> Worded:
    action = Action.objects.filter(pk=_pk(reminder)).first()
    return Worded(
        gettext("An action you have taken upon yourself is due"),
        gettext("“%(action)s” is due by %(until)s.")
        % {"action": letters.name(action.text) if action else "", "until": _until(reminder)},
        gettext("Say how it stands"),
        "/months/actions/",
    )


def _minutes(reminder: Reminder) -> Worded:
    return Worded(
        gettext("The minutes await your remarks"),
        gettext("Remarks on the minutes are taken until %(until)s.") % {"until": _until(reminder)},
        gettext("Read the minutes"),
        f"/months/minutes/{_pk(reminder)}/",
    )


_WORDED = {
    "name_delegate": _name_delegate,
    "answer_mandate": _answer_mandate,
    "paper": _paper,
    "answer_invitation": _answer_invitation,
    "sitting": _sitting,
    "action": _action,
    "minutes": _minutes,
}
