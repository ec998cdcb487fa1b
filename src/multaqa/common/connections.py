"""What becomes of a thread's connection to the database between two pieces of work."""

from django.db import connection, connections


def give_back() -> None:
    """A thread keeps its connection to a file, which takes milliseconds to open; that to a server goes back to the pool, which
    gives out only what is well. A broken one is dropped, so that the next piece of work gets a fresh one."""
    if connection.in_atomic_block:
        return
    if connection.vendor == "postgresql" or connections["default"].errors_occurred:
        connections["default"].close()
