"""The door of a sitting, opened by hand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from multaqa.accounts.refusals import sentence
from multaqa.assembly.domain import doors, rehearsing
from multaqa.assembly.models import Sitting
from multaqa.common.refusal import Refused
from multaqa.rooms.views.reach import doer


@login_required
@require_POST
def open_doors(request: HttpRequest, sitting: int) -> HttpResponse:
    """Opens the doors and leads into the room."""
    row = get_object_or_404(Sitting.objects.select_related("cycle__series__alliance", "room"), pk=sitting)
    try:
        doors.open_doors(row, by=doer(request))
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect("assembly:cycle", row.cycle_id)
    assert row.room is not None
    return redirect("live", slug=row.room.slug)


@login_required
@require_POST
def rehearse(request: HttpRequest, sitting: int) -> HttpResponse:
    """Opens the doors of a rehearsal and leads into the room."""
    row = get_object_or_404(Sitting.objects.select_related("cycle__series__alliance", "room"), pk=sitting)
    try:
        doors.open_doors(rehearsing.rehearse(row, by=doer(request)), by=doer(request))
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect("assembly:cycle", row.cycle_id)
    assert row.room is not None
    return redirect("live", slug=row.room.slug)
