"""What a browser may say. Each command carries the client-made `key`: the same key twice is one act.

Commands without a key (`ping`, `heard`, `mic`) are fleeting: nothing is decided by them and nothing answers but the
event named in their docstring.
"""

from typing import Annotated

from msgspec import Meta, Struct

from multaqa.wire.views import BallotMethod, Base, Doors, Majority, SanctionKind, TurnKind

Key = Annotated[str, Meta(min_length=8, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
Id = Annotated[int, Meta(ge=1, le=2**53)]
Text = Annotated[str, Meta(min_length=1, max_length=2000)]
Why = Annotated[str, Meta(max_length=300)]
Millis = Annotated[int, Meta(ge=0, le=2**53)]


class Command(Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", kw_only=True):
    """The base of all commands."""


class Keyed(Command, frozen=True, kw_only=True):
    """A command that is answered by `{"re": key, …}` once, after commit."""

    key: Key


class Hello(Keyed, frozen=True, tag="hello"):
    """The first frame of every connection. `since` is the number of the last event seen, to be brought up to date
    by `missed` events; absent, the whole picture is sent. `door` says what is wanted: `live` (words and sound) or `text`."""

    ticket: Annotated[str, Meta(min_length=10, max_length=2000)]
    version: int
    since: Annotated[int, Meta(ge=0)] | None = None
    gathering: int | None = None
    door: Annotated[str, Meta(pattern="^(live|text)$")] = "live"


class Door(Keyed, frozen=True, tag="door"):
    """Changes between the live door and the text door without reconnecting."""

    door: Annotated[str, Meta(pattern="^(live|text)$")]


class Ping(Command, frozen=True, tag="ping"):
    """Answered by `pong` with the node's clock."""

    t: Millis


class Heard(Command, frozen=True, tag="heard"):
    """How far a listener has received the sound of a stream, and within how many ms they say so again while sound comes in.
    Every 500 ms; every second where messages hold more than three packets, as they do for a large gallery; and there every
    four seconds once nothing has come late for ten."""

    stream: Annotated[int, Meta(ge=0, le=65535)]
    slot: Annotated[int, Meta(ge=0, le=2**32 - 1)]
    next: Annotated[int, Meta(ge=100, le=4000)] = 1000


class Say(Keyed, frozen=True, tag="say"):
    """A chat message; with `whisper`, to the supervisors alone. `mentions` are person ids."""

    text: Text
    reply_to: Id | None = None
    mentions: Annotated[list[Id], Meta(max_length=10)] = []
    whisper: bool = False


class Ask(Keyed, frozen=True, tag="ask"):
    """Asks for the floor. `text` is the contribution itself when the kind is `written`; `to` is the turn an interposed
    question is put to."""

    kind: TurnKind = "contribution"
    to: Id | None = None
    text: Annotated[str, Meta(max_length=2000)] = ""


class Withdraw(Keyed, frozen=True, tag="withdraw"):
    """Takes back one's own request, or gives up one's own kept place."""


class Start(Keyed, frozen=True, tag="start"):
    """The called person presses: on air."""


class Decline(Keyed, frozen=True, tag="decline"):
    """The called person lets the next one go first."""


class Finish(Keyed, frozen=True, tag="finish"):
    """Ends one's own turn."""


class Restore(Keyed, frozen=True, tag="restore"):
    """One press brings an interrupted turn back to air, or to the head of the line when no microphone is free."""


class Call(Keyed, frozen=True, tag="call"):
    """A supervisor calls somebody; out of order when the turn is not the first."""

    turn: Id


class ReadOut(Keyed, frozen=True, tag="read_out"):
    """A supervisor has read a written contribution aloud: the turn is finished."""

    turn: Id


class Extend(Keyed, frozen=True, tag="extend"):
    """A supervisor gives a speaker more time."""

    turn: Id
    seconds: Annotated[int, Meta(ge=10, le=3600)] = 60


class Pause(Keyed, frozen=True, tag="pause"):
    """A supervisor stops the clock and the sound of a speaker; the place is kept."""

    turn: Id


class Resume(Keyed, frozen=True, tag="resume"):
    """A supervisor lets a paused speaker go on."""

    turn: Id


class Revoke(Keyed, frozen=True, tag="revoke"):
    """A supervisor takes the floor away, with a reason. Undone by `undo`."""

    turn: Id
    why: Why = ""


class Remove(Keyed, frozen=True, tag="remove"):
    """A supervisor takes a waiting request out of the line."""

    turn: Id
    why: Why = ""


class Move(Keyed, frozen=True, tag="move"):
    """A supervisor moves a waiting turn to a place in line (0 is the first)."""

    turn: Id
    place: Annotated[int, Meta(ge=0, le=10000)]
    why: Why = ""


class CloseLine(Keyed, frozen=True, tag="close_line"):
    """No new requests; those who wait keep their places."""


class OpenLine(Keyed, frozen=True, tag="open_line"):
    """New requests are taken again."""


class LowerHands(Keyed, frozen=True, tag="lower_hands"):
    """Lowers all hands: everyone who waits leaves the line. Undone by `undo`."""


class SetMicrophones(Keyed, frozen=True, tag="set_microphones"):
    """How many may be on air at once."""

    count: Annotated[int, Meta(ge=1, le=4)]


class SetSlow(Keyed, frozen=True, tag="set_slow"):
    """Slow mode: at least this many seconds between two messages of one person; 0 is off."""

    seconds: Annotated[int, Meta(ge=0, le=600)]


class SetDoors(Keyed, frozen=True, tag="set_doors"):
    """Who may come in from now on. `closed` is the lock of an everyday room: nobody new."""

    doors: Doors
    word: Annotated[str, Meta(max_length=60)] = ""


class Hide(Keyed, frozen=True, tag="hide"):
    """Hides a message, with a reason; it is kept, and `undo` brings it back."""

    message: Id
    why: Why = ""


class Pin(Keyed, frozen=True, tag="pin"):
    """Pins a message above the chat; null takes the pin away."""

    message: Id | None = None


class Sanction(Keyed, frozen=True, tag="sanction"):
    """Red dot (`voice`, `text`), bounce (leaves, may come back after `minutes`) or ban. `minutes` 0: until lifted
    (voice and text only)."""

    person: Id
    kind: SanctionKind
    minutes: Annotated[int, Meta(ge=0, le=527040)]
    why: Annotated[str, Meta(min_length=3, max_length=300)]


class Lift(Keyed, frozen=True, tag="lift"):
    """Ends a sanction before its time."""

    sanction: Id
    why: Why = ""


class Undo(Keyed, frozen=True, tag="undo"):
    """Undoes an act of order or of the line, by its number in the log of acts."""

    act: Id


class Suspend(Keyed, frozen=True, tag="suspend"):
    """Suspends the gathering for some minutes; the line is kept."""

    minutes: Annotated[int, Meta(ge=1, le=240)]


class Reconvene(Keyed, frozen=True, tag="reconvene"):
    """Ends a suspension."""


class CloseGathering(Keyed, frozen=True, tag="close_gathering"):
    """Ends the gathering."""

    why: Why = ""


class OpenSitting(Keyed, frozen=True, tag="open_sitting"):
    """The chair opens the sitting: from the green room into session."""


class NextItem(Keyed, frozen=True, tag="next_item"):
    """The chair goes to an agenda item; without `item`, to the next one. The item left is done, or carried over with `carry`."""

    item: Id | None = None
    carry: bool = False


class MoveItem(Keyed, frozen=True, tag="move_item"):
    """The chair moves an item that is still to come before another (`before` null: to the end)."""

    item: Id
    before: Id | None = None


class CarryItem(Keyed, frozen=True, tag="carry_item"):
    """The chair carries an item that is still to come over to the next sitting."""

    item: Id


class TurnPage(Keyed, frozen=True, tag="turn_page"):
    """The presenter, or the chair, shows another page of the current item's paper."""

    page: Annotated[int, Meta(ge=1, le=500)]


class Adjourn(Keyed, frozen=True, tag="adjourn"):
    """The chair adjourns the sitting: turns end, open ballots must be closed first; the minutes draft themselves."""

    why: Why = ""


class SuspendSitting(Keyed, frozen=True, tag="suspend_sitting"):
    """The chair suspends the sitting for some minutes, for `prayer` or a break."""

    minutes: Annotated[int, Meta(ge=1, le=240)]
    prayer: bool = False


class TakeSeat(Keyed, frozen=True, tag="take_seat"):
    """Delegate and alternate change places during the sitting: the seat, the place in line and the vote move in one act.
    Either of the two may do it, and the chair for `room`."""

    room: Id | None = None
    why: Why = ""


class RemoveFromSitting(Keyed, frozen=True, tag="remove_from_sitting"):
    """The chair removes somebody from the sitting, with a reason; the room's seat stays."""

    person: Id
    why: Annotated[str, Meta(min_length=3, max_length=300)]


class AnswerInterposed(Keyed, frozen=True, tag="answer_interposed"):
    """The speaker takes the interposed question (`yes`) or declines it."""

    turn: Id
    yes: bool


class RecordMe(Keyed, frozen=True, tag="record_me"):
    """Whether one's own turns in this sitting are recorded."""

    yes: bool


class RecordItem(Keyed, frozen=True, tag="record_item"):
    """The chair says whether an item is recorded."""

    item: Id
    yes: bool


class ProposeBallot(Keyed, frozen=True, tag="propose_ballot"):
    """The chair or the secretary puts a question on an item (null: the current one). `choices` for single and several."""

    question: Annotated[str, Meta(min_length=3, max_length=300)]
    item: Id | None = None
    method: BallotMethod = "yes_no"
    majority: Majority = "simple"
    base: Base = "cast"
    secret: bool = False
    most: Annotated[int, Meta(ge=1, le=20)] = 1
    choices: Annotated[list[Annotated[str, Meta(min_length=1, max_length=160)]], Meta(max_length=20)] = []


class OpenBallot(Keyed, frozen=True, tag="open_ballot"):
    """The chair opens the vote: quorum and who may vote are photographed."""

    ballot: Id


class CloseBallot(Keyed, frozen=True, tag="close_ballot"):
    """The chair closes the vote: quorum is photographed again, and the votes are counted."""

    ballot: Id


class PublishBallot(Keyed, frozen=True, tag="publish_ballot"):
    """The chair declares the result. `decision` is its text in the register; empty: the question itself."""

    ballot: Id
    decision: Annotated[str, Meta(max_length=3000)] = ""


class VoidBallot(Keyed, frozen=True, tag="void_ballot"):
    """The chair voids a ballot that is not published, with a reason."""

    ballot: Id
    why: Annotated[str, Meta(min_length=3, max_length=300)]


class Vote(Keyed, frozen=True, tag="vote"):
    """A vote, changeable until closing. Of an open ballot the answer carries a `receipt`; for a secret one the browser makes the
    receipt itself (at least 128 bits) and sends the same one to change its vote: the house keeps only its digest."""

    ballot: Id
    choices: Annotated[list[Id], Meta(min_length=1, max_length=20)]
    receipt: Annotated[str, Meta(max_length=64)] = ""


class Decide(Keyed, frozen=True, tag="decide"):
    """The chair or the secretary writes a decision taken without a vote, or an action with its owner and day."""

    text: Annotated[str, Meta(min_length=3, max_length=3000)]
    action: bool = False
    room: Id | None = None
    person: Id | None = None
    due: Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""


class History(Keyed, frozen=True, tag="history"):
    """Older messages: those numbered below `before`, at most 50. Answered by a reply with `messages`."""

    before: Id


class People(Keyed, frozen=True, tag="people"):
    """Who is here: a page of names, or those whose name answers to `search`, in any Arabic spelling."""

    search: Annotated[str, Meta(max_length=60)] = ""
    page: Annotated[int, Meta(ge=0, le=1000)] = 0


class Acts(Keyed, frozen=True, tag="acts"):
    """The latest acts in the room's log (supervisors and owner), at most 50, below `before` when given."""

    before: Id | None = None


class Renew(Keyed, frozen=True, tag="renew"):
    """Asks for a fresh ticket; answered by a reply with `you`."""


AnyCommand = (
    Hello | Door | Ping | Heard | Say | Ask | Withdraw | Start | Decline | Finish | Restore | Call | ReadOut | Extend
    | Pause | Resume | Revoke | Remove | Move | CloseLine | OpenLine | LowerHands | SetMicrophones | SetSlow | SetDoors
    | Hide | Pin | Sanction | Lift | Undo | Suspend | Reconvene | CloseGathering | OpenSitting | NextItem | MoveItem
    | CarryItem | TurnPage | Adjourn | SuspendSitting | TakeSeat | RemoveFromSitting | AnswerInterposed | RecordMe
    | RecordItem | ProposeBallot | OpenBallot | CloseBallot | PublishBallot | VoidBallot | Vote | Decide | History | People
    | Acts | Renew
)  # fmt: skip
