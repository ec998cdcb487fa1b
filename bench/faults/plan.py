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
    "database-kill": _of("database_kill"),
    "bus-kill": _of("bus_kill"),
    "node-stopped": _of("stalls", of="node"),
    "database-stopped": _of("stalls", of="database"),
    "bus-stopped": _of("stalls", of="bus"),
    "disk-full": _of("disk", how="full"),
    "disk-read-only": _of("disk", how="read_only"),
    "unsynced": _of("unsynced"),
    "unsynced-postgresql": _of("unsynced_postgresql"),
    "slow-readers": _of("slow_readers"),
    "slow-doors": _of("slow_doors"),
    "storm": _of("storm"),
    "frames": _of("frames"),
    "cable-cut": _of("cuts"),
    "nodes-cut": _of("nodes_cut"),
    "clock": _of("clock"),
    "soak": _of("soak"),
}
QUICK = ("node-kill", "unsynced", "disk-full", "frames")
