"""The shapes that stand inside events and snapshots. Times are milliseconds since the epoch, in UTC."""

from typing import Literal

from msgspec import Struct

Role = Literal["owner", "supervisor", "member"]
PersonKind = Literal["member", "visitor", "guest"]
TurnKind = Literal["contribution", "question", "reply", "order", "written"]
TurnState = Literal["waiting", "called", "speaking", "paused", "finished", "withdrawn", "skipped", "expired", "revoked"]
Reason = Literal["order", "reply", "not_heard_yet", "in_order", "written", "by_supervisor", "kept", "skipped_once", "yielded"]
SanctionKind = Literal["voice", "text", "bounce", "ban"]
Doors = Literal["open", "members", "locked", "closed"]
Ability = Literal["listen", "ask", "write", "supervise", "own"]


class PersonView(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody with a name in the room. `number` is the short number drawn beside the name, never part of it. `role` is
    that of whoever keeps order; in turns and messages it always agrees with the picture's `staff`."""

    id: int
    number: int
    name: str
    kind: PersonKind = "member"
    role: Role | None = None


class TurnView(Struct, frozen=True, forbid_unknown_fields=True):
    """A request to speak and what became of it.

    `stream` is the number the node writes into this turn's audio messages. `seconds` is what the rule allows,
    `spent_ms` what was spoken up to `running_since` (0 while the clock stands still). `deadline` is when the
    countdown of a called turn or the grace of an interrupted one ends; 0 when nothing is counted.
    """

    id: int
    stream: int
    person: PersonView
    kind: TurnKind
    state: TurnState
    reason: Reason
    asked_at: int
    seconds: int
    spent_ms: int = 0
    running_since: int = 0
    deadline: int = 0
    interrupted: bool = False
    skips: int = 0
    text: str = ""


class MessageView(Struct, frozen=True, forbid_unknown_fields=True):
    """A chat message. `n` is its place in the gathering's history; a whisper is seen by its writer and the supervisors."""

    id: int
    n: int
    person: PersonView
    text: str
    at: int
    reply_to: int | None = None
    reply_name: str = ""
    reply_text: str = ""
    mentions: list[int] = []
    whisper: bool = False
    hidden: bool = False


class LineView(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the list of speakers takes new requests, and who closed it."""

    closed: bool = False
    closed_at: int = 0
    closed_by: str = ""


class FloorRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The room's published rule: what it allows and for how long (seconds)."""

    microphones: int = 1
    seconds: int = 180
    question_seconds: int = 60
    reply_seconds: int = 120
    order_seconds: int = 60
    kinds: tuple[TurnKind, ...] = ("contribution", "question", "reply", "order", "written")
    fair: bool = True
    cut: bool = False
    auto_call: bool = True
    countdown_seconds: int = 12
    grace_seconds: int = 30
    visitors_ask: bool = False
    visitors_write: bool = False
    links: Literal["nobody", "members", "everyone"] = "members"
    slow_seconds: int = 0


class RoomView(Struct, frozen=True, forbid_unknown_fields=True):
    """The room as the live page shows it."""

    id: int
    slug: str
    name: str
    tint: int
    doors: Doors
    rules: FloorRules


class SanctionView(Struct, frozen=True, forbid_unknown_fields=True):
    """A sanction in force, as everybody in the room may see it. `until` 0 means until lifted. The reason is in
    `why` only for the person it concerns and for the supervisors; for others it is empty."""

    id: int
    person: PersonView
    kind: SanctionKind
    since: int
    until: int
    by: str = ""
    why: str = ""


class GatheringView(Struct, frozen=True, forbid_unknown_fields=True):
    """One live period of the room. `suspended_until` 0: not suspended."""

    id: int
    title: str
    opened_at: int
    suspended_at: int = 0
    suspended_until: int = 0


class Picture(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole lasting state of a gathering at event `n`: what a newcomer is given, and what anyone who folded
    every event up to `n` has. `turns` holds the turns on air, called, paused and waiting; `order` the ids of
    those in line, first to last; `spoke` the finished ones, latest first (at most 50). `messages` are the latest
    public ones (at most 50), oldest first."""

    n: int
    room: RoomView
    gathering: GatheringView
    line: LineView
    turns: list[TurnView]
    order: list[int]
    spoke: list[TurnView]
    messages: list[MessageView]
    pinned: MessageView | None
    staff: list[PersonView]
    sanctions: list[SanctionView]


class Crowd(Struct, frozen=True, forbid_unknown_fields=True):
    """The head count by door. `named` are people with a name on the live page; the rest listen without one."""

    live: int
    text: int
    http: int
    named: int


class You(Struct, frozen=True, forbid_unknown_fields=True):
    """What the one who is connected needs to know of themself. `person` is null for a visitor without a name.
    `sanctions` carry their reasons here. `ticket` is a fresh ticket to come back with."""

    person: PersonView | None
    can: list[Ability]
    sanctions: list[SanctionView]
    ticket: str
    ticket_until: int
