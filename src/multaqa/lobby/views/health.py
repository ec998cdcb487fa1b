"""Whether this server can serve: for whoever watches it."""

import structlog
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from multaqa import __version__
from multaqa.bridge.health import bus_state

log = structlog.get_logger("multaqa.health")


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 and `"status": "ok"` when database and bus answer; 200 and `"alone"` while the bus is away, because all nodes lose
    it together and people go on at each; 503 and `"failing"` without the database. `bus` says how it is, `bus_dropped`
    how many messages it could not carry."""
    bus, well = bus_state(), _database_answers()
    status = "failing" if not well else "ok" if bus.state == "up" else "alone"
    told = {"status": status, "version": __version__, "bus": bus.state, "bus_dropped": bus.dropped}
    return JsonResponse(told, status=200 if well else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError as error:
        log.error("the database does not answer", error=repr(error))
        return False
