"""The minutes as a PDF. While it is drawn a page says so and looks again by itself."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import translation
from django.utils.http import content_disposition_header, parse_etags
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from multaqa.assembly.domain import printed
from multaqa.assembly.domain.sentences import LANGUAGES, title
from multaqa.assembly.minutes_rules import sat_with_delegates
from multaqa.assembly.models import Minutes
from multaqa.assembly.views.minutes_pages import reached
from multaqa.common.printing import can_print
from multaqa.common.printing.libraries import HOW_TO_ADD, missing_libraries
from multaqa.common.printing.shelf import Printed
from multaqa.rooms.views.reach import person_of

LOOKS_AGAIN_SECONDS = 3


@require_safe
def minutes_pdf(request: HttpRequest, sitting: int) -> HttpResponse:
    """The PDF for whoever may read the minutes, in the language of `?lang=ar|en` or of the page; 202 while it is being drawn, 503
    when it cannot be."""
    row = reached(request, sitting)
    asked = request.GET.get("lang", "")
    language = asked if asked in LANGUAGES else (get_language() or "ar")[:2]
    language = language if language in LANGUAGES else "en"
    if not can_print():
        return _waiting(request, row, language, "libraries_missing", status=503)
    found = printed.printed(row, language, among=_among(request, row), first=True)
    if found.state == "ready":
        return _file(request, row, language, found)
    if found.state == "failed":
        return _waiting(request, row, language, found.code, status=503)
    return _waiting(request, row, language, "", status=202)


def _among(request: HttpRequest, row: Minutes) -> bool:
    """Minutes with nothing in them for delegates only are one document for everybody."""
    return sat_with_delegates(person_of(request), row) and row.entries.filter(item__for_delegates_only=True).exists()


def _file(request: HttpRequest, row: Minutes, language: str, found: Printed) -> HttpResponse:
    # The name of the file says what is in it, to the letter.
    tag = f'"{found.path.stem}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        answer: HttpResponse = HttpResponseNotModified()
    else:
        with translation.override(language):
            name = content_disposition_header(False, f"{title(row, language)}.pdf")
        answer = HttpResponse(printed.content(found), content_type="application/pdf", headers={"Content-Disposition": name})
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _waiting(request: HttpRequest, row: Minutes, language: str, code: str, *, status: int) -> HttpResponse:
    context = {
        "sitting": row.sitting,
        "title": title(row, language),
        "language": language,
        "code": code,
        "missing": missing_libraries() if code == "libraries_missing" else (),
        "how_to_add": HOW_TO_ADD,
        "again_after": LOOKS_AGAIN_SECONDS,
    }
    with translation.override(language):
        answer = render(request, "assembly/minutes_printing.html", context, status=status)
    if status == 202:
        answer["Refresh"] = answer["Retry-After"] = str(LOOKS_AGAIN_SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer
