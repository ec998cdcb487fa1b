"""Files people gave, like the pictures of rooms."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

DAY = 86400
# A file that a browser would run as a page must never come from this origin.
KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif"}


@require_safe
def file(request: HttpRequest, path: str) -> FileResponse:
    """A picture below the folder of files; 404 for anything else."""
    try:
        found = Path(safe_join(settings.MEDIA_ROOT, path))
    except (SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    kind = KINDS.get(found.suffix.lower())
    if kind is None or not found.is_file():
        raise Http404
    response = FileResponse(found.open("rb"), content_type=kind)
    response["Cache-Control"] = f"public, max-age={DAY}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
