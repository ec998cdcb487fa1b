"""The charter: every version is readable by everybody; coordinators publish, member rooms accept."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from multaqa.accounts.forms import refused_name
from multaqa.alliance.domain import charter as deeds
from multaqa.alliance.domain.queries import owned_member_rooms
from multaqa.alliance.forms import CharterForm
from multaqa.alliance.models import Alliance, Charter, Seat
from multaqa.alliance.rules import is_coordinator
from multaqa.alliance.views.reach import doer, done, found, framed, person_of
from multaqa.common.refusal import Refused
from multaqa.rooms.forms import number_asked
from multaqa.rooms.models import Room


@require_safe
def charter(request: HttpRequest, slug: str, version: int = 0) -> HttpResponse:
    """A version of the charter; the one in force when none is named."""
    alliance = found(slug)
    versions = list(Charter.objects.filter(alliance=alliance).select_related("by").order_by("-version"))
    shown = next((one for one in versions if version in (0, one.version)), None)
    if shown is None and version:
        raise Http404
    in_force = versions[0] if versions else None
    context = {"versions": versions, "shown": shown, "in_force": in_force, "behind": _behind(request, alliance, in_force)}
    return framed(request, "charter", alliance, "charter", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Writes a new version, beginning from the one in force."""
    alliance = found(slug)
    if not is_coordinator(doer(request), alliance):
        raise PermissionDenied
    standing = deeds.in_force(alliance)
    form = CharterForm(request.POST or None, initial={"text": standing.text if standing else ""})
    if request.method == "POST" and form.is_valid():
        try:
            deeds.publish_charter(alliance, **form.cleaned_data, by=doer(request))
        except Refused as refused:
            form.add_error("change_note" if refused.code == "note_needed" else "text", refused_name(refused))
        else:
            return redirect("alliance:charter", slug=alliance.slug)
    context = {"form": form, "standing": standing}
    return framed(request, "publish", alliance, "charter", context, status=422 if form.errors else 200)


@login_required
@require_POST
def accept(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A member room accepts the version that was read."""
    alliance = found(slug)
    room = get_object_or_404(Room, pk=number_asked(request.POST.get("room", "")) or 0)
    read = get_object_or_404(Charter, alliance=alliance, version=version)
    done(request, lambda: deeds.accept_charter(alliance, room, read, by=doer(request)), _("The room has accepted this version."))
    return redirect("alliance:charter", slug=alliance.slug)


def _behind(request: HttpRequest, alliance: Alliance, in_force: Charter | None) -> list[Seat]:
    """Seats of the reader's rooms that accepted an older version."""
    person = person_of(request)
    if person is None or in_force is None:
        return []
    seats = Seat.objects.now().filter(alliance=alliance, room__in=owned_member_rooms(person, alliance))
    return list(seats.exclude(charter=in_force).select_related("room", "charter").order_by("room__name"))
