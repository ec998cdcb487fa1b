"""The whole house, in a data folder of its own, with its words compiled."""

import os
import sys
import tempfile
from pathlib import Path

# Before the settings are read: nothing of an operator's may leak into a test, and no test into an operator's folder.
for name in [name for name in os.environ if name.startswith("MULTAQA_")]:
    del os.environ[name]
os.environ["MULTAQA_DATA"] = tempfile.mkdtemp(prefix="multaqa-test-")

import pytest  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-fold-fixture", action="store_true", help="write the evenings the browser's fold is tried on")


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    """gettext reads the compiled catalogues only."""
    from prepare import compile_languages

    compile_languages()


@pytest.fixture(scope="session", autouse=True)
def _built(_words: None) -> None:
    """Pages can be asked for before the web client was ever built."""
    from django.conf import settings

    from multaqa.common import vite

    if "multaqa.lobby" in settings.INSTALLED_APPS and not (ROOT / "src/multaqa/static" / vite.MANIFEST).exists():
        vite._read[vite.MANIFEST] = (0, {"src/app.ts": {"file": "assets/app.js"}})


@pytest.fixture(autouse=True)
def _nothing_kept_between_tests() -> None:
    """The cache and the door's buckets are the process's own."""
    from django.core.cache import cache

    from multaqa.lobby import doorkeeper

    cache.clear()
    for buckets in (doorkeeper.tickets, doorkeeper.names, doorkeeper.words):
        buckets._buckets.clear()
