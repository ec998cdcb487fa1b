"""The browser folds as the node does: both are given the same evenings (`web/src/models/fold.fixture.json`).

`python -m pytest tests/rooms/domain/test_fold_fixture.py --write-fold-fixture` writes new ones, after a change of the wire.
"""

import json
import random
from pathlib import Path

import msgspec
import pytest
from django.db import transaction

from multaqa.common.refusal import Refused
from multaqa.live.core.picture import fold
from multaqa.rooms.domain.picture import picture_of
from multaqa.rooms.models import Act, Event, Sanction
from multaqa.wire.codec import decode_lasting, decode_picture, encode
from multaqa.wire.events import Quiet
from tests.rooms.domain.test_picture import DEEDS, PEOPLE, Rollback

FIXTURE = Path(__file__).resolve().parents[3] / "web/src/models/fold.fixture.json"
EVENINGS, STEPS = 6, 60


def test_the_node_folds_every_evening_of_the_fixture():
    for evening in json.loads(FIXTURE.read_text()):
        picture = decode_picture(json.dumps(evening["start"]).encode())
        for event in evening["events"]:
            picture = fold(picture, decode_lasting(json.dumps(event).encode()))
        assert json.loads(encode(picture)) == evening["end"]


@pytest.mark.django_db
def test_write_the_fixture(hall, request):
    """Also run without the option, so that it cannot rot: then it writes nothing."""
    evenings = [_evening(hall, seed) for seed in range(EVENINGS)]
    assert {event["ev"] for evening in evenings for event in evening["events"]} >= {
        "floor", "said", "hidden", "pinned", "sanctioned", "lifted", "room", "staff", "gathering", "quiet",
    }  # fmt: skip
    if request.config.getoption("--write-fold-fixture"):
        FIXTURE.write_text(json.dumps(evenings, ensure_ascii=False, separators=(",", ":")) + "\n")


def _evening(hall, seed):
    chance = random.Random(seed)
    evening = {}
    try:
        with transaction.atomic():
            hall.rule(visitors_ask=True, visitors_write=True)
            start = picture_of(hall.gathering)
            for _ in range(STEPS):
                _step(hall, chance)
            rows = Event.objects.filter(gathering=hall.gathering, n__gt=start.n).order_by("n")
            events = [decode_lasting(row.data.encode()) for row in rows]
            heard = [e if row.audience is None else Quiet(n=e.n, at=e.at) for row, e in zip(rows, events, strict=True)]
            evening = {"start": start, "events": heard, "end": picture_of(hall.gathering)}
            raise Rollback
    except Rollback:
        hall.fresh()
        hall.gathering.refresh_from_db()
    return json.loads(msgspec.json.encode(evening))


def _step(hall, chance):
    hall.fresh()
    # The staff does more than its share, so that most deeds are done and not refused.
    person = chance.choice((*PEOPLE, "layla", "layla", "sami"))
    name = chance.choice(sorted(DEEDS))
    if name in ("late", "bounce"):
        return
    try:
        with transaction.atomic():
            DEEDS[name](hall, getattr(hall, person), chance.randrange(12))
    except (Refused, Sanction.DoesNotExist, Act.DoesNotExist):
        return
