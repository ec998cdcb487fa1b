"""What drawing needs of the system, looked for without loading what draws: that alone takes a second."""

import ctypes
from functools import cache
from importlib.util import find_spec

# Debian's package: what its library is called on Linux, and on a Mac.
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}
HOW_TO_ADD = f"apt install {' '.join(LIBRARIES)}"


@cache
def missing_libraries() -> tuple[str, ...]:
    """Names of what is missing; empty when a PDF can be drawn. What is added counts from the next start."""
    missing = missing_packages()
    return tuple(missing if find_spec("weasyprint") else [*missing, "weasyprint"])


def missing_packages() -> list[str]:
    """Of what the system has to give, what it does not have, as Debian calls it."""
    return [package for package, names in LIBRARIES.items() if not any(_loads(name) for name in names)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
