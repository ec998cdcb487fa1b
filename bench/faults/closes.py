"""Every close code that somebody outside can bring about, brought about on a real node."""

import os
import signal
from collections.abc import Callable

import msgspec

from bench.faults.ground import Ground
from bench.faults.raw import BINARY, TEXT, Raw, frame
from multaqa.wire.close_codes import CloseCode

MOST_PAGES = 40
SILENT_SECONDS = 100.0


def codes(ground: Ground, cast: object, tickets: list[str], silent: Raw | None) -> dict[str, tuple[int, int]]:
    """By name: the code that should be, and the one that was. The last one stops the node. `silent` is somebody who came in a
    while ago and says nothing; it is waited until they are sent away."""
    tries: dict[CloseCode, Callable[[], int]] = {
        CloseCode.BAD_FRAME: lambda: _joined(ground, tickets, frame(TEXT, b"{") * 12),
        CloseCode.BAD_TICKET: lambda: _with_ticket(ground, tickets[0][:-4] + "AAAA"),
        CloseCode.STALE_TICKET: lambda: _with_ticket(ground, _stale(tickets[0])),
        CloseCode.BAD_VERSION: lambda: _with_ticket(ground, tickets[0], version=1_000_000),
        CloseCode.HELLO_LATE: lambda: Raw(ground.node.port).close_code(),
        CloseCode.TOO_BIG: lambda: _joined(ground, tickets, frame(TEXT, b" " * 70_000)),
        CloseCode.TOO_FAST: lambda: _joined(ground, tickets, frame(TEXT, b'{"do":"ping","t":1}') * 600),
        CloseCode.NO_FLOOR: lambda: _joined(ground, tickets, _sound() * 120),
        CloseCode.FOREIGN_ORIGIN: lambda: Raw(ground.node.port, origin="https://elsewhere.example").close_code(),
        CloseCode.REPLACED: lambda: _many_pages(ground, tickets.pop()),
        **({CloseCode.SILENT: lambda: _silent(silent)} if silent else {}),
        CloseCode.REMOVED: lambda: _removed(ground, cast),
        CloseCode.NOT_WELCOME: lambda: _with_ticket(ground, cast.writers[0][1]),  # type: ignore[attr-defined]
        CloseCode.GATHERING_ENDED: lambda: _ended(ground, cast, tickets.pop()),
        CloseCode.MOVING: lambda: _moving(ground),
    }
    return {code.name: (int(code), _tried(attempt)) for code, attempt in tries.items()}


def _tried(attempt: Callable[[], int]) -> int:
    try:
        return attempt()
    except OSError:
        return 1006


def _joined(ground: Ground, tickets: list[str], words: bytes) -> int:
    raw = Raw(ground.node.port)
    raw.hello(tickets.pop())
    raw.until(TEXT, b'"welcome"')
    raw.send(words)
    return raw.close_code()


def _with_ticket(ground: Ground, ticket: str, **more: int) -> int:
    raw = Raw(ground.node.port)
    raw.hello(ticket, **more)
    return raw.close_code()


def _stale(ticket: str) -> str:
    from msgspec.structs import replace

    from multaqa.bridge import tickets

    return tickets.sign(replace(tickets.check(ticket), until=1))


def _sound() -> bytes:
    from multaqa.wire.audio import AudioMessage, encode_audio

    return frame(BINARY, encode_audio(AudioMessage(0, 0, 0, 0, [os.urandom(20)])))


def _many_pages(ground: Ground, ticket: str) -> int:
    """The oldest page is closed when one person opens too many."""
    first = Raw(ground.node.port)
    first.hello(ticket)
    first.until(TEXT, b'"welcome"')
    others = []
    for _ in range(MOST_PAGES):
        others.append(Raw(ground.node.port))
        others[-1].hello(ticket)
    code = first.close_code()
    for other in others:
        other.end()
    return code


def _in(ground: Ground, ticket: str, *, holds: int = 0) -> Raw:
    raw = Raw(ground.node.port, holds=holds)
    raw.hello(ticket)
    raw.until(TEXT, b'"welcome"')
    return raw


def _silent(silent: Raw) -> int:
    silent.socket.settimeout(SILENT_SECONDS)
    return silent.close_code()


def _removed(ground: Ground, cast: object) -> int:
    """A supervisor shows somebody out."""
    from multaqa.bridge import tickets

    ticket = cast.writers[0][1]  # type: ignore[attr-defined]
    raw, owner = _in(ground, ticket), _in(ground, cast.owner_ticket)  # type: ignore[attr-defined]
    person = tickets.check(ticket).person
    assert person is not None
    out = {"do": "sanction", "key": "out-of-the-room", "person": person.id, "kind": "bounce", "minutes": 30, "why": "يقاطع"}
    owner.send(frame(TEXT, msgspec.json.encode(out)))
    code = raw.close_code()
    owner.end()
    return code


def _ended(ground: Ground, cast: object, ticket: str) -> int:
    """The gathering is closed by its owner, at another page."""
    raw, owner = Raw(ground.node.port), Raw(ground.node.port)
    raw.hello(ticket)
    raw.until(TEXT, b'"welcome"')
    owner.hello(cast.owner_ticket)  # type: ignore[attr-defined]
    owner.until(TEXT, b'"welcome"')
    owner.send(frame(TEXT, b'{"do":"close_gathering","key":"the-very-end"}'))
    return raw.close_code()


def _moving(ground: Ground) -> int:
    other = _another(ground)
    ground.node.signal(signal.SIGTERM)
    return other.close_code()


def _another(ground: Ground) -> Raw:
    from bench.faults.room import cast_of

    raw = Raw(ground.node.port)
    raw.hello(cast_of(1).listeners[0])  # type: ignore[attr-defined]
    raw.until(TEXT, b'"welcome"')
    return raw
