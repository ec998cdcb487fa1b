"""What a node says.

Lasting events carry `n`, numbered per gathering without gaps; everybody gets every number (those meant for somebody
else arrive as `quiet`). Fleeting ones have no number and may be lost.
"""

from typing import Literal

from msgspec import Struct

from multaqa.wire.views import (
    BallotView,
    Crowd,
    GatheringView,
    LineView,
    MessageView,
    PersonView,
    Picture,
    PlaceTaken,
    QuorumView,
    RoomView,
    SanctionView,
    SeatView,
    SittingView,
    TurnView,
    You,
)

FloorWhat = Literal[
    "asked", "withdrawn", "called", "declined", "started", "finished", "extended", "paused", "resumed", "revoked",
    "removed", "moved", "skipped", "expired", "time_up", "interrupted", "returned", "kept", "restored", "read_out",
    "line_closed", "line_opened", "hands_lowered", "reordered", "undone", "settled", "handed_over", "interposed_declined",
]  # fmt: skip
Facts = dict[str, str | int | bool | None]


class Event(Struct, frozen=True, forbid_unknown_fields=True, tag_field="ev", kw_only=True):
    """The base of all events."""


class Lasting(Event, frozen=True, kw_only=True):
    """An event that is kept: number, time, and the name of its doer where people should see it."""

    n: int
    at: int
    by: str = ""


# ── lasting ──


class Floor(Lasting, frozen=True, tag="floor"):
    """Something happened on the floor. `turns` are the turns as they now stand (only those that changed), `order` the
    whole line after it, `gone` the ids that left the picture without having spoken. `subject` is the turn it is about."""

    what: FloorWhat
    turns: list[TurnView]
    order: list[int]
    gone: list[int] = []
    line: LineView | None = None
    subject: int | None = None
    why: str = ""
    act: int | None = None


class Said(Lasting, frozen=True, tag="said"):
    """A message was written."""

    message: MessageView


class Hidden(Lasting, frozen=True, tag="hidden"):
    """A message was hidden, or shown again with its `text` and the `quote` it carries. Quotes of it in replies go and
    come with it: a quote is the first 120 characters."""

    message: int
    hidden: bool
    text: str = ""
    quote: str = ""
    act: int | None = None


class Pinned(Lasting, frozen=True, tag="pinned"):
    """The pinned line above the chat."""

    message: MessageView | None


class Sanctioned(Lasting, frozen=True, tag="sanctioned"):
    """A sanction began. Its reason travels only to the person (`you`) and the supervisors (the log of acts)."""

    sanction: SanctionView
    act: int | None = None


class Lifted(Lasting, frozen=True, tag="lifted"):
    """A sanction ended before its time or at it."""

    sanction: int
    person: int


class RoomChanged(Lasting, frozen=True, tag="room"):
    """The room's face or rule changed."""

    room: RoomView
    act: int | None = None


class StaffChanged(Lasting, frozen=True, tag="staff"):
    """Who keeps order in the room. Whoever is in the picture's turns and messages has the role given here, or none."""

    staff: list[PersonView]


class GatheringChanged(Lasting, frozen=True, tag="gathering"):
    """Title or suspension changed."""

    gathering: GatheringView


class SittingChanged(Lasting, frozen=True, tag="sitting"):
    """The sitting changed: its state, its agenda, what it is about. `what` names the act for whoever tells of it."""

    sitting: SittingView
    what: str = ""
    subject: int = 0
    act: int | None = None


class SeatsChanged(Lasting, frozen=True, tag="seats"):
    """Who sits where, and quorum."""

    seats: list[SeatView]
    places: list[PlaceTaken]
    quorum: QuorumView
    what: str = ""


class HereChanged(Lasting, frozen=True, tag="here"):
    """Of those who have a place in the sitting, these came and those left (ids of persons); who sits where stays as it was. A
    seat is `present` when its holder is here."""

    here: list[int]
    away: list[int]
    quorum: QuorumView


class PageTurned(Lasting, frozen=True, tag="page"):
    """The presenter shows another page of the paper of an item."""

    item: int
    page: int


class BallotChanged(Lasting, frozen=True, tag="ballot"):
    """A ballot was made, opened, closed, published or voided."""

    ballot: BallotView
    what: str = ""
    act: int | None = None


class VoteCast(Lasting, frozen=True, tag="voted"):
    """A room has voted in a ballot; what, is not told. One that changes its vote is not told again."""

    ballot: int
    room: int


class Closed(Lasting, frozen=True, tag="closed"):
    """The gathering ended. The socket is closed after this."""

    why: str = ""


class Quiet(Lasting, frozen=True, tag="quiet"):
    """An event for somebody else; it only keeps the numbers without gaps."""


# ── fleeting ──


class Welcome(Event, frozen=True, tag="welcome"):
    """The answer to `hello`. `picture` is null when `since` could be brought up to date by the events that follow.
    `now` is the node's clock in ms."""

    version: int
    now: int
    you: You
    crowd: Crowd
    picture: Picture | None


class YouChanged(Event, frozen=True, tag="you"):
    """What you may do, or what concerns you alone, changed."""

    you: You


class Pong(Event, frozen=True, tag="pong"):
    """Answers `ping`: its `t`, and the node's clock in ms."""

    t: int
    now: int


class SoundHeard(Event, frozen=True, tag="heard"):
    """The node acknowledges the speaker's sound up to this slot."""

    stream: int
    slot: int


class CrowdCounted(Event, frozen=True, tag="crowd"):
    """The head count changed."""

    crowd: Crowd


class Presence(Event, frozen=True, tag="presence"):
    """People with a name came or left; sent while the room has at most a few hundred of them."""

    came: list[PersonView]
    left: list[int]


class Moving(Event, frozen=True, tag="moving"):
    """This node goes down in order: come back elsewhere after `after_ms`."""

    after_ms: int


class ActView(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the log of acts. `facts` fill the translated sentence named by `what`."""

    id: int
    what: str
    by: str
    at: int
    subject: str
    why: str
    facts: Facts
    undone_at: int = 0
    undone_by: str = ""
    can_undo: bool = False


class Reply(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Done, and committed. `n` is the number of the event it led to. The other fields answer reading commands."""

    re: str
    ok: bool = True
    n: int = 0
    id: int = 0
    act: int = 0
    messages: list[MessageView] | None = None
    more: bool = False
    people: list[PersonView] | None = None
    total: int = 0
    acts: list[ActView] | None = None
    you: You | None = None
    receipt: str = ""
    picture: Picture | None = None


class Refusal(Struct, frozen=True, forbid_unknown_fields=True):
    """Not done. `refused` is a code of `wire.refusals`; `facts` fill its translated sentence."""

    re: str
    refused: str
    facts: Facts = {}


LastingEvent = (
    Floor
    | Said
    | Hidden
    | Pinned
    | Sanctioned
    | Lifted
    | RoomChanged
    | StaffChanged
    | GatheringChanged
    | SittingChanged
    | SeatsChanged
    | HereChanged
    | PageTurned
    | BallotChanged
    | VoteCast
    | Closed
    | Quiet
)
FleetingEvent = Welcome | YouChanged | Pong | SoundHeard | CrowdCounted | Presence | Moving
AnyEvent = LastingEvent | FleetingEvent
