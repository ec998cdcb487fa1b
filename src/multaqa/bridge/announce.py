"""Lets the engine hear what was committed. Only `domain` calls it, and only after commit."""

from collections.abc import Callable

import msgspec

from multaqa.live.ports import Announcement

_encoder = msgspec.msgpack.Encoder()
_publish: list[Callable[[str, bytes], None]] = []


def announce(gathering: int, announcement: Announcement) -> None:
    """Publishes on `gathering.<id>`. Without a running engine (a command line, a test) nobody needs to hear."""
    for publish in _publish:
        publish(f"gathering.{gathering}", _encoder.encode(announcement))


def through(publish: Callable[[str, bytes], None]) -> Callable[[], None]:
    """Announcements go through `publish`, which may be called from any thread, until the answer is called."""
    _publish.append(publish)

    def stop() -> None:
        _publish.remove(publish)

    return stop
