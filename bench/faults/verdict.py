"""What one fault did: what was promised, what was kept, and how long until all was well again."""

import statistics
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Verdict:
    """`times` is how often the fault was done. `lost` and `doubled` count what was acknowledged, `two_holders` the moments two
    held one microphone, `gaps` and `repeats` the numbered events people missed or were given twice. `recovered` are seconds until
    everybody was back. `wrong` are sentences about anything else that did not hold."""

    times: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    two_holders: int = 0
    gaps: int = 0
    repeats: int = 0
    recovered: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def held(self) -> bool:
        """Whether every promise was kept."""
        return not (self.lost or self.doubled or self.two_holders or self.gaps or self.repeats or self.wrong)

    def figures(self) -> dict[str, Any]:
        """As printed: JSON's own types."""
        found = {
            "held": self.held,
            "times": self.times,
            "acknowledged": self.acknowledged,
            "lost": self.lost,
            "doubled": self.doubled,
            "two_holders": self.two_holders,
            "gaps": self.gaps,
            "repeats": self.repeats,
        }
        if self.recovered:
            found["recover_seconds"] = {
                "median": round(statistics.median(self.recovered), 2),
                "max": round(max(self.recovered), 2),
            }
        return found | ({"wrong": self.wrong} if self.wrong else {}) | self.notes
