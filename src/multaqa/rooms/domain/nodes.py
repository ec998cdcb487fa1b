"""The nodes of this house, and what becomes of what a dead one left open: every node says by the clock that it is there, and any
of them draws the line under one that has said nothing for a while."""

import datetime as dt
import functools
import os
import secrets
import socket
from contextlib import suppress

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from multaqa import __version__
from multaqa.common.shared_folder import mark_of
from multaqa.common.store import StoreAway
from multaqa.rooms.domain import attending
from multaqa.rooms.models import Node
from multaqa.rooms.models.node import GONE

LOOK_SECONDS = 10
KEPT = dt.timedelta(days=1)
logger = structlog.get_logger(__name__)


def this() -> str:
    """The name of this node, which from now on is known to the others."""
    name = _name_of(os.getpid())
    _make_known(name)
    return name


def look() -> None:
    """By the clock: this node is here; those that are gone are let go of. After a time without the database nobody was seen, so
    nobody is judged until all had the chance to be."""
    name = this()
    was_seen = _be_seen(name)
    if was_seen:
        for node in Node.objects.missed():
            let_go(node)
        Node.objects.filter(gone_at__lt=Now() - KEPT).delete()
    if settings.CONFIG.s3:
        with suppress(StoreAway):
            _say_which_bucket(name)


@transaction.atomic
def let_go(node: Node) -> None:
    """It was last seen when it was last seen, and so was everybody who was with it. Of several nodes that see it, one does it."""
    # Compared here: SQLite writes moments of its own otherwise than those it is given, and finds them unlike.
    row = Node.objects.select_for_update(no_key=True).filter(pk=node.pk, gone_at=None).first()
    if row is not None and row.seen_at == node.seen_at:
        Node.objects.filter(pk=row.pk).update(gone_at=F("seen_at"))
        closed = attending.close_of(node.name, at=node.seen_at)
        logger.warning("A node is gone", node=node.name, people=closed)


@functools.cache
def _name_of(process: int) -> str:
    return f"{socket.gethostname()[:30]}-{secrets.token_hex(4)}"


@functools.cache
def _make_known(name: str) -> None:
    # A bucket may be away: it is asked later, and people come in meanwhile.
    row = Node(name=name, version=__version__, files="" if settings.CONFIG.s3 else mark_of(settings.CONFIG))
    Node.objects.bulk_create([row], ignore_conflicts=True)
    _compare(row.files)


@functools.cache
def _say_which_bucket(name: str) -> None:
    """Once, when it can be asked. Raises StoreAway."""
    mark = mark_of(settings.CONFIG)
    Node.objects.filter(name=name).update(files=mark)
    _compare(mark)


def _compare(mark: str) -> None:
    if mark and Node.objects.alive().exclude(files__in=("", mark)).exists():
        logger.error("MULTAQA_FILES or MULTAQA_S3 is not that of the other nodes: what they write is not found here")


@transaction.atomic
def _be_seen(name: str) -> bool:
    """Answers whether it was seen a short while ago, too. One that was taken for gone takes its people back."""
    row = Node.objects.select_for_update(no_key=True).filter(name=name).annotate(now=Now()).first()
    if row is None:
        _make_known.cache_clear()
        _say_which_bucket.cache_clear()
        this()
        return False
    if row.gone_at is not None:
        attending.open_again(name, at=row.gone_at)
    Node.objects.filter(pk=row.pk).update(seen_at=Now(), gone_at=None)
    return row.gone_at is None and row.now - row.seen_at < GONE / 2
