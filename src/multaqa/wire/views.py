"""The shapes that stand inside events and snapshots. Times are milliseconds since the epoch, in UTC."""

from typing import Literal

from msgspec import Struct

Role = Literal["owner", "supervisor", "member"]
PersonKind = Literal["member", "visitor", "guest"]
TurnKind = Literal["notice", "order", "interposed", "reply", "presenter", "contribution", "question", "written"]
TurnState = Literal["waiting", "called", "speaking", "paused", "finished", "withdrawn", "skipped", "expired", "revoked"]
Reason = Literal[
    "notice", "order", "interposed", "reply", "presenter", "room_not_heard", "not_heard_yet",
    "in_order", "written", "by_supervisor", "kept", "skipped_once", "yielded",
]  # fmt: skip
SanctionKind = Literal["voice", "text", "bounce", "ban"]
Doors = Literal["open", "members", "locked", "closed"]
Ability = Literal["listen", "ask", "write", "supervise", "own", "chair", "record", "vote"]
Capacity = Literal["chair", "secretary", "delegate", "alternate", "guest", "presenter", "observer", "listener"]
SittingKind = Literal["preparatory", "open", "extraordinary", "rehearsal"]
Pause = Literal["", "break", "prayer"]
SittingState = Literal["lobby", "in_session", "suspended", "adjourned", "closed"]
ItemKind = Literal["opening", "recitation", "word", "paper", "discussion", "ballot", "break", "prayer", "closing"]
ItemState = Literal["planned", "current", "done", "carried"]
BallotMethod = Literal["yes_no", "single", "several"]
Majority = Literal["simple", "absolute", "two_thirds"]
Base = Literal["cast", "present", "seats"]
BallotState = Literal["created", "opened", "closed", "published", "voided"]


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
    countdown of a called turn or the grace of an interrupted one ends; 0 when nothing is counted. In a sitting `room` is the
    member room it is spoken for (0: none), `item` the agenda item, `interposed_on` the turn an interposed question was put
    to, and `off_record` says that it is not recorded.
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
    room: int = 0
    item: int = 0
    interposed_on: int = 0
    off_record: bool = False


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


class SeatView(Struct, frozen=True, forbid_unknown_fields=True):
    """A member room's seat in a sitting. `delegate` and `alternate` are who may hold it, `holder` the id of the person who
    holds it now (votes and speaks for the room), 0 for nobody. `present`: the holder has come. `spent_ms` is what the room
    has spoken in this sitting, without the turn that runs now."""

    room: int
    slug: str
    name: str
    tint: int
    delegate: PersonView | None = None
    alternate: PersonView | None = None
    holder: int = 0
    present: bool = False
    spent_ms: int = 0


class PlaceTaken(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who sits without a seat: chair, secretary, guest, presenter, observer. `about` is a guest's line."""

    person: PersonView
    capacity: Capacity
    about: str = ""
    present: bool = False


class PaperView(Struct, frozen=True, forbid_unknown_fields=True):
    """A paper shown with its item: page images at `pages_url` with `{page}` (1 to `pages`) filled in, the whole at `file_url`."""

    title: str
    pages: int
    pages_url: str
    file_url: str


class ItemView(Struct, frozen=True, forbid_unknown_fields=True):
    """An agenda item. `number` is drawn ("3", "3.1"). `minutes` is planned; `spent_ms` is used up to `running_since` (0: its
    clock stands still). `page` is the page of the paper everybody who follows is shown."""

    id: int
    number: str
    kind: ItemKind
    title: str
    minutes: int
    state: ItemState
    note: str = ""
    presenter: PersonView | None = None
    spent_ms: int = 0
    running_since: int = 0
    paper: PaperView | None = None
    page: int = 1
    url: str = ""
    do_not_record: bool = False


class QuorumView(Struct, frozen=True, forbid_unknown_fields=True):
    """Quorum by rooms."""

    present: int
    needed: int
    seats: int

    @property
    def met(self) -> bool:
        """Whether enough rooms are present."""
        return self.present >= self.needed


class ChoiceView(Struct, frozen=True, forbid_unknown_fields=True):
    """What can be chosen. `code` is for, against or abstain in a yes/no ballot, else empty. `count` is told once published
    (-1 before)."""

    id: int
    text: str
    code: str = ""
    count: int = -1


class BallotView(Struct, frozen=True, forbid_unknown_fields=True):
    """A ballot on an agenda item. `entitled` are the rooms that may vote (photographed at opening), `voted` those that have; what
    they voted is told of an open (not secret) ballot once published, in `choices_of` by room id. `adopted` is null until
    published, or when several choices were put; `winner` the id of the choice that won, 0 for none."""

    id: int
    item: int
    question: str
    method: BallotMethod
    majority: Majority
    base: Base
    secret: bool
    state: BallotState
    choices: list[ChoiceView]
    most: int = 1
    entitled: list[int] = []
    voted: list[int] = []
    choices_of: dict[str, list[int]] = {}
    adopted: bool | None = None
    winner: int = 0
    tie: bool = False
    quorum_at_opening: QuorumView | None = None
    quorum_at_closing: QuorumView | None = None
    opened_at: int = 0
    closed_at: int = 0


class SittingView(Struct, frozen=True, forbid_unknown_fields=True):
    """The sitting this gathering is. `page` is the address of its month. `seconds_a_room` 0: no budget. `decisions` are
    those taken so far, as they were written. `opened_at` 0: not opened yet."""

    id: int
    kind: SittingKind
    title: str
    alliance: str
    page: str
    state: SittingState
    starts_at: int
    seats: list[SeatView]
    places: list[PlaceTaken]
    items: list[ItemView]
    current: int
    quorum: QuorumView
    ballots: list[BallotView]
    recorded: bool
    seconds_a_room: int = 0
    next_starts_at: int = 0
    decisions: list[str] = []
    opened_at: int = 0
    suspended_for: Pause = ""


class YourSeat(Struct, frozen=True, forbid_unknown_fields=True):
    """In what capacity you sit. `room` 0: for no room. `votes` maps the id of each open ballot you voted in to what you
    chose (empty for a secret one), `receipts` to the receipt you keep."""

    capacity: Capacity
    room: int = 0
    holds_seat: bool = False
    do_not_record: bool = False
    votes: dict[str, list[int]] = {}
    receipts: dict[str, str] = {}


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
    sitting: SittingView | None = None


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
    seat: YourSeat | None = None
