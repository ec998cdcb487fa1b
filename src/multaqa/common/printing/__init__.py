"""A page of HTML becomes a PDF. It is drawn in a process of its own, which has little memory, little time, no settings of the
server's and no way to fetch anything: what is in the page is all there is."""

import os
import subprocess
import sys
import tempfile

from multaqa.common.printing.libraries import missing_libraries

MOST_BYTES = 6 * 1024**2
# Exit codes of the process that draws.
CANNOT_IMPORT, BROKE = 3, 4
# It is given none of the rest: settings hold secrets, and nothing in a drawing needs them.
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "LD_LIBRARY_PATH")


class CannotPrint(Exception):
    """`code` is "libraries_missing", "too_long" (too large, or it took too long) or "failed"; `told` is for the log."""

    def __init__(self, code: str, told: str = "") -> None:
        super().__init__(code, told)
        self.code, self.told = code, told


def can_print() -> bool:
    """Whether what drawing needs is installed. Cheap after the first time."""
    return not missing_libraries()


def to_pdf(html: str, *, seconds: int = 60) -> bytes:
    """The PDF of a whole HTML document, drawn with Amiri. The page brings its own style; addresses in it are not followed.
    Takes at least a second: never in a request. Raises CannotPrint."""
    if missing := missing_libraries():
        raise CannotPrint("libraries_missing", ", ".join(missing))
    page = html.encode()
    if len(page) > MOST_BYTES:
        raise CannotPrint("too_long", f"{len(page)} bytes")
    with tempfile.TemporaryDirectory(prefix="multaqa-print-") as folder:
        drawn = _draw(page, seconds, folder)
    match drawn.returncode:
        case 0 if drawn.stdout.startswith(b"%PDF-"):
            return drawn.stdout
        case code if code == CANNOT_IMPORT:
            raise CannotPrint("libraries_missing", _end_of(drawn.stderr))
        case code if code < 0:
            # Ended by the kernel: its share of the processor was used up.
            raise CannotPrint("too_long", f"signal {-code}")
        case _:
            raise CannotPrint("failed", _end_of(drawn.stderr))


def _draw(page: bytes, seconds: int, folder: str) -> "subprocess.CompletedProcess[bytes]":
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ} | {"TMPDIR": folder}
    # -P: a file of the working folder named like a library is not taken for it.
    command = [sys.executable, "-P", "-m", "multaqa.common.printing", str(seconds)]
    try:
        return subprocess.run(command, input=page, capture_output=True, env=environment, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise CannotPrint("too_long", f"{seconds} seconds") from error


def _end_of(told: bytes) -> str:
    return told[-2000:].decode(errors="replace").strip()
