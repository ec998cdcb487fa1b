"""kill -9 in the middle of a sitting's vote: nothing acknowledged is lost or doubled, and there is one holder of the floor."""

import pytest

from tests.faults.faults import run


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled() -> None:
    found = run("node-kill", "--times", "3", "--delegates", "20")
    assert (found["lost"], found["doubled"], found["two_holders"], found["gaps"], found["repeats"]) == (0, 0, 0, 0, 0)
    assert found["by_kind"]["vote"] >= 10
    assert found["times"] == 3
