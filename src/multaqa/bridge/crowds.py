"""How many listen where, for pages. The engine tells; without one nobody listens."""

from collections.abc import Callable, Iterable

_count: list[Callable[[int], int]] = []


def counted_by(count: Callable[[int], int]) -> Callable[[], None]:
    """Head counts are asked of `count` (gathering → people, all doors) until the answer is called."""
    _count.append(count)

    def stop() -> None:
        _count.remove(count)

    return stop


def listeners(gatherings: Iterable[int]) -> dict[int, int]:
    """The head count of each gathering."""
    return {gathering: sum(count(gathering) for count in _count) for gathering in gatherings}
