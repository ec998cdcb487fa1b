"""What the house answers when the door asks whether a caller may listen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    ALLOWED = "allowed"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    NOT_LIVE = "not_live"


@dataclass(frozen=True, slots=True)
class Admission:
    """`gathering` is the number of the one to listen to when allowed; `notice` a sentence for a person, translated."""

    verdict: Verdict
    gathering: int | None = None
    notice: str = ""


# Takes the room's slug and the token of the query, if any.
Find = Callable[[str, str | None], Awaitable[Admission]]
