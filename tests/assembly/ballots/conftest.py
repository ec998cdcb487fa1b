"""A chamber in session, its delegates present, for stories about votes."""

from dataclasses import dataclass

import pytest

from multaqa.accounts.models import Person
from multaqa.assembly.domain import ballots, running, voting
from multaqa.assembly.models import Ballot
from tests.assembly.sittings.conftest import Chamber, build_chamber

RECEIPT = "k7Qm2xZ9vB4nL0pT8wY3sR"


@dataclass
class Votes:
    """What the stories do to a chamber."""

    chamber: Chamber

    @property
    def gathering(self):
        return self.chamber.gathering

    def put(self, **more: object) -> Ballot:
        """The chair puts a motion; unless said otherwise, an open one for a simple majority."""
        asked = {"question": "نعتمد يومًا للتعريف؟"} | more
        ballots.propose(self.gathering, by=self.chamber.chair, **asked)
        return Ballot.objects.latest("pk")

    def opened(self, **more: object) -> Ballot:
        """The same, opened."""
        ballot = self.put(**more)
        ballots.open_ballot(self.gathering, ballot=ballot.pk, by=self.chamber.chair)
        return ballot

    def cast(self, ballot: Ballot, by: Person, *said: str, receipt: str = "") -> voting.Voted:
        """Votes by code, or by the text of a choice."""
        rows = list(ballot.choices.all())
        chosen = [row.pk for row in rows if row.code in said or row.text in said]
        if ballot.secret and not receipt:
            receipt = RECEIPT + str(by.pk)
        return voting.vote(self.gathering, ballot=ballot.pk, choices=chosen, receipt=receipt, by=by)

    def close(self, ballot: Ballot) -> Ballot:
        ballots.close_ballot(self.gathering, ballot=ballot.pk, by=self.chamber.chair)
        ballot.refresh_from_db()
        return ballot

    def publish(self, ballot: Ballot, decision: str = "") -> Ballot:
        ballots.publish(self.gathering, ballot=ballot.pk, decision=decision, by=self.chamber.chair)
        ballot.refresh_from_db()
        return ballot


def in_session(rooms: int = 4, **more: object) -> Votes:
    """Everybody has come and the chair has opened the sitting."""
    chamber = build_chamber(rooms, **more)
    chamber.arrive(chamber.chair, *chamber.delegates)
    running.open_sitting(chamber.gathering, by=chamber.chair)
    return Votes(chamber)


@pytest.fixture
def votes(db) -> Votes:
    return in_session()


@pytest.fixture
def committed_votes(transactional_db) -> Votes:
    """Twelve rooms, for stories in which several things happen at the same instant."""
    return in_session(12)
