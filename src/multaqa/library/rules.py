"""Who may hear what was recorded, and who may withhold it. Denied unless a predicate says yes."""

import rules

from multaqa.accounts.models import Person
from multaqa.library.domain.hooks import holds_office, ruling
from multaqa.library.models import Recording
from multaqa.rooms.domain.entry import barring, judge
from multaqa.rooms.models import Gathering
from multaqa.rooms.rules import is_owner


def may_listen(person: Person | None, gathering: Gathering) -> bool:
    """May hear the recordings of a gathering: by the rule of its sitting, else by the doors of its room."""
    ruled = ruling(person, gathering)
    if ruled is not None:
        return ruled
    verdict = judge(person, gathering.room)
    return verdict.refused is None and barring(person, gathering.room) is None


@rules.predicate
def decides(person: Person, gathering: Gathering) -> bool:
    """Owns the room, or holds an office of the gathering: withholds, gives back, corrects titles."""
    return is_owner(person, gathering.room) or holds_office(person, gathering)


@rules.predicate
def may_withhold(person: Person, recording: Recording) -> bool:
    """Decides about the gathering, or spoke it."""
    return recording.turn.person_id == person.pk or decides(person, recording.gathering)


@rules.predicate
def may_give_back(person: Person, recording: Recording) -> bool:
    """What a speaker withheld of their own comes back by their wish only; the rest by whoever decides."""
    speaker = recording.turn.person_id
    if recording.withheld_by_id == speaker:
        return person.pk == speaker
    return bool(decides(person, recording.gathering))


rules.add_perm("library.decide", decides)
rules.add_perm("library.withhold", may_withhold)
rules.add_perm("library.give_back", may_give_back)
