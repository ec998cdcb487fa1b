"""What the house kept of a rehearsed sitting, against what its people were told."""

import time
from typing import Any

from multaqa.assembly.domain.drafting import check
from multaqa.assembly.models import Ballot, Decision, Minutes, Sitting
from multaqa.common.store import elsewhere, store
from multaqa.library.domain.places import file_of, folder
from multaqa.library.models import Recording
from multaqa.rehearse.report import sound_of
from multaqa.rehearse.sitting import SittingPlay
from multaqa.rehearse.witness import overlapping
from multaqa.rooms.models import Turn

MINUTES_SECONDS = 20
RECORDING_SECONDS = 20


def wait_for_minutes(sitting: Sitting) -> None:
    """The house drafts the minutes by itself, a few seconds after the sitting."""
    until = time.monotonic() + MINUTES_SECONDS
    while time.monotonic() < until and not Minutes.objects.filter(sitting=sitting).exists():
        time.sleep(0.2)


def wait_for_recordings(sitting: Sitting) -> None:
    """A recording is whole a moment after its turn."""
    until = time.monotonic() + RECORDING_SECONDS
    while time.monotonic() < until and Recording.objects.filter(gathering=sitting.gathering, state=Recording.State.OPEN).exists():
        time.sleep(0.2)


def accounts_of(play: SittingPlay) -> dict[str, Any]:
    """The numbers, as `--json` prints them."""
    sitting = play.seats.sitting
    ballots = Ballot.objects.filter(item__sitting=sitting)
    counted = sum(sum((ballot.counts or {}).values()) for ballot in ballots)
    turns = Turn.objects.filter(gathering=sitting.gathering, spent_ms__gt=0)
    found = Minutes.objects.filter(sitting=sitting).first()
    wrong = ["there are no minutes"] if found is None else check(found)
    people = [play.chair, play.secretary, play.guest.person, *(one.person for one in play.delegates), *play.listeners]
    return {
        "rooms": len(play.delegates),
        "listeners": len(play.listeners),
        "finished": play.held.finished,
        "turns": turns.count(),
        "turns_told": play.held.turns,
        "votes_acknowledged": play.held.votes_acknowledged,
        "votes_counted": counted,
        "turns_recorded": _recorded(sitting),
        "decisions": Decision.objects.filter(sitting=sitting).count(),
        "floor_violations": play.held.floor_violations
        + sum(witness.violations for witness in play.witnesses)
        + sum(person.mixed for person in people)
        + overlapping(sitting.gathering),
        "minutes_match": not wrong,
        "minutes_wrong": wrong,
        "refused": play.held.refused,
        "lost": sum(person.gaps for person in people),
        "duplicated": sum(person.twice for person in people),
        "came_back": sum(person.returns for person in people),
        **sound_of([person for person in play.listeners if not person.closes], _sent(play)),
        "nodes": [_of_node(play, n) for n in range(len(play.servers))],
    }


def _recorded(sitting: Sitting) -> int:
    """Turns whose sound is there, in whichever node it was spoken; the files are looked at where they can be seen from here."""
    rows = list(Recording.objects.filter(gathering=sitting.gathering, state=Recording.State.KEPT))
    if folder().exists() or elsewhere() is not None:
        rows = [row for row in rows if (found := store().find(file_of(row))) is not None and found.size == row.bytes]
    return len({row.turn_id for row in rows})


def _of_node(play: SittingPlay, n: int) -> dict[str, Any]:
    """What they saw who came by this node's address: whoever came back may have been elsewhere after."""
    part, each = len(play.servers), (play.delegates, play.listeners)
    delegates, listeners = [one.person for one in each[0][n::part]], each[1][n::part]
    people = [*delegates, *listeners]
    return {
        "url": play.servers[n].url,
        "delegates": len(delegates),
        "listeners": len(listeners),
        "lost": sum(person.gaps for person in people),
        "duplicated": sum(person.twice for person in people),
        "came_back": sum(person.returns for person in people),
        **sound_of([person for person in listeners if not person.closes], _sent(play)),
    }


def _sent(play: SittingPlay) -> int:
    return sum(packets for speaker in [*play.delegates, play.guest] for _, packets in speaker.sent)


def is_right(numbers: dict[str, Any]) -> bool:
    """Whether everything that was promised was kept."""
    return bool(
        numbers["finished"]
        and numbers["minutes_match"]
        and numbers["turns"] == numbers["turns_told"]
        and numbers["turns"] == numbers["turns_recorded"]
        and numbers["votes_acknowledged"] == numbers["votes_counted"]
        and not (numbers["floor_violations"] or numbers["lost"] or numbers["duplicated"] or numbers["refused"])
    )
