"""A recording begins with a turn's first sound and is kept when the turn ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Max

from multaqa.library.models import Recording
from multaqa.rooms.domain import nodes
from multaqa.rooms.models import Node, Turn


@transaction.atomic
def begin(gathering: int, turn: int, *, at_ms: int) -> Recording:
    """The next part of a turn, whose first sound came at `at_ms`. Its file is still to be written."""
    spoken = Turn.objects.select_for_update(no_key=True).get(pk=turn, gathering_id=gathering)
    last = Recording.objects.filter(turn=spoken).aggregate(last=Max("part"))["last"]
    part = 0 if last is None else last + 1
    return Recording.objects.create(
        gathering_id=gathering,
        turn=spoken,
        part=part,
        starts_ms=at_ms,
        file=f"{gathering}/{turn}-{part}.ogg",
        node=nodes.this(),
    )


def end(recording: int, *, length_ms: int, size: int) -> None:
    """Its file is whole. One without sound stays as a row, and is nothing to hear. Twice is once."""
    state = Recording.State.KEPT if length_ms else Recording.State.EMPTY
    open_still = Recording.objects.filter(pk=recording, state=Recording.State.OPEN)
    open_still.update(state=state, length_ms=length_ms, bytes=size)


def is_open(recording: int) -> bool:
    """Whether nobody has closed it yet."""
    return Recording.objects.filter(pk=recording, state=Recording.State.OPEN).exists()


def left_open() -> list[Recording]:
    """Those whose node is gone without ending them, oldest first. In a house of one node no other can be alive: whatever the last
    life left is taken up at once."""
    living = {nodes.this(), *(Node.objects.alive().values_list("name", flat=True) if connection.vendor != "sqlite" else ())}
    return list(Recording.objects.filter(state=Recording.State.OPEN).exclude(node__in=living).order_by("pk"))


@contextmanager
def taken(recording: int) -> Iterator[Recording | None]:
    """The row while nobody else mends it; None when somebody does, or has."""
    with transaction.atomic():
        rows = Recording.objects.select_for_update(no_key=True, skip_locked=connection.features.has_select_for_update_skip_locked)
        yield rows.filter(pk=recording, state=Recording.State.OPEN).first()


def found(recording: int) -> Recording:
    """The row of this number."""
    return Recording.objects.get(pk=recording)
