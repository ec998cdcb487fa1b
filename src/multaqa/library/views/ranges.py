"""A file, or the part of it that was asked for (RFC 9110, section 14): players jump by asking for a part."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from multaqa.common.store import store

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Outside(Exception):
    """The range lies outside the file."""


def serve(request: HttpRequest, path: Path, kind: str, *, download_as: str = "") -> HttpResponseBase:
    """200 with all of it, 206 with the one range that was asked for, 416 when it lies outside. Several ranges at once are
    answered with all, as the standard allows. What is not kept is not found."""
    known = store().find(path)
    if known is None:
        raise Http404
    size, tag = known.size, known.tag
    try:
        wanted = _wanted(request, size, tag)
    except Outside:
        response: HttpResponseBase = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        first, last = wanted or (0, size - 1)
        response = _stream(request, path, first, last)
        response["Content-Type"], response["Content-Length"] = kind, str(last - first + 1)
        if wanted is not None:
            response.status_code = 206
            response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"], response["ETag"] = "bytes", tag
    # What is withheld must be silent at once: whoever keeps a copy asks again before it is played.
    response["Cache-Control"], response["X-Content-Type-Options"] = "private, no-cache", "nosniff"
    if download_as:
        response["Content-Disposition"] = content_disposition_header(True, download_as) or ""
    return response


def _wanted(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """The first and last byte that are wanted; None for all. Raises Outside."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if found is None or not any(found.groups()) or request.headers.get("If-Range", tag) != tag:
        return None
    if not found[1]:
        if not int(found[2]) or not size:
            raise Outside
        return max(0, size - int(found[2])), size - 1
    if found[2] and int(found[2]) < int(found[1]):
        return None
    if int(found[1]) >= size:
        raise Outside
    return int(found[1]), min(int(found[2] or size - 1), size - 1)


def _stream(request: HttpRequest, path: Path, first: int, last: int) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    pieces = store().pieces(path, first, last)
    return StreamingHttpResponse(_later(pieces) if isinstance(request, ASGIRequest) else pieces)


async def _later(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The same without holding up the loop while the disk is read, or the store answers."""
    while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
        yield piece
