"""The sound itself, as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from multaqa.library.domain import making
from multaqa.library.domain.places import file_of
from multaqa.library.models import Recording
from multaqa.library.views.ranges import serve
from multaqa.library.views.reach import heard_gathering, heard_recording

TYPES = {"ogg": "audio/ogg; codecs=opus", "mp3": "audio/mpeg"}
RETRY_SECONDS = 3


@require_safe
def turn_ogg(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """A turn as it was recorded."""
    return serve(request, file_of(_audible(request, public_id)), TYPES["ogg"])


@require_safe
def turn_mp3(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The same for browsers without Ogg. It is made when first asked for: until then 503, and when to ask again."""
    recording = _audible(request, public_id)
    made = making.want_turn(recording)
    if made.state != "ready":
        return HttpResponse(status=503, headers={"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"})
    return serve(request, made.path, TYPES["mp3"])


@require_safe
def whole(request: HttpRequest, gathering: int, kind: str) -> HttpResponseBase:
    """The whole gathering, to be kept."""
    if kind not in making.KINDS:
        raise Http404
    found = heard_gathering(request, gathering)
    made = making.whole(found, kind)
    if made.state != "ready":
        raise Http404
    name = f"{found.room.slug}-{found.opened_at:%Y-%m-%d}.{kind}"
    return serve(request, made.path, TYPES[kind], download_as=name)


def _audible(request: HttpRequest, public_id: str) -> Recording:
    recording = heard_recording(request, public_id)
    if recording.withheld_at is not None:
        raise Http404
    return recording
