"""A disk that is full, and one that takes no writes: an ext4 of its own in a file, mounted for this."""

import asyncio
import errno
import os
import random
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.faults.chairing import Chamber
from bench.faults.ground import Ground, beside, prepared
from bench.faults.scene import play
from bench.faults.verdict import Verdict

DISK_BYTES, AWAY_SECONDS, GRACE_SECONDS = 96 * 1024 * 1024, 4.0, 1.0


def run(*, quick: bool, how: str, times: int = 0, delegates: int = 0) -> Verdict:
    """`how` is full or read_only. Full: 20 times among 200, four seconds each."""
    breaking = {"full": _fill, "read_only": _no_writes}[how]
    with _disk() as disk, prepared(folder=str(disk)) as ground:
        away: list[int] = []

        async def once(chamber: Chamber, verdict: Verdict, chance: random.Random) -> float:
            return await breaking(ground, disk, chamber, away)

        verdict = play(ground, once, delegates=delegates or (40 if quick else 200), times=times or (2 if quick else 20))
    verdict.notes["acknowledged_while_away"] = sum(away)
    if not verdict.notes["refused"].get("unavailable"):
        verdict.wrong.append("nobody was told")
    return verdict


async def _fill(ground: Ground, disk: Path, chamber: Chamber, away: list[int]) -> float:
    """SQLite may still have room in its log for a word or two; those count, if they are kept."""
    loop, ballast = asyncio.get_running_loop(), disk / "ballast"
    await asyncio.to_thread(fill, ballast)
    began = loop.time()
    while loop.time() < began + AWAY_SECONDS:
        await asyncio.to_thread(fill, ballast)
        await asyncio.sleep(0.2)
    away.append(chamber.ledger.between(began + GRACE_SECONDS, loop.time()))
    ballast.unlink()
    return loop.time()


def fill(ballast: Path) -> None:
    """Until not a block is left."""
    with ballast.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise


async def _no_writes(ground: Ground, disk: Path, chamber: Chamber, away: list[int]) -> float:
    """As a kernel does to a disk with errors: read-only under open files. It is mended, mounted and the node started again."""
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(_give_up, disk)
    began = loop.time()
    await asyncio.sleep(AWAY_SECONDS)
    away.append(chamber.ledger.between(began + GRACE_SECONDS, loop.time()))
    ground.node.signal(signal.SIGKILL)
    await beside(ground.node.kill)
    await asyncio.to_thread(_mend, disk)
    began = loop.time()
    await beside(ground.node.start)
    return began


def _give_up(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,abort", str(disk)], check=False, capture_output=True)
    assert _is_read_only(disk), "the disk still takes writes"


def _is_read_only(disk: Path) -> bool:
    try:
        (disk / "probe").write_bytes(b"x")
    except OSError as error:
        return error.errno in (errno.EROFS, errno.EIO)
    return False


@contextmanager
def _disk() -> Iterator[Path]:
    assert os.geteuid() == 0, "a disk of one's own needs root"
    with tempfile.TemporaryDirectory(prefix="multaqa-faults-") as folder:
        image, place = Path(folder) / "image", Path(folder) / "disk"
        place.mkdir()
        with image.open("wb") as file:
            file.truncate(DISK_BYTES)
        subprocess.run(["mkfs.ext4", "-q", "-m", "0", str(image)], check=True)
        subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True)
        try:
            yield place
        finally:
            subprocess.run(["umount", "-l", str(place)], check=False)


def _mend(place: Path) -> None:
    image = place.parent / "image"
    subprocess.run(["umount", str(place)], check=True)
    checked = subprocess.run(["fsck.ext4", "-y", str(image)], check=False, capture_output=True, text=True)
    assert checked.returncode < 4, checked.stdout
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True)
