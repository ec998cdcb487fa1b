"""How the bus and the deeds are, for pages that say how the server is."""

from collections.abc import Callable

from multaqa.live.ports import BusState

_tellers: list[tuple[Callable[[], BusState], Callable[[], float]]] = []


def told_by(state: Callable[[], BusState], waits_seconds: Callable[[], float]) -> Callable[[], None]:
    """The engine tells how the bus is, and the house how long its oldest deed has waited, until the answer is called."""
    teller = state, waits_seconds
    _tellers.append(teller)

    def stop() -> None:
        _tellers.remove(teller)

    return stop


def bus_state() -> BusState:
    """The worst that an engine of this process says of its bus, and all that they dropped; up when there is none."""
    states = [state() for state, _ in _tellers]
    up = all(state.state == "up" for state in states)
    return BusState("up" if up else "reconnecting", sum(state.dropped for state in states))


def waits_seconds() -> float:
    """How long the oldest deed has waited."""
    return max((waits() for _, waits in _tellers), default=0.0)
