"""Frames nobody should send end their own socket, with the right code, and trouble nobody else."""

import pytest

from bench.faults.cases import CASES
from tests.faults.faults import run


@pytest.mark.slow
def test_every_case_and_every_code() -> None:
    found = run("frames", "--times", "4000")
    assert found["cases"] == len(CASES)
    # A minute's silence is for the full run.
    assert (found["frames"], found["close_codes"], found["close_codes_left"]) == (4000, 17, ["SILENT"])
