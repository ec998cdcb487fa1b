"""The order of a room: what is in force, and the log of acts with its undo."""

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from multaqa.rooms.domain import acts, lengths, order, undoing
from multaqa.rooms.forms import LengthForm, number_asked
from multaqa.rooms.models import Act, Sanction
from multaqa.rooms.views.reach import doer, done, reached

ACTS_ON_A_PAGE = 30


@login_required
@require_safe
def supervising(request: HttpRequest, slug: str) -> HttpResponse:
    """`?before=` is the number of the act from which the log goes on."""
    room = reached(request, slug, "rooms.supervise")
    before = number_asked(request.GET.get("before", ""))
    found = acts.latest(room, before=before, limit=ACTS_ON_A_PAGE + 1)
    shown = found[:ACTS_ON_A_PAGE]
    prefetch_related_objects(shown, "gathering")
    sanctions = Sanction.objects.in_force().filter(room=room).select_related("person", "by").order_by("-pk")
    return render(
        request,
        "rooms/order.html",
        {
            "room": room,
            "tab": "order",
            "sanctions": [(one, LengthForm(auto_id=False, without_end=one.kind not in order.LEAVING)) for one in sanctions],
            "acts": [(act, acts.can_undo(act)) for act in shown],
            "before": before,
            "earlier": shown[-1].pk if len(found) > len(shown) else None,
        },
    )


@login_required
@require_POST
def lift(request: HttpRequest, slug: str, sanction: int) -> HttpResponse:
    """Ends a sanction before its time."""
    room = reached(request, slug, "rooms.supervise")
    row = get_object_or_404(Sanction.objects.select_related("room", "person"), room=room, pk=sanction)
    done(request, lambda: order.lift(row, why=request.POST.get("why", "")[:300], by=doer(request)), _("The sanction is lifted."))
    return redirect("rooms:order", slug=room.slug)


@login_required
@require_POST
def change(request: HttpRequest, slug: str, sanction: int) -> HttpResponse:
    """Gives a sanction another length from now."""
    room = reached(request, slug, "rooms.supervise")
    row = get_object_or_404(Sanction.objects.select_related("room", "person"), room=room, pk=sanction)
    form = LengthForm(request.POST, without_end=row.kind not in order.LEAVING)
    if form.is_valid():
        minutes = form.cleaned_data["minutes"]
        done(request, lambda: lengths.change_length(row, minutes=minutes, by=doer(request)), _("The length is changed."))
    return redirect("rooms:order", slug=room.slug)


@login_required
@require_POST
def undo(request: HttpRequest, slug: str, act: int) -> HttpResponse:
    """Takes an act back; it stays in the log, struck through."""
    room = reached(request, slug, "rooms.supervise")
    row = get_object_or_404(Act.objects.select_related("room", "gathering", "subject"), room=room, pk=act)
    done(request, lambda: undoing.undo(row, by=doer(request)), _("The act is undone."))
    return redirect("rooms:order", slug=room.slug)
