"""A lock that is not `no_key` makes those who only point at the row wait, on PostgreSQL alone (docs/decisions/0015)."""

import re
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "src/multaqa"
LOCK = re.compile(r"select_for_update\(([^)]*\)?[^)]*)\)")


def test_every_lock_lets_others_point_at_its_row() -> None:
    wrong = [
        f"{path.relative_to(SOURCES)}: select_for_update({found.group(1)})"
        for path in SOURCES.rglob("*.py")
        for found in LOCK.finditer(path.read_text())
        if "no_key=True" not in found.group(1)
    ]
    assert wrong == []
