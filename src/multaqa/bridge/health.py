"""Whether the bus answers, for pages that say how the server is."""

from collections.abc import Callable

_is_well: list[Callable[[], bool]] = []


def told_by(is_well: Callable[[], bool]) -> Callable[[], None]:
    """The engine tells how the bus is, until the answer is called."""
    _is_well.append(is_well)

    def stop() -> None:
        _is_well.remove(is_well)

    return stop


def bus_is_well() -> bool:
    """True when every engine of this process has a bus that answers."""
    return all(is_well() for is_well in _is_well)
