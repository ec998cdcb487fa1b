"""Where the apps above say who may listen and who decides about recordings. The library knows no sitting."""

from collections.abc import Callable

from multaqa.accounts.models import Person
from multaqa.rooms.models import Gathering

MayListen = Callable[[Person | None, Gathering], bool | None]
Decides = Callable[[Person, Gathering], bool]

_may_listen: list[MayListen] = []
_decides: list[Decides] = []


def listening_ruled_by(rule: MayListen) -> MayListen:
    """`rule(person, gathering)` answers whether they may hear its recordings; None leaves it to the next, and at last to the
    doors of the room. Person is None for a visitor without a name."""
    if rule not in _may_listen:
        _may_listen.append(rule)
    return rule


def decided_by(rule: Decides) -> Decides:
    """Whomever `rule(person, gathering)` affirms may withhold its recordings and correct its titles, beside the owners of the
    room."""
    if rule not in _decides:
        _decides.append(rule)
    return rule


def ruling(person: Person | None, gathering: Gathering) -> bool | None:
    """What the first rule that has an opinion says."""
    answers = (rule(person, gathering) for rule in _may_listen)
    return next((answer for answer in answers if answer is not None), None)


def holds_office(person: Person, gathering: Gathering) -> bool:
    """Whether an office of the gathering is theirs."""
    return any(rule(person, gathering) for rule in _decides)
