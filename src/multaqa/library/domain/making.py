"""Files that take long to make: the whole of a gathering, and MP3s. A wish is a file in a folder; the clock of any node takes
one at a time and has a child process make it, so that neither a request nor the clock waits for it. Where files are kept in a
bucket the folder is the node's own.

`wanted/<name>` is a wish, `wanted/<name>.making` one that is being made (in it: how many percent), `wanted/<name>.failed` one
that could not be."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog
from django.core.cache import cache

from multaqa.common.store import elsewhere, store
from multaqa.library.domain.places import folder, mp3_of
from multaqa.library.domain.timeline import timeline_of
from multaqa.library.models import Recording
from multaqa.rooms.models import Gathering

KINDS = ("ogg", "mp3")
STALE_SECONDS = 180.0
MOST_SECONDS = 3600.0
logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Made:
    """How a file is: there, being made (`percent`), failed, or not wished for."""

    path: Path
    state: str
    percent: int = 0


@dataclass
class Child:
    """The process of this node that makes a file."""

    process: "subprocess.Popen[bytes]"
    wish: Path
    began: float


_children: list[Child] = []


def whole(gathering: Gathering, kind: str) -> Made:
    """The whole of a gathering as `ogg` or `mp3`, as it should be now: one made before something was withheld is none."""
    path = folder() / str(gathering.pk) / f"whole-{timeline_of(gathering).digest}.{kind}"
    return _made(path, f"whole-{gathering.pk}.{kind}")


def turn_mp3(recording: Recording) -> Made:
    """A turn for browsers that do not play Ogg."""
    return _made(mp3_of(recording), f"turn-{recording.pk}.mp3")


def want_whole(gathering: Gathering, kind: str) -> Made:
    """Wishes for it; twice is once."""
    made = whole(gathering, kind)
    return _want(made, f"whole-{gathering.pk}.{kind}")


def want_turn(recording: Recording) -> Made:
    """Wishes for it; twice is once."""
    return _want(turn_mp3(recording), f"turn-{recording.pk}.mp3")


def forget_wholes(gathering: int) -> None:
    """Removes what was made of a gathering before it changed."""
    kept = store()
    kept.remove(*(path for path in kept.below(folder() / str(gathering)) if path.name.startswith("whole-")))


def making(name: str) -> Path:
    """The file in which the child says how far it is."""
    return folder() / "wanted" / f"{name}.making"


def look() -> None:
    """By the clock: ends what is done, begins the oldest wish."""
    for child in tuple(_children):
        if not _end_if_done(child):
            with suppress(OSError, ValueError):
                _tell(child.wish.name, _percent(child.wish.name))
    if not _children:
        _begin_oldest()


def _made(path: Path, name: str) -> Made:
    if store().find(path) is not None:
        return Made(path, "ready", 100)
    wish = folder() / "wanted" / name
    with suppress(OSError, ValueError):
        return Made(path, "making", _percent(name))
    if wish.exists():
        return Made(path, "making")
    if (percent := _told(name)) is not None:
        return Made(path, "making", percent)
    return Made(path, "failed" if _failed(wish).exists() else "none")


def _want(made: Made, name: str) -> Made:
    if made.state in ("ready", "making"):
        return made
    wish = folder() / "wanted" / name
    wish.parent.mkdir(parents=True, exist_ok=True)
    _failed(wish).unlink(missing_ok=True)
    wish.touch()
    _tell(name, 0)
    return Made(made.path, "making")


def _percent(name: str) -> int:
    return int(making(name).read_text() or 0)


def _tell(name: str, percent: int | None) -> None:
    """Where files are kept in a bucket a wish stays with its node: the others are told, and do not make it as well."""
    if elsewhere() is not None:
        if percent is None:
            cache.delete(f"making.{name}")
        else:
            cache.set(f"making.{name}", percent, STALE_SECONDS)


def _told(name: str) -> int | None:
    found: int | None = cache.get(f"making.{name}") if elsewhere() is not None else None
    return found


def _failed(wish: Path) -> Path:
    return wish.with_name(f"{wish.name}.failed")


def _begin_oldest() -> None:
    _wish_again_for_stale()
    wishes = [path for path in (folder() / "wanted").glob("*") if path.suffix in (".ogg", ".mp3")]
    for wish in sorted(wishes, key=_age, reverse=True):
        # Renaming is the lock: of two nodes that see a wish, one finds it gone.
        with suppress(FileNotFoundError):
            # Young before it is taken: a node that sees it between must not take it for left behind.
            os.utime(wish)
            wish.rename(making(wish.name))
            command = [sys.executable, "-m", "multaqa.library.join", wish.name]
            _children.append(Child(subprocess.Popen(command, stdin=subprocess.DEVNULL), wish, time.monotonic()))
            return


def _end_if_done(child: Child) -> bool:
    code = child.process.poll()
    if code is None and time.monotonic() - child.began > MOST_SECONDS:
        child.process.kill()
        code = child.process.wait()
    if code is None:
        return False
    _children.remove(child)
    _tell(child.wish.name, None)
    making(child.wish.name).unlink(missing_ok=True)
    if code:
        logger.error("A file of the library could not be made", wish=child.wish.name, code=code)
        _failed(child.wish).touch()
    return True


def _wish_again_for_stale() -> None:
    """What a node that died was making is made by another."""
    for path in (folder() / "wanted").glob("*.making"):
        if _age(path) > STALE_SECONDS:
            with suppress(FileNotFoundError):
                path.rename(path.with_suffix(""))


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
