"""Whether this server can serve: for whoever watches it."""

import structlog
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from multaqa import __version__
from multaqa.bridge.health import bus_state, waits_seconds

# Longer than a lock may take: a deed that still waits does so for a standby that does not confirm it, or for the disk.
PATIENCE_SECONDS = 15
log = structlog.get_logger("multaqa.health")


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 and `"status": "ok"` when database and bus answer; 200 and `"alone"` while the bus is away, because all nodes lose
    it together and people go on at each; 503 and `"failing"` without the database, or when it reads and does not write. `bus`
    says how it is, `bus_dropped` how many messages it could not carry."""
    bus, well = bus_state(), _database_answers() and _deeds_are_done()
    status = "failing" if not well else "ok" if bus.state == "up" else "alone"
    told = {"status": status, "version": __version__, "bus": bus.state, "bus_dropped": bus.dropped}
    return JsonResponse(told, status=200 if well else 503)


def _deeds_are_done() -> bool:
    waits = waits_seconds()
    if waits > PATIENCE_SECONDS:
        log.error("deeds are not done", wait=round(waits))
    return waits <= PATIENCE_SECONDS


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError as error:
        log.error("the database does not answer", error=repr(error))
        return False
