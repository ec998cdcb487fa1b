"""The gathering is opened and closed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.common.refusal import Refused
from multaqa.rooms.domain import gatherings
from multaqa.rooms.views.reach import doer, done, reached

TITLE_LENGTH = 120


@login_required
@require_POST
def open_it(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens the room and leads inside; one that is open already is only entered."""
    room = reached(request, slug, "rooms.open_gathering")
    title = request.POST.get("title", "").strip()[:TITLE_LENGTH]
    opened = done(request, lambda: gatherings.open_gathering(room, title=title, by=doer(request)), _("The gathering is open."))
    return redirect("live" if opened else "rooms:room", slug=room.slug)


@login_required
@require_POST
def close_it(request: HttpRequest, slug: str) -> HttpResponse:
    """Closes the gathering for everybody."""
    room = reached(request, slug, "rooms.open_gathering")
    why = request.POST.get("why", "").strip()[:300]

    def close() -> None:
        live = gatherings.live_in(room)
        if live is None:
            raise Refused("gathering_closed")
        gatherings.close_gathering(live, why=why, by=doer(request))

    done(request, close, _("The gathering is closed. What was said is kept."))
    return redirect("rooms:room", slug=room.slug)
