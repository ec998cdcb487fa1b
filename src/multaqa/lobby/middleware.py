"""A house without people has one page: the one that welcomes its first."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from multaqa.accounts.models import Person

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
