"""A sitting that was held and drafted its minutes, for stories about what becomes of them."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.assembly.domain import approving, ballots, remarking, running, voting
from multaqa.assembly.domain.deciding import decide
from multaqa.assembly.domain.minuting import draft_missing
from multaqa.assembly.models import Ballot, Entry, Minutes
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import floor
from multaqa.rooms.models import Turn
from tests.assembly.sittings.conftest import Chamber, build_chamber

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Held:
    """Four rooms met: Tariq spoke, a vote was taken, an action given. Ibrahim is the secretary, Fatima the chair."""

    chamber: Chamber
    minutes: Minutes

    @property
    def secretary(self) -> Person:
        return self.chamber.world.secretary

    @property
    def chair(self) -> Person:
        return self.chamber.world.chair

    @property
    def delegates(self) -> list[Person]:
        return self.chamber.delegates

    @property
    def spoken(self) -> Entry:
        """The entry of Tariq's turn, as it stands now."""
        return self.minutes.entries.get(what="spoke")

    @property
    def state(self) -> str:
        return Minutes.objects.values_list("state", flat=True).get()

    @property
    def path(self) -> str:
        return f"/months/minutes/{self.minutes.sitting_id}/"

    def send(self, days: int = 3) -> None:
        remarking.send_for_remarks(self.minutes, until=in_days(days), by=self.secretary)

    def approve_in_writing(self) -> None:
        """Three of the four rooms say yes."""
        approving.open_round(self.minutes, until=in_days(3), by=self.secretary)
        for delegate in self.delegates[:3]:
            approving.answer(self.minutes, approves=True, by=delegate)

    def publish(self) -> None:
        """From the draft to everybody's eyes."""
        self.send()
        self.approve_in_writing()
        approving.publish(self.minutes, by=self.secretary)


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def refused(deed, *args, **kwargs) -> str:
    """The code with which a deed was refused."""
    with pytest.raises(Refused) as caught:
        deed(*args, **kwargs)
    return caught.value.code


def browser(person: Person | None = None, language: str = "ar") -> Client:
    client = Client(headers={"accept-language": language})
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def hold(kind: str = "open") -> Chamber:
    """The sitting, up to its end; its minutes are not drafted yet."""
    chamber = build_chamber(kind=kind)
    chamber.arrive(chamber.chair, *chamber.delegates)
    running.open_sitting(chamber.gathering, by=chamber.chair)
    speak(chamber, chamber.delegates[0], 95)
    vote_on(chamber, "هل يُعتمد يوم التعريف؟", "يُعتمد يوم التعريف.")
    decide(
        chamber.gathering, text="إعداد البطاقة", action=True, room=chamber.world.rooms[1].pk, due="2027-01-01", by=chamber.chair
    )
    running.adjourn(chamber.gathering, by=chamber.chair)
    return chamber


def speak(chamber: Chamber, person: Person, seconds: int) -> None:
    floor.ask(chamber.gathering, by=person)
    floor.start(chamber.gathering, by=person)
    Turn.objects.filter(person=person).update(running_since=timezone.now() - dt.timedelta(seconds=seconds))
    floor.finish(chamber.gathering, by=person)


def vote_on(chamber: Chamber, question: str, decision: str = "", codes: tuple[str, ...] = ("for",) * 4, **more: object) -> None:
    """A question is put, and the delegates vote in their order."""
    ballots.propose(chamber.gathering, question=question, by=chamber.chair, **more)
    ballot = Ballot.objects.latest("pk")
    ballots.open_ballot(chamber.gathering, ballot=ballot.pk, by=chamber.chair)
    choices = {choice.code: choice.pk for choice in ballot.choices.all()}
    for n, (person, code) in enumerate(zip(chamber.delegates, codes, strict=False)):
        voting.vote(chamber.gathering, ballot=ballot.pk, choices=[choices[code]], receipt=f"r{n}" * 11, by=person)
    ballots.close_ballot(chamber.gathering, ballot=ballot.pk, by=chamber.chair)
    ballots.publish(chamber.gathering, ballot=ballot.pk, decision=decision, by=chamber.chair)


def drafted_of(chamber: Chamber) -> Held:
    assert draft_missing() == 1
    return Held(chamber, Minutes.objects.get(sitting=chamber.sitting))


@pytest.fixture
def held(db) -> Held:
    return drafted_of(hold())
