"""What every page is told about the site."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from multaqa import __version__
from multaqa.assembly.domain.showcase import current_cycle
from multaqa.common.digits import digits_in_use

THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    """The frame's facts: theme and digits for `<html>`, the version for addresses that are kept long."""
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "digits_used": digits_in_use(get_language() or "ar"),
        # Asked for only by pages that have the frame.
        "current_cycle": SimpleLazyObject(current_cycle),
        "version": __version__,
        "catalogue_version": _catalogue_version.__wrapped__() if settings.DEBUG else _catalogue_version(),
    }


@cache
def _catalogue_version() -> str:
    """Changes whenever the scripts' words do, for their address may be kept for a year."""
    kept = (path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/djangojs.mo"))
    return f"{__version__}-{max((path.stat().st_mtime_ns for path in kept), default=0):x}"
