"""Several things at the same instant, each in a thread and a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection

from multaqa.common.refusal import Refused


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Starts the deeds together; what each came to: `done`, the code it was refused with, or the error that it met."""
    barrier, outcomes = threading.Barrier(len(deeds)), [""] * len(deeds)

    def run(n: int, deed: Callable[[], object]) -> None:
        barrier.wait()
        try:
            deed()
            outcomes[n] = "done"
        except Refused as refused:
            outcomes[n] = refused.code
        except Exception as error:
            outcomes[n] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def until_somebody_waits() -> None:
    """Goes on once another connection waits for a row this one has locked. SQLite has one writer: there everybody waits."""
    while connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone()[0]:
                return
