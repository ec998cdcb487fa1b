"""Lengths and acts in the reader's words. The sentences of acts are those of the live room's own log."""

from collections.abc import Callable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from multaqa.common.digits import digits_in_use, write_digits
from multaqa.rooms.enums import Doors
from multaqa.rooms.models import Act

HOUR, DAY = 60, 24 * 60


def length(minutes: int) -> str:
    """So many minutes, as hours or days where they come out even; 0 is without end."""
    if minutes == 0:
        return gettext("Until it is lifted")
    if minutes % DAY == 0:
        return _counted(ngettext("%(count)s day", "%(count)s days", minutes // DAY), minutes // DAY)
    if minutes % HOUR == 0:
        return _counted(ngettext("%(count)s hour", "%(count)s hours", minutes // HOUR), minutes // HOUR)
    return _counted(ngettext("%(count)s minute", "%(count)s minutes", minutes), minutes)


def length_of_seconds(seconds: int) -> str:
    """So many seconds, as minutes where they come out even."""
    if seconds and seconds % 60 == 0:
        return length(seconds // 60)
    return _counted(ngettext("%(count)s second", "%(count)s seconds", seconds), seconds)


def microphones(count: int) -> str:
    """One microphone, two microphones …"""
    return _counted(ngettext("%(count)s microphone", "%(count)s microphones", count), count)


def sentence_of(act: Act) -> SafeString:
    """What was done, with the name of whom it concerns kept apart from the words around it."""
    words = _SENTENCES.get(act.what, lambda act: gettext("Something was changed by the supervisors"))(act)
    name = format_html("<bdi>{}</bdi>", act.subject.display_name if act.subject else "")
    return format_html(_digits(words).replace("{", "{{").replace("}", "}}").replace("%(name)s", "{name}"), name=name)


def plain(act: Act) -> str:
    """The same for the name of a button."""
    words = _SENTENCES.get(act.what, lambda act: gettext("Something was changed by the supervisors"))(act)
    return _digits(words).replace("%(name)s", act.subject.display_name if act.subject else "")


def _doors(act: Act) -> str:
    doors = str(act.facts.get("doors", ""))
    said = Doors(doors).label if doors in Doors.values else ""
    return gettext("Who may come in was changed: %(doors)s").replace("%(doors)s", str(said))


def _hands(act: Act) -> str:
    count = int(act.facts.get("count", 0))
    return _counted(ngettext("%(count)s hand was lowered", "%(count)s hands were lowered", count), count)


def _extended(act: Act) -> str:
    said = gettext("The turn of %(name)s was extended by %(length)s")
    return said.replace("%(length)s", length_of_seconds(int(act.facts.get("seconds", 60))))


def _suspended(act: Act) -> str:
    said = gettext("The sitting was suspended for %(length)s")
    return said.replace("%(length)s", length(max(1, int(act.facts.get("minutes", 1)))))


def _moved(act: Act) -> str:
    return gettext("%(name)s was moved to place %(place)s").replace("%(place)s", str(act.facts.get("place", 1)))


def _sanctioned(act: Act) -> str:
    return {
        "voice": gettext("The voice of %(name)s was stopped"),
        "text": gettext("The writing of %(name)s was stopped"),
        "bounce": gettext("%(name)s was sent out for a while"),
        "ban": gettext("%(name)s was banned"),
    }.get(str(act.facts.get("kind")), gettext("%(name)s was sanctioned"))


_SENTENCES: dict[str, Callable[[Act], str]] = {
    "called_out_of_order": lambda act: gettext("%(name)s was called out of order"),
    "extended": _extended,
    "paused": lambda act: gettext("The turn of %(name)s was paused"),
    "revoked": lambda act: gettext("The floor was withdrawn from %(name)s"),
    "removed": lambda act: gettext("%(name)s was taken out of the line"),
    "moved": _moved,
    "line_closed": lambda act: gettext("The list of speakers was closed"),
    "line_opened": lambda act: gettext("The list of speakers was opened"),
    "hands_lowered": _hands,
    "suspended": _suspended,
    "reconvened": lambda act: gettext("The sitting was resumed"),
    "hidden": lambda act: gettext("A message of %(name)s was hidden"),
    "pinned": lambda act: gettext("A message was pinned"),
    "unpinned": lambda act: gettext("The pin was taken away"),
    "doors": _doors,
    "microphones": lambda act: gettext("The number of microphones was changed"),
    "slow": lambda act: gettext("Slow mode was changed"),
    "sanctioned": _sanctioned,
    "lifted": lambda act: gettext("The sanction of %(name)s was lifted"),
    "opened": lambda act: gettext("The gathering was opened"),
    "closed": lambda act: gettext("The gathering was closed"),
    "made": lambda act: gettext("The room was made"),
    "face": lambda act: gettext("The room's page was changed"),
    "rule": lambda act: gettext("The rule of the floor was changed"),
    "ended": lambda act: gettext("The room was closed for good"),
    "member_added": lambda act: gettext("%(name)s became a member"),
    "member_ended": lambda act: gettext("The membership of %(name)s ended"),
    "staff_named": lambda act: gettext("%(name)s was named to keep order"),
    "staff_relieved": lambda act: gettext("%(name)s was relieved of keeping order"),
    "given": lambda act: gettext("The room was given to %(name)s"),
    "sitting_opened": lambda act: gettext("The sitting was opened"),
    "sitting_adjourned": lambda act: gettext("The sitting was adjourned"),
    "ballot_opened": lambda act: gettext("The vote was opened"),
    "ballot_closed": lambda act: gettext("The vote was closed"),
    "ballot_published": lambda act: gettext("The result of the vote was declared"),
    "ballot_voided": lambda act: gettext("The vote was voided"),
}


def _counted(phrase: str, count: int) -> str:
    return _digits(phrase.replace("%(count)s", str(count)))


def _digits(text: str) -> str:
    return write_digits(text, digits_in_use(get_language() or "ar"))
