"""Which faults there are, by name. Modules are only read when their fault is asked for."""

import importlib
from collections.abc import Callable
from typing import Any

from bench.faults.verdict import Verdict

Fault = Callable[..., Verdict]


def _of(module: str, **fixed: Any) -> Fault:
    def run(**chosen: Any) -> Verdict:
        verdict: Verdict = importlib.import_module(f"bench.faults.{module}").run(**{**fixed, **chosen})
        return verdict

    return run


FAULTS: dict[str, Fault] = {
    "node-kill": _of("node_kill"),
    "node-kill-postgresql": _of("node_kill", database="postgresql"),
}
QUICK = ("node-kill", "node-kill-postgresql")
