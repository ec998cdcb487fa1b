"""What stands before every page: a house without people has one page, the one that welcomes its first; and no address and no
form holds a character that cannot be kept. Behind every page: what is said when files are out of reach."""

from collections.abc import Callable

import structlog
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from multaqa.accounts.models import Person
from multaqa.common.store import StoreAway

logger = structlog.get_logger(__name__)
OPEN_BEFORE = ("/welcome/", "/static/", "/health", "/i18n/", "/language/", "/favicon.ico", "/manifest.webmanifest")


class WelcomeMiddleware:
    """Leads every page to the welcome until there is a person. From then on it asks nothing: people never all go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.is_inhabited = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirects, or lets the request pass."""
        if not self.is_inhabited and not request.path.startswith(OPEN_BEFORE):
            self.is_inhabited = Person.objects.exists()
            if not self.is_inhabited:
                return redirect("welcome")
        return self.get_response(request)


class KeepableMiddleware:
    """PostgreSQL keeps no NUL, which SQLite does, and no browser writes: an address with one is nobody's, and a form with one
    is refused instead of breaking the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Raises Http404 for such an address."""
        if "\0" in request.path:
            raise Http404
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        """Raises BadRequest for what the database could not hold."""
        if isinstance(error, DataError):
            raise BadRequest from error


class FilesAwayMiddleware:
    """Where the store of files cannot be reached, the page that needed it says so; all others go on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lets every request pass."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """503, and when to ask again."""
        if not isinstance(error, StoreAway):
            return None
        logger.error("The store of files cannot be used", error=str(error))
        answer = render(request, "503.html", status=503)
        answer["Retry-After"], answer["Cache-Control"] = "60", "no-store"
        return answer
