"""What the doctor says."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """`note` is worth knowing and hinders nothing."""

    OK = "ok"
    NOTE = "note"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Finding:
    """One sentence about one thing."""

    thing: str
    verdict: Verdict
    sentence: str
