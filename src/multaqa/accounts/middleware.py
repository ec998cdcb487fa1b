"""Serves everybody in their own language, zone, calendar and digits."""

import zoneinfo
from collections.abc import Callable
from contextlib import ExitStack

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from multaqa.accounts.models import Person
from multaqa.common.digits import digits_chosen
from multaqa.common.hijri import calendar_chosen

ZONE_COOKIE = "zone"


class PreferencesMiddleware:
    """What a signed-in person chose; for others the zone their browser told in a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers with the choices in force while the page is made."""
        person = request.user if isinstance(request.user, Person) else None
        zone = (person and person.time_zone) or request.COOKIES.get(ZONE_COOKIE, "")
        with ExitStack() as choices:
            choices.enter_context(timezone.override(zone_named(zone)))
            if person is not None:
                choices.enter_context(digits_chosen(person.digits))
                choices.enter_context(calendar_chosen(person.calendar))
                if person.language in dict(settings.LANGUAGES):
                    choices.enter_context(translation.override(person.language))
                    request.LANGUAGE_CODE = person.language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response


def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that name, or the house's: a cookie may say anything."""
    try:
        return zoneinfo.ZoneInfo(name or settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)
