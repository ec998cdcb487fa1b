"""A data folder of one's own, and the program as its operator runs it: as a process."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of one installation."""
    return tmp_path / "data"


@pytest.fixture
def settings_of(data: Path) -> Callable[..., dict[str, str]]:
    """An environment with nothing of ours but what is given."""

    def environment(**settings: str) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("MULTAQA_", "DJANGO_"))}
        given = {f"MULTAQA_{name.upper()}": value for name, value in {"data": str(data), **settings}.items()}
        return {**clean, "PYTHONPATH": str(ROOT / "src"), **given}

    return environment


@pytest.fixture
def multaqa(settings_of: Callable[..., dict[str, str]]) -> Run:
    """Runs `multaqa …` to its end; settings are keywords: `multaqa("doctor", port="0")`."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "multaqa", *arguments]
        return subprocess.run(command, env=settings_of(**settings), capture_output=True, text=True, timeout=120)

    return run
