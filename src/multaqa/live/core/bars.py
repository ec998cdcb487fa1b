"""Who stays out: a memory of the last word heard, so that a barred person costs no question to the house. The house
is asked of everybody else, so forgetting somebody here opens no door."""

from multaqa.wire.events import LastingEvent, Lifted, Sanctioned


class Bars:
    """Persons and the ms until which they stay out; 0: no end."""

    def __init__(self, barred: dict[int, int]) -> None:
        self._until = dict(barred)

    def fold(self, event: LastingEvent) -> None:
        """Takes in what an event says about somebody staying out."""
        if isinstance(event, Sanctioned) and event.sanction.kind in ("bounce", "ban"):
            person, until = event.sanction.person.id, event.sanction.until
            before = self._until.get(person, until)
            self._until[person] = 0 if 0 in (before, until) else max(before, until)
        elif isinstance(event, Lifted):
            self._until.pop(event.person, None)

    def holds(self, person: int | None, now: int) -> bool:
        """Whether this person is kept out now."""
        until = None if person is None else self._until.get(person)
        return until is not None and (until == 0 or until > now)

    def ends(self) -> list[int]:
        """When each bar that has an end runs out, in ms."""
        return [until for until in self._until.values() if until]
