"""The places in line as the rule of the order looks at them, read from the rows."""

from collections.abc import Sequence

from django.db.models import QuerySet

from multaqa.common.prepared import prepared
from multaqa.rooms.domain.ordering import Place
from multaqa.rooms.domain.presiding import Presiding
from multaqa.rooms.domain.recording import ms
from multaqa.rooms.enums import TurnState
from multaqa.rooms.models import Gathering, Turn

IN_LINE = (TurnState.WAITING, TurnState.PAUSED)


def places_of(gathering: Gathering, waiting: Sequence[Turn], presiding: Presiding | None) -> list[Place]:
    """One place for each of these turns, which wait or are kept."""
    heard = presiding.heard(waiting) if presiding else _heard_here(gathering, waiting)
    return [
        Place(
            id=turn.pk,
            kind=turn.kind,
            asked_ms=ms(turn.asked_at),
            kept=turn.state == TurnState.PAUSED,
            heard=heard[turn.pk][0],
            by_room=heard[turn.pk][1],
            moved=tuple(turn.place) if turn.place else None,
            reason=turn.reason,  # type: ignore[arg-type]
        )
        for turn in waiting
    ]


def _heard_here(gathering: Gathering, waiting: Sequence[Turn]) -> dict[int, tuple[int, bool]]:
    """On an everyday evening: whether the person has spoken in this gathering before, or is speaking now."""
    persons = set(_spoke(gathering.pk)) if waiting else set()
    return {turn.pk: (int(turn.person_id in persons), False) for turn in waiting}


@prepared
def _spoke(gathering: int) -> "QuerySet[Turn, int]":
    spoke = Turn.objects.filter(gathering=gathering, spent_ms__gt=0).exclude(state__in=IN_LINE)
    return spoke.values_list("person_id", flat=True)
