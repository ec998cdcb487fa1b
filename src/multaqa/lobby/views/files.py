"""Files people gave, like the pictures of rooms."""

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

DAY = 86400
# A file that a browser would run as a page must never come from this origin.
KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif"}


@require_safe
def file(request: HttpRequest, path: str) -> FileResponse:
    """A picture among the files; 404 for anything else."""
    kind = KINDS.get(PurePosixPath(path).suffix.lower())
    if kind is None:
        raise Http404
    try:
        found = default_storage.open(path)
    except (SuspiciousFileOperation, ValueError, FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
    response = FileResponse(found, content_type=kind)
    response["Cache-Control"] = f"public, max-age={DAY}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
