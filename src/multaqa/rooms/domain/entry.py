"""Who may be in a room and what they may do there, decided where it is used: at the door and at every deed."""

from typing import NamedTuple

from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.refusal import Fact, Refused
from multaqa.rooms.domain.presiding import presiding_in
from multaqa.rooms.domain.recording import ms
from multaqa.rooms.enums import Doors, Role, SanctionKind
from multaqa.rooms.models import Room, Sanction
from multaqa.rooms.rules import role_of
from multaqa.wire.views import Ability


class Verdict(NamedTuple):
    """`refused` is None when they may come in; `can` is what they may do inside."""

    can: tuple[Ability, ...]
    refused: str | None = None
    facts: dict[str, Fact] = {}


def judge(person: Person | None, room: Room, *, knows_word: bool = False, inside: bool = False) -> Verdict:
    """Reads role, sanctions and doors, and asks whoever presides over a sitting there. `inside`: already in the room, whose
    doors shut only behind newcomers."""
    everyday = _judge_everyday(person, room, knows_word, inside)
    presiding = presiding_in(room)
    return everyday if presiding is None else presiding.judge(person, everyday)


def _judge_everyday(person: Person | None, room: Room, knows_word: bool, inside: bool) -> Verdict:
    role = role_of(person, room)
    if role in (Role.OWNER, Role.SUPERVISOR):
        can: tuple[Ability, ...] = ("listen", "ask", "write", "supervise")
        return Verdict((*can, "own") if role == Role.OWNER else can)
    barred = barring(person, room)
    if barred is not None:
        return Verdict((), "barred", {"kind": barred.kind, "until": ms(barred.until), "why": barred.why})
    shut = None if inside else _door_shut(room, role, knows_word)
    if shut is not None:
        return Verdict((), shut)
    takes_part = role == Role.MEMBER or (person is not None and person.kind != Person.Kind.VISITOR)
    can = ("listen",)
    if takes_part or room.visitors_ask:
        can += ("ask",)
    if takes_part or room.visitors_write:
        can += ("write",)
    return Verdict(can)


def _door_shut(room: Room, role: str | None, knows_word: bool) -> str | None:
    match room.doors:
        case Doors.CLOSED:
            return "doors_closed"
        case Doors.MEMBERS if role is None:
            return "members_only"
        case Doors.LOCKED if role is None and not knows_word:
            return "word_wanted"
    return None


def barring(person: Person | None, room: Room) -> Sanction | None:
    """The bounce or ban that keeps this person out now: the one that ends last."""
    if person is None:
        return None
    found = Sanction.objects.in_force().filter(room=room, person=person, kind__in=(SanctionKind.BOUNCE, SanctionKind.BAN))
    return max(found, key=lambda row: ms(row.until) or 2**60, default=None)


def barred_until(person: Person | None, room: Room) -> int | None:
    """Until when, in wire ms (0: no end); None when nobody keeps them out."""
    found = barring(person, room)
    return None if found is None else ms(found.until)


def require(person: Person | None, room: Room, ability: Ability) -> None:
    """Raises Refused when this person may not do that here now."""
    verdict = judge(person, room, inside=True)
    if verdict.refused:
        raise Refused(verdict.refused, **verdict.facts)
    if ability not in verdict.can:
        if ability in ("supervise", "own"):
            raise Refused("not_allowed")
        raise Refused("name_needed" if person is None else "visitors_listen")


def stopped(person: Person, room: Room, kind: SanctionKind) -> None:
    """Raises Refused when this person's voice or writing is stopped here."""
    found = Sanction.objects.in_force().filter(room=room, person=person, kind=kind).order_by("-pk").first()
    if found is not None:
        raise Refused(f"{kind.value}_stopped", until=ms(found.until), why=found.why, since=ms(found.since))


def keep_word(word: str) -> str:
    """The word of a locked door as it is kept: slow to try, useless when stolen."""
    return make_password(word.strip().casefold())


def knows(room: Room, word: str) -> bool:
    """Whether this is the word of the door."""
    return bool(room.door_word) and check_password(word.strip().casefold(), room.door_word)


def now_ms() -> int:
    """The server's clock in wire ms."""
    return ms(timezone.now())
