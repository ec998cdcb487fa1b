"""PDFs on a shelf. A page that is wanted lies as a file in a folder until the clock of a node has it drawn, one at a time, so
that neither a request nor the clock waits. Names say what was drawn: another text has another name, and is drawn anew.

`<name>.wanted` is the page to draw, `.drawing` one that a node has taken, `.pdf` what came of it, `.failed` why nothing did."""

import os
import secrets
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from multaqa.common.printing import CannotPrint, to_pdf

SECONDS = 60
# Whoever took a page and has not drawn it by then is gone.
STALE_SECONDS = 3 * SECONDS
FAILURE_STANDS_SECONDS = 300
logger = structlog.get_logger(__name__)
_drawing: list[threading.Thread] = []


@dataclass(frozen=True)
class Printed:
    """`state` is "ready", "wanted", "failed" (`code` says why) or "none"."""

    path: Path
    state: str
    code: str = ""


def printed(folder: Path, name: str) -> Printed:
    """How the PDF of this name is."""
    path = _of(folder, name, "pdf")
    if path.exists():
        return Printed(path, "ready")
    if _of(folder, name, "wanted").exists() or _of(folder, name, "drawing").exists():
        return Printed(path, "wanted")
    failed = _of(folder, name, "failed")
    with suppress(FileNotFoundError):
        if _age(failed) < FAILURE_STANDS_SECONDS:
            return Printed(path, "failed", failed.read_text())
    # Between two looks it may have been drawn.
    return Printed(path, "ready" if path.exists() else "none")


def want(folder: Path, name: str, html: str, *, first: bool = False) -> Printed:
    """Wishes for it; twice is once. `first`: somebody waits, so it is drawn before what is drawn in advance."""
    found = printed(folder, name)
    if found.state == "none":
        found = _wish(folder, name, html)
    if first and found.state == "wanted":
        with suppress(FileNotFoundError):
            os.utime(_of(folder, name, "wanted"), (0, 0))
    return found


def _wish(folder: Path, name: str, html: str) -> Printed:
    folder.mkdir(parents=True, exist_ok=True)
    whole = _of(folder, name, f"{secrets.token_hex(8)}.part")
    whole.write_text(html)
    whole.replace(_of(folder, name, "wanted"))
    _of(folder, name, "failed").unlink(missing_ok=True)
    return Printed(_of(folder, name, "pdf"), "wanted")


def look(folder: Path) -> None:
    """By the clock: has the oldest wish of the folder drawn, unless one is being drawn here."""
    _drawing[:] = [thread for thread in _drawing if thread.is_alive()]
    if not _drawing and (taken := _take(folder)):
        thread = threading.Thread(target=_draw, args=(taken,), name="printing", daemon=True)
        _drawing.append(thread)
        thread.start()


def draw_all(folder: Path) -> int:
    """Draws every wish now and waits for it: for the command line and for tests. Answers how many."""
    drawn = 0
    while taken := _take(folder):
        _draw(taken)
        drawn += 1
    return drawn


def _take(folder: Path) -> Path | None:
    for stale in folder.glob("*.drawing"):
        with suppress(FileNotFoundError):
            if _age(stale) > STALE_SECONDS:
                stale.rename(stale.with_suffix(".wanted"))
    for wish in sorted(folder.glob("*.wanted"), key=_age, reverse=True):
        taken = wish.with_suffix(".drawing")
        # Renaming is the lock: of two nodes that see a wish, one finds it gone.
        with suppress(FileNotFoundError):
            # Young before it is taken: a node that sees it between must not take it for left behind.
            os.utime(wish)
            wish.rename(taken)
            return taken
    return None


def _draw(taken: Path) -> None:
    """A node only waits here: the drawing is done by a process of its own."""
    try:
        drawn = to_pdf(taken.read_text(), seconds=SECONDS)
    except CannotPrint as error:
        logger.error("A page could not be printed", page=taken.stem, code=error.code, told=error.told)
        taken.with_suffix(".failed").write_text(error.code)
    except OSError as error:
        logger.error("A page could not be printed", page=taken.stem, told=repr(error))
        with suppress(OSError):
            taken.with_suffix(".failed").write_text("failed")
    else:
        whole = taken.with_suffix(".part")
        whole.write_bytes(drawn)
        whole.replace(taken.with_suffix(".pdf"))
        _forget_older(taken)
    finally:
        taken.unlink(missing_ok=True)


def _forget_older(taken: Path) -> None:
    """What was drawn under the same beginning of a name (before its last «-») and is another text now."""
    beginning = taken.stem.rpartition("-")[0]
    for other in taken.parent.glob(f"{beginning}-*.pdf"):
        if other.stem.rpartition("-")[0] == beginning and other.stem != taken.stem:
            other.unlink(missing_ok=True)


def _of(folder: Path, name: str, kind: str) -> Path:
    return folder / f"{name}.{kind}"


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
