"""The files of a paper, each to those who may read it at this moment; for everybody else it is not there."""

from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from multaqa.contributions.domain import paper_files
from multaqa.contributions.enums import RevisionState
from multaqa.contributions.models import Revision
from multaqa.contributions.rules import reader_of
from multaqa.library.views.ranges import serve
from multaqa.rooms.views.reach import person_of

PUBLIC_SECONDS = 300
# Whatever a file may be taken for: nothing in it runs, is fetched or is sent anywhere.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@require_safe
def page(request: HttpRequest, revision: int, page: int) -> HttpResponseBase:
    """The picture of a page."""
    row = revision_for(request, revision)
    if not row.is_ready or not 1 <= page <= row.pages:
        raise Http404
    return _send(request, row, paper_files.page_of(row, page), "image/webp")


@require_safe
def pdf(request: HttpRequest, revision: int) -> HttpResponseBase:
    """The whole, to be kept."""
    row = revision_for(request, revision)
    if not row.is_ready:
        raise Http404
    contribution = row.paper.contribution
    name = f"{contribution.title[:80]} ({contribution.number}-{row.number}).pdf".replace("/", "-").replace("\\", "-")
    return _send(request, row, paper_files.pdf_of(row), "application/pdf", name)


@login_required
@require_safe
def original(request: HttpRequest, revision: int) -> HttpResponseBase:
    """The file as it was handed in, for its authors and the committee. It is never shown, only kept: it may hold anything."""
    row = revision_for(request, revision)
    if not reader_of(person_of(request), row.paper.contribution).may_take_original:
        raise Http404
    path = paper_files.original_of(row)
    response = _send(request, row, path, "application/octet-stream", row.original_name or path.name)
    response["Cache-Control"] = "private, no-store"
    return response


def revision_for(request: HttpRequest, revision: int) -> Revision:
    """A revision the one who asks may read now; else 404."""
    rows = Revision.objects.select_related("paper__contribution__call__alliance").defer("text")
    row = get_object_or_404(rows, pk=revision)
    if not reader_of(person_of(request), row.paper.contribution).may_read(row):
        raise Http404
    return row


def _send(request: HttpRequest, row: Revision, path: Path, kind: str, name: str = "") -> HttpResponseBase:
    response = serve(request, path, kind, download_as=name)
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # What is not for everybody is asked for again each time, so that it is gone the moment it is taken back.
    public = row.state == RevisionState.PUBLISHED
    response["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}" if public else "private, no-cache"
    if response.status_code != 200:
        return response
    return get_conditional_response(request, etag=response["ETag"], response=response) or response  # type: ignore[arg-type]
