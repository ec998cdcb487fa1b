"""The sample people of a rehearsal: one for every room, so that whoever presides can call, hear out and count without anybody
else. They ask for the floor, speak without a sound, and vote; the seat is the real delegate's as soon as that one comes. They go
with the rehearsal."""

import datetime as dt
import secrets
from contextlib import suppress

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from multaqa.accounts.models import Person
from multaqa.assembly.domain import voting
from multaqa.assembly.domain.ballot_views import voted_rooms
from multaqa.assembly.domain.seats import take_seat
from multaqa.assembly.domain.sitting_views import member_rooms
from multaqa.assembly.enums import BallotState, Capacity, SittingKind, SittingState
from multaqa.assembly.models import Ballot, Participant, Sitting
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import floor
from multaqa.rooms.enums import LIVE_STATES, TurnState
from multaqa.rooms.models import Gathering, Turn

SPEAKS = dt.timedelta(seconds=20)
VOTES_AT_ONCE = 2
TURNS_AN_ITEM = 3


def samples(sitting: Sitting) -> QuerySet[Participant]:
    """Their places: nobody else of a kind without an account has the seat of a room."""
    rows = Participant.objects.now().filter(sitting=sitting, room__isnull=False, person__kind=Person.Kind.GUEST)
    return rows.select_related("person", "room").order_by("pk")


def seat_samples(sitting: Sitting) -> None:
    """Everybody of them is there from the beginning."""
    now = timezone.now()
    for room in member_rooms(sitting):
        name = gettext("Sample of %(room)s") % {"room": room.name}
        person = Person.objects.new(name[:64], kind=Person.Kind.GUEST)
        Participant.objects.create(
            sitting=sitting, person=person, capacity=Capacity.ALTERNATE, room=room, holds_seat=True, present_since=now
        )


def play() -> int:
    """By the clock: each rehearsal in session goes a step on. Answers how many do."""
    rows = Sitting.objects.filter(kind=SittingKind.REHEARSAL, state=SittingState.IN_SESSION, gathering__closed_at=None)
    found = list(rows.select_related("gathering"))
    for sitting in found:
        assert sitting.gathering is not None
        _seats(sitting, sitting.gathering)
        _votes(sitting, sitting.gathering)
        _speaks(sitting, sitting.gathering)
    return len(found)


def _seats(sitting: Sitting, gathering: Gathering) -> None:
    """The delegate who is there has the seat; the sample has it again when the delegate goes."""
    for place in samples(sitting):
        others = Participant.objects.now().filter(sitting=sitting, room=place.room).exclude(pk=place.pk).select_related("person")
        here = others.exclude(present_since=None).first()
        if place.holds_seat and here is not None:
            _tries(take_seat, gathering, by=here.person)
        elif not place.holds_seat and here is None:
            _tries(take_seat, gathering, by=place.person)


def _votes(sitting: Sitting, gathering: Gathering) -> None:
    """One after the other, as people do, each in their own way."""
    ballot = Ballot.objects.filter(item__sitting=sitting, state=BallotState.OPENED).first()
    if ballot is None:
        return
    choices = list(ballot.choices.values_list("pk", flat=True))
    still = samples(sitting).filter(holds_seat=True).exclude(room__in=voted_rooms(ballot))
    for place in still[:VOTES_AT_ONCE]:
        _tries(voting.vote, gathering, ballot=ballot.pk, choices=[secrets.choice(choices)], by=place.person)


def _speaks(sitting: Sitting, gathering: Gathering) -> None:
    """Whoever is called begins, whoever has spoken a while ends, and then somebody else asks."""
    people = {row.person_id: row.person for row in samples(sitting)}
    turns = Turn.objects.filter(gathering=gathering, person_id__in=people)
    for turn in turns.filter(state__in=LIVE_STATES):
        person = people[turn.person_id or 0]
        if turn.state == TurnState.CALLED:
            _tries(floor.start, gathering, by=person)
        elif turn.running_since is not None and turn.running_since <= timezone.now() - SPEAKS:
            _tries(floor.finish, gathering, by=person)
    asked = set(turns.filter(item=sitting.current_item_id or 0).values_list("person_id", flat=True))
    if turns.filter(state=TurnState.WAITING).exists() or len(asked) >= TURNS_AN_ITEM:
        return
    spoken = set(turns.values_list("person_id", flat=True))
    for person in sorted((people[pk] for pk in people if pk not in asked), key=lambda one: one.pk in spoken)[:1]:
        _tries(floor.ask, gathering, by=person)


def _tries(deed, gathering: Gathering, **said: object) -> None:  # type: ignore[no-untyped-def]
    """A deed that is refused now is tried at the next step, or not at all: nobody waits for a sample."""
    with suppress(Refused), transaction.atomic():
        deed(gathering, **said)
