"""How the bus is, for pages that say how the server is."""

from collections.abc import Callable

from multaqa.live.ports import BusState

_tellers: list[Callable[[], BusState]] = []


def told_by(state: Callable[[], BusState]) -> Callable[[], None]:
    """The engine tells how the bus is, until the answer is called."""
    _tellers.append(state)

    def stop() -> None:
        _tellers.remove(state)

    return stop


def bus_state() -> BusState:
    """The worst that an engine of this process says of its bus, and all that they dropped; up when there is none."""
    states = [state() for state in _tellers]
    up = all(state.state == "up" for state in states)
    return BusState("up" if up else "reconnecting", sum(state.dropped for state in states))
