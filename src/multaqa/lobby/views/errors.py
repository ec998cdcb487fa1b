"""Pages for when something is missing, forbidden or broken."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from elsewhere, or from a page older than its cookie."""
    return render(request, "csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing stands at this address."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something stands here that is not open to this person."""
    return render(request, "403.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """What broke, in words that need neither the database nor a language. 503 where the database does not answer, or took
    back what was begun because two waited for one another: nothing was done, and in a moment it will be."""
    is_away = isinstance(sys.exc_info()[1], OperationalError)
    answer = HttpResponse(render_to_string("500.html"), status=503 if is_away else 500)
    if is_away:
        answer["Retry-After"], answer["Cache-Control"] = "5", "no-store"
    return answer
