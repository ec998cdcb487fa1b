"""Papers that were handed in are prepared by the clock, one at a time on each node, in a child process that neither a request nor
the clock waits for. A revision is claimed by a conditional update, and the claim renewed while the child is at work: what a node
that died had claimed is taken up by another."""

import datetime as dt
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from multaqa.common.store import StoreAway, store
from multaqa.contributions.domain.paper_files import folder, original_of
from multaqa.contributions.models import Revision
from multaqa.contributions.papers.press import PDF, RESULT, TEXT

MOST_SECONDS = 240.0
STALE = dt.timedelta(seconds=60)
RENEWED_SECONDS = 15.0
MOST_TRIES = 3
# The child opens files of strangers: it is given no setting of the server, for they hold secrets.
ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "LD_LIBRARY_PATH")
logger = structlog.get_logger(__name__)


@dataclass
class Child:
    """The process of this node that prepares a revision; `claimed_at` is our claim as it stands in the row."""

    process: "subprocess.Popen[bytes]"
    revision: int
    target: Path
    claimed_at: dt.datetime
    began: float
    renewed: float


_children: list[Child] = []


def look() -> None:
    """By the clock: ends what is done, begins the oldest that waits."""
    for child in tuple(_children):
        _tend(child)
    if not _children:
        _begin()


def prepare_all() -> None:
    """Prepares everything that waits, and waits for it: for the command line."""
    look()
    while _children:
        _children[0].process.wait(MOST_SECONDS)
        look()


def _waiting() -> QuerySet[Revision]:
    free = Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - STALE)
    return Revision.objects.filter(free, work=Revision.Work.WAITING)


def _begin() -> None:
    for row in _waiting().order_by("pk")[:5]:
        now = timezone.now()
        # Of two nodes that see it waiting, one finds it claimed.
        if not _waiting().filter(pk=row.pk).update(claimed_at=now, tries=F("tries") + 1):
            continue
        if row.tries >= MOST_TRIES:
            _fail(row.pk, now, "too_heavy")
            continue
        original = original_of(row)
        try:
            store().fetch(original)
        except FileNotFoundError:
            _fail(row.pk, now, "lost")
            continue
        except StoreAway as error:
            _put_off(row.pk, now, error)
            return
        _children.append(_child(row.pk, original, now))
        return


def _child(revision: int, original: Path, now: dt.datetime) -> Child:
    for left in original.parent.iterdir():
        # Of a node that died in the middle: nothing speaks of it.
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
    target = original.with_name(secrets.token_hex(8))
    target.mkdir(mode=0o700)
    kind = original.suffix.removeprefix(".")
    # -P: a file of the working folder named like a library is not taken for it.
    command = [sys.executable, "-P", "-m", "multaqa.contributions.papers.press", kind, str(original), str(target)]
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ} | {"TMPDIR": str(target)}
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=environment, start_new_session=True)
    began = time.monotonic()
    return Child(process, revision, target, now, began, began)


def _tend(child: Child) -> None:
    code, late = child.process.poll(), time.monotonic() - child.began > MOST_SECONDS
    if code is None and not late:
        _renew(child)
        return
    if code is None:
        end(child)
    _children.remove(child)
    result = _result(child)
    try:
        if result.get("pages"):
            _finish(child, int(str(result["pages"])))
        else:
            _fail(child.revision, child.claimed_at, str(result.get("why", "too_heavy")))
            shutil.rmtree(child.target, ignore_errors=True)
    except StoreAway as error:
        _put_off(child.revision, child.claimed_at, error)
        shutil.rmtree(child.target, ignore_errors=True)
    store().let_go(child.target.parent)


def _renew(child: Child) -> None:
    if time.monotonic() - child.renewed < RENEWED_SECONDS:
        return
    now = timezone.now()
    if _claimed(child.revision, child.claimed_at).update(claimed_at=now):
        child.claimed_at, child.renewed = now, time.monotonic()
        return
    # Another node took it for abandoned.
    end(child)
    _children.remove(child)
    shutil.rmtree(child.target, ignore_errors=True)


def end(child: Child) -> None:
    """Ends a child, and what it began in its turn."""
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()


def _claimed(revision: int, claimed_at: dt.datetime) -> QuerySet[Revision]:
    return Revision.objects.filter(pk=revision, work=Revision.Work.WAITING, claimed_at=claimed_at)


def _result(child: Child) -> dict[str, object]:
    """What it says of its work; nothing when it was ended in the middle."""
    try:
        told = json.loads((child.target / RESULT).read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) and child.process.returncode == 0 else {}


def _finish(child: Child, pages: int) -> None:
    """Raises StoreAway: what was made is kept before a row speaks of it."""
    text = (child.target / TEXT).read_text(encoding="utf-8")
    file = str((child.target / PDF).relative_to(folder()))
    made = [child.target / PDF, *child.target.glob("*.webp")]
    store().keep(*made)
    done = {"work": Revision.Work.DONE, "work_why": "", "file": file, "pages": pages, "text": text, "claimed_at": None}
    if not _claimed(child.revision, child.claimed_at).update(**done):
        store().remove(*made)
        shutil.rmtree(child.target, ignore_errors=True)


def _put_off(revision: int, claimed_at: dt.datetime, error: StoreAway) -> None:
    """It waits as before; the store being away is no try."""
    _claimed(revision, claimed_at).update(claimed_at=None, tries=F("tries") - 1)
    logger.warning("A paper waits for the store", revision=revision, error=str(error))


def _fail(revision: int, claimed_at: dt.datetime, why: str) -> None:
    if _claimed(revision, claimed_at).update(work=Revision.Work.FAILED, work_why=why[:40], claimed_at=None):
        logger.warning("A paper could not be prepared", revision=revision, why=why)
