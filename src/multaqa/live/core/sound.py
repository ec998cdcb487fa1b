"""May this sound pass? Only from the connection of somebody who is on air right now, in the order of its slots."""

from typing import Literal

from msgspec import Struct

from multaqa.wire.audio import FIRST
from multaqa.wire.views import Picture, TurnView

Verdict = Literal["pass", "late", "elsewhere", "no_floor"]
AFTERMATH_MS = 3000
CLAIM_MS = 2000
# Whoever speaks on at another node after losing this one is back sooner than a page that was only quiet.
CLAIM_ELSEWHERE_MS = 500
ANOTHER_NODE = "another node"
FARTHEST_SLOT = 2**31
# Beyond the moment at which a listener promised to say again how far they have heard.
OVERDUE_MS = 1000


class Voice(Struct):
    """A turn's sound as it comes in: from which connection, when last, and up to which slot (not included)."""

    connection: str = ""
    at: int = 0
    next_slot: int | None = None


class Gate:
    """Rebuilt from every new picture; remembers whose sound may still be on its way after the floor was left."""

    def __init__(self) -> None:
        self._on_air: dict[int, TurnView] = {}
        self._left_at: dict[int, int] = {}
        self._voices: dict[int, Voice] = {}

    def obey(self, picture: Picture, now: int) -> None:
        """From now on only those whom this picture has on air."""
        suspended = bool(picture.gathering.suspended_at)
        on_air = {} if suspended else {turn.person.id: turn for turn in picture.turns if _is_on_air(turn)}
        for person in self._on_air.keys() - on_air.keys():
            self._left_at[person] = now
        self._on_air = on_air
        streams = self.streams()
        self._voices = {stream: voice for stream, voice in self._voices.items() if stream in streams}
        self._left_at = {person: at for person, at in self._left_at.items() if now - at < AFTERMATH_MS}

    def silence(self, person: int, now: int) -> None:
        """Takes somebody off the air at once, before the event that says so can be folded."""
        if self._on_air.pop(person, None) is not None:
            self._left_at[person] = now

    def streams(self) -> set[int]:
        """The numbers of the turns on air."""
        return {turn.stream for turn in self._on_air.values()}

    def stream_of(self, person: int | None) -> int | None:
        """The number of this person's turn on air."""
        turn = None if person is None else self._on_air.get(person)
        return None if turn is None else turn.stream

    def judge(self, person: int | None, connection: str, message: bytes, packets: int, now: int) -> Verdict:
        """`late`: its place is past; `elsewhere`: another page of theirs has the microphone; `no_floor`: an offence.
        Sound still on its way when the floor is left is late, not an offence."""
        stream = self.stream_of(person)
        if stream is None:
            return "late" if person is not None and now - self._left_at.get(person, -AFTERMATH_MS) < AFTERMATH_MS else "no_floor"
        voice = self._voices.setdefault(stream, Voice(connection))
        if voice.connection != connection:
            if now - voice.at < (CLAIM_ELSEWHERE_MS if voice.connection == ANOTHER_NODE else CLAIM_MS):
                return "elsewhere"
            voice.connection, voice.next_slot = connection, None
        slot, flags = int.from_bytes(message[4:8], "big"), message[1]
        if voice.next_slot is not None and not flags & FIRST and _is_before(slot, voice.next_slot):
            return "late"
        voice.at, voice.next_slot = now, (slot + packets) % 2**32
        return "pass"

    def hear(self, stream: int, is_senior: bool, now: int) -> bool:
        """Whether sound of another node passes, where the same turn's sound may come in here, too: a person with pages at
        two nodes. All nodes agree which of the two is heard when each knows whose name comes first (`is_senior`)."""
        if stream not in self.streams():
            return False
        voice = self._voices.setdefault(stream, Voice(ANOTHER_NODE))
        if voice.connection != ANOTHER_NODE:
            if now - voice.at < CLAIM_MS and not is_senior:
                return False
            voice.connection, voice.next_slot = ANOTHER_NODE, None
        voice.at = now
        return True

    def heard_from(self, connection: str) -> list[tuple[int, int]]:
        """The streams that come from this connection and the last slot taken of each."""
        return [
            (stream, (voice.next_slot - 1) % 2**32)
            for stream, voice in self._voices.items()
            if voice.connection == connection and voice.next_slot is not None
        ]

    def let_go(self, connection: str) -> None:
        """The connection is gone; another page of the same person may take the microphone at once."""
        for voice in self._voices.values():
            if voice.connection == connection:
                voice.at = -CLAIM_MS


def _is_on_air(turn: TurnView) -> bool:
    return turn.state == "speaking" and not turn.interrupted


class Trail:
    """What is on its way to a listener: the first slot they have not said to have, since when, and the last one sent.
    `patience` (ms) is None until they have said anything."""

    __slots__ = ("patience", "sent", "since", "unheard")

    def __init__(self) -> None:
        self.unheard: int | None = None
        self.since = 0
        self.sent = 0
        self.patience: int | None = None


class Hearing:
    """How far a listener is behind, in time: slots run on through silence. One who has never acknowledged anything is
    judged by the socket alone."""

    __slots__ = ("_trails",)

    def __init__(self) -> None:
        self._trails: dict[int, Trail] = {}

    def may_send(self, stream: int, slot: int, now: int) -> bool:
        """Whether sound that begins at `slot` should be sent; if so it counts as sent."""
        trail = self._trails.get(stream)
        if trail is None:
            trail = self._trails[stream] = Trail()
        # A page loaded again in the middle of a turn counts anew: what was unheard of the old count is never acknowledged.
        # `_is_before`, spelled out: this is asked for every write to every listener.
        if trail.unheard is None or (slot - trail.sent) % 4294967296 >= FARTHEST_SLOT:
            trail.unheard, trail.since = slot, now
        elif trail.patience is not None and now - trail.since > trail.patience:
            return False
        trail.sent = slot
        return True

    def heard(self, stream: int, slot: int, now: int, next_ms: int) -> None:
        """The listener has sound up to `slot` and will say so again within `next_ms`. What was never sent cannot be heard."""
        trail = self._trails.get(stream)
        if trail is None or trail.unheard is None or _is_before(slot, trail.unheard):
            return
        trail.patience = next_ms + OVERDUE_MS
        trail.unheard, trail.since = (trail.sent, now) if _is_before(slot, trail.sent) else (None, now)

    def keep_only(self, streams: set[int]) -> None:
        """Forgets turns that are over."""
        self._trails = {stream: trail for stream, trail in self._trails.items() if stream in streams}


def _is_before(slot: int, other: int) -> bool:
    """Slots count around 32 bits."""
    return (slot - other) % 2**32 >= FARTHEST_SLOT
