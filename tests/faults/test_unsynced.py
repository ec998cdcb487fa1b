"""What was not synced is lost, as in a power cut: committed rows without synchronous=FULL, and no acknowledged one of ours."""

import shutil

import pytest

from tests.faults.faults import run


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc compiles what takes the writes back")
def test_what_was_acknowledged_was_on_the_disk() -> None:
    found = run("unsynced", "--times", "2", "--delegates", "12")
    assert (found["lost"], found["doubled"]) == (0, 0)
    assert found["control_rows_lost"]["FULL"] == 0
    assert found["control_rows_lost"]["OFF"] > 0
