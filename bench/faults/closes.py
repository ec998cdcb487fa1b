"""Every close code, brought about from outside on a real node."""

import os
import signal
from collections.abc import Callable

import msgspec

from bench.faults.ground import Ground, Node
from bench.faults.raw import BINARY, TEXT, Raw, frame
from multaqa.wire.close_codes import CloseCode

MOST_PAGES = 40
SILENT_SECONDS = 100.0
# More than the kernel and the node keep for one who does not read (live/fanout.py): some 500 KB of words.
SMALL_WINDOW, WORD_LENGTH, WORDS_EACH, WRITERS = 4096, 1500, 5, 33
ROOM_AGAIN_TRIES = 50


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
        CloseCode.TOO_SLOW: lambda: _too_slow(ground, cast, tickets.pop()),
        CloseCode.OVERLOADED: lambda: _overloaded(ground),
        CloseCode.LOST_TRACK: lambda: _lost_track(ground, cast, tickets.pop()),
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


def _too_slow(ground: Ground, cast: object, ticket: str) -> int:
    """Somebody stops reading while more is said than may wait for them, and reads on a moment too late."""
    stalled = _in(ground, ticket, holds=SMALL_WINDOW)
    people = [_in(ground, one) for _, one in cast.writers[1:]]  # type: ignore[attr-defined]
    for n in range(WORDS_EACH):
        for who, person in enumerate(people):
            command = {"do": "say", "key": f"much-is-said-{who}-{n}", "text": "ق" * WORD_LENGTH}
            person.send(frame(TEXT, msgspec.json.encode(command)))
            person.until(TEXT, b'"re":"much-is-said')
    code = stalled.close_code()
    for person in people:
        person.end()
    return code


def _overloaded(ground: Ground) -> int:
    """A node of its own that takes two; when one of them has gone, there is room again."""
    node = Node(ground.folder / "small", {"MULTAQA_CONNECTIONS": "2"})
    node.start()
    try:
        first, _second, third = Raw(node.port), Raw(node.port), Raw(node.port)
        code = third.close_code()
        first.end()
        for _ in range(ROOM_AGAIN_TRIES):
            again = Raw(node.port)
            again.send(frame(TEXT, b"{"))
            try:
                again.until(TEXT, b'"malformed"')
            except OSError:
                continue
            return code
        return 0
    finally:
        node.kill()


def _lost_track(ground: Ground, cast: object, ticket: str) -> int:
    """An event in the database that this version cannot read, as after a step back to an older program; whoever comes back has
    the picture, and goes on."""
    from django.db import connections

    from multaqa.bridge import tickets
    from multaqa.rooms.models import Event, Gathering

    raw, writer = _in(ground, ticket), _in(ground, cast.writers[0][1])  # type: ignore[attr-defined]
    gathering = Gathering.objects.get(pk=tickets.check(ticket).gathering)
    n = gathering.last_n + 1
    data = msgspec.json.encode({"ev": "unknown", "n": n, "at": 0}).decode()
    Event.objects.create(gathering=gathering, n=n, kind="unknown", at=gathering.opened_at, data=data)
    Gathering.objects.filter(pk=gathering.pk).update(last_n=n)
    connections.close_all()
    writer.send(frame(TEXT, b'{"do":"say","key":"after-the-unknown","text":"one"}'))
    code = raw.close_code()
    again = _in(ground, ticket)
    writer = _in(ground, cast.writers[0][1])  # type: ignore[attr-defined]
    writer.send(frame(TEXT, b'{"do":"say","key":"after-all-that","text":"the room goes on"}'))
    again.until(TEXT, b"the room goes on")
    again.end()
    writer.end()
    return code


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
