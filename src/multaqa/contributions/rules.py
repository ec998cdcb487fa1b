"""Who may do what with a working paper. Denied unless a rule says yes, and asked where the paper is used."""

from collections.abc import Callable
from dataclasses import dataclass

from multaqa.accounts.models import Person
from multaqa.alliance.rules import holds, is_coordinator
from multaqa.contributions.domain.delegates import mandate_of
from multaqa.contributions.enums import RevisionState, State
from multaqa.contributions.models import Call, Contribution, Revision

_asked: list[Callable[[Contribution], bool]] = []


@dataclass(frozen=True)
class Reader:
    """As what somebody meets a paper: `wrote` is its author or now speaks for its room, `speaks` is a delegate or alternate of
    any room of the series, `weighs` holds an office. `writes` may hand in another file."""

    wrote: bool = False
    speaks: bool = False
    weighs: bool = False
    writes: bool = False
    withdrawn: bool = False
    shown: bool = False

    def may_read(self, revision: Revision) -> bool:
        """What waits, came back or was replaced is between its authors and the committee; what is approved is for delegates,
        and for whoever listens to the sitting it is `shown` in; what is published is for everybody. What was taken back is nobody
        else's any more."""
        if self.wrote or self.weighs:
            return True
        if self.withdrawn:
            return False
        return revision.state == RevisionState.PUBLISHED or (
            revision.state == RevisionState.APPROVED and (self.speaks or self.shown)
        )

    @property
    def may_take_original(self) -> bool:
        """The file as it was handed in may hold anything, so that it goes to nobody else."""
        return self.wrote or self.weighs


def reader_of(person: Person | None, contribution: Contribution) -> Reader:
    """As what somebody meets the paper of a contribution."""
    withdrawn = contribution.state in (State.DRAFT, State.WITHDRAWN)
    if person is None or not person.pk or person.left_at is not None:
        return Reader(withdrawn=withdrawn, shown=_is_shown(contribution))
    call = contribution.call
    mandate = mandate_of(person, call)
    sent = mandate is not None and mandate.room_id == contribution.from_room_id
    return Reader(
        wrote=sent or person.pk == contribution.author_id,
        speaks=mandate is not None,
        weighs=holds(person, call.alliance),
        writes=sent or is_coordinator(person, call.alliance),
        withdrawn=withdrawn,
        shown=_is_shown(contribution),
    )


def shown_by(rule: Callable[[Contribution], bool]) -> None:
    """Registers who knows whether a paper was presented where everybody may listen; the last one to come is asked."""
    _asked[:] = [rule]


def _is_shown(contribution: Contribution) -> bool:
    return any(rule(contribution) for rule in _asked)


def may_hand_in(person: Person | None, call: Call) -> bool:
    """Rooms bring papers: by their delegate or alternate, or by the coordinator for them."""
    return mandate_of(person, call) is not None or is_coordinator(person, call.alliance)
