"""Whether this server can serve: for whoever watches it."""

import structlog
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from multaqa import __version__
from multaqa.bridge.health import bus_is_well

log = structlog.get_logger("multaqa.health")


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 `{"status": "ok", "version": …}` when database and bus answer, else 503."""
    well = _database_answers() and bus_is_well()
    return JsonResponse({"status": "ok" if well else "failing", "version": __version__}, status=200 if well else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError as error:
        log.error("the database does not answer", error=repr(error))
        return False
