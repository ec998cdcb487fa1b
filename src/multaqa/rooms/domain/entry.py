"""Who may be in a room and what they may do there, decided where it is used: at the door and at every deed."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import QuerySet
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.prepared import prepared
from multaqa.common.refusal import Fact, Refused
from multaqa.rooms.domain.presiding import Presiding, presiding_in
from multaqa.rooms.domain.recording import ms
from multaqa.rooms.enums import Doors, Role, SanctionKind
from multaqa.rooms.models import Room, Sanction
from multaqa.rooms.rules import role_of
from multaqa.wire.views import Ability

LEAVING = (SanctionKind.BOUNCE, SanctionKind.BAN)


class Verdict(NamedTuple):
    """`refused` is None when they may come in; `can` is what they may do inside."""

    can: tuple[Ability, ...]
    refused: str | None = None
    facts: dict[str, Fact] = {}


class Standing:
    """One person at one room now: role, sanctions, and who presides there, each read once, when it is first wanted. It is made
    where something is decided and let go of with the decision: what it has read may be over a moment later."""

    def __init__(self, person: Person | None, room: Room) -> None:
        self.person, self.room = person, room

    @cached_property
    def role(self) -> str | None:
        """Owner, supervisor, member or None."""
        return role_of(self.person, self.room)

    @cached_property
    def sanctions(self) -> Sequence[Sanction]:
        """Those in force, first to last."""
        return [] if self.person is None else _in_force(self.room.pk, self.person.pk, timezone.now())

    @cached_property
    def presiding(self) -> Presiding | None:
        """Whoever presides here now."""
        return presiding_in(self.room)

    @property
    def barring(self) -> Sanction | None:
        """The bounce or ban that keeps this person out now: the one that ends last."""
        found = [row for row in self.sanctions if row.kind in LEAVING]
        return max(found, key=lambda row: ms(row.until) or 2**60, default=None)

    def judge(self, *, knows_word: bool = False, inside: bool = False) -> Verdict:
        """By role, sanctions and doors, and by whoever presides over a sitting here. `inside`: already in the room, whose
        doors shut only behind newcomers."""
        everyday = self._everyday(knows_word, inside)
        return everyday if self.presiding is None else self.presiding.judge(self.person, everyday)

    def _everyday(self, knows_word: bool, inside: bool) -> Verdict:
        person, room, role = self.person, self.room, self.role
        if role in (Role.OWNER, Role.SUPERVISOR):
            can: tuple[Ability, ...] = ("listen", "ask", "write", "supervise")
            return Verdict((*can, "own") if role == Role.OWNER else can)
        barred = self.barring
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

    def refuse_stopped(self, kind: SanctionKind) -> None:
        """Raises Refused when this person's voice or writing is stopped here."""
        found = next((row for row in reversed(self.sanctions) if row.kind == kind), None)
        if found is not None:
            raise Refused(f"{kind.value}_stopped", until=ms(found.until), why=found.why, since=ms(found.since))


@prepared
def _in_force(room: int, person: int, at: datetime) -> "QuerySet[Sanction, Sanction]":
    return Sanction.objects.in_force(at).filter(room=room, person=person).select_related("by").order_by("pk")


def _door_shut(room: Room, role: str | None, knows_word: bool) -> str | None:
    match room.doors:
        case Doors.CLOSED:
            return "doors_closed"
        case Doors.MEMBERS if role is None:
            return "members_only"
        case Doors.LOCKED if role is None and not knows_word:
            return "word_wanted"
    return None


def judge(person: Person | None, room: Room, *, knows_word: bool = False, inside: bool = False) -> Verdict:
    """What `Standing.judge` says of somebody, read now."""
    return Standing(person, room).judge(knows_word=knows_word, inside=inside)


def barring(person: Person | None, room: Room) -> Sanction | None:
    """The bounce or ban that keeps this person out now: the one that ends last."""
    return Standing(person, room).barring


def barred_until(person: Person | None, room: Room) -> int | None:
    """Until when, in wire ms (0: no end); None when nobody keeps them out."""
    found = barring(person, room)
    return None if found is None else ms(found.until)


def require(person: Person | None, room: Room, ability: Ability) -> Standing:
    """Raises Refused when this person may not do that here now; else answers how they stand here."""
    standing = Standing(person, room)
    verdict = standing.judge(inside=True)
    if verdict.refused:
        raise Refused(verdict.refused, **verdict.facts)
    if ability not in verdict.can:
        if ability in ("supervise", "own"):
            raise Refused("not_allowed")
        raise Refused("name_needed" if person is None else "visitors_listen")
    return standing


def stopped(person: Person, room: Room, kind: SanctionKind) -> None:
    """Raises Refused when this person's voice or writing is stopped here."""
    Standing(person, room).refuse_stopped(kind)


def keep_word(word: str) -> str:
    """The word of a locked door as it is kept: slow to try, useless when stolen."""
    return make_password(word.strip().casefold())


def knows(room: Room, word: str) -> bool:
    """Whether this is the word of the door."""
    return bool(room.door_word) and check_password(word.strip().casefold(), room.door_word)


def now_ms() -> int:
    """The server's clock in wire ms."""
    return ms(timezone.now())
