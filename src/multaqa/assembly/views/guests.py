"""The guests of a month: invited and followed by the coordinator; and a guest's own page, behind their personal link."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.alliance.enums import Office
from multaqa.alliance.models import OfficeHeld
from multaqa.alliance.rules import holds
from multaqa.assembly.domain import inviting
from multaqa.assembly.guest_forms import AnswerForm, InvitationForm
from multaqa.assembly.models import Cycle, Invitation
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.gatherings import live_in
from multaqa.rooms.views.inviting import qr
from multaqa.rooms.views.reach import doer, done


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def everybody(request: HttpRequest, cycle: int) -> HttpResponse:
    """The guests of a month; POST drafts an invitation."""
    month = _month(request, cycle)
    form = InvitationForm(request.POST or None, receivers=_receivers(month), initial={"receiver": doer(request).pk})
    if request.method == "POST" and form.is_valid():
        try:
            inviting.invite(month, by=doer(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", sentence(refused))
        else:
            messages.success(request, _("The invitation is drafted. Send it when the letter is right."))
            return redirect("assembly:guests", cycle=month.pk)
    return _page(request, month, form, status=422 if form.errors else 200)


def _page(request: HttpRequest, month: Cycle, form: InvitationForm, *, status: int = 200, **more: Any) -> HttpResponse:
    invitations = Invitation.objects.filter(cycle=month).select_related("guest", "receiver").order_by("pk")
    return render(
        request, "assembly/guests.html", {"cycle": month, "form": form, "invitations": invitations, **more}, status=status
    )


def _month(request: HttpRequest, pk: int) -> Cycle:
    month = get_object_or_404(Cycle.objects.select_related("series__alliance"), pk=pk)
    if not holds(doer(request), month.series.alliance, Office.COORDINATOR, Office.SECRETARY):
        raise PermissionDenied
    return month


def _receivers(month: Cycle) -> QuerySet[Person]:
    held = OfficeHeld.objects.now().filter(alliance=month.series.alliance)
    return Person.objects.present().filter(pk__in=held.values("person"))


def _invitation(pk: int) -> Invitation:
    found = Invitation.objects.select_related("cycle__series__alliance", "guest", "sitting__room", "receiver")
    return get_object_or_404(found, pk=pk)


@never_cache
@login_required
@require_POST
def send(request: HttpRequest, invitation: int) -> HttpResponse:
    """Sends the letter, or shows the link to be sent by hand."""
    return _with_link(request, _invitation(invitation), inviting.send)


@never_cache
@login_required
@require_POST
def renew(request: HttpRequest, invitation: int) -> HttpResponse:
    """A new link in place of the old one."""
    return _with_link(request, _invitation(invitation), inviting.renew)


def _with_link(request: HttpRequest, row: Invitation, deed: Callable[..., str]) -> HttpResponse:
    form = InvitationForm(receivers=_receivers(row.cycle))
    month = _month(request, row.cycle_id)
    try:
        address = deed(row, base=settings.CONFIG.public_url, by=doer(request))
    except Refused as refused:
        return _page(request, month, form, status=422, refusal=sentence(refused))
    return _page(request, month, form, made=row, made_address=address, made_code=qr(address))


@login_required
@require_POST
def thank(request: HttpRequest, invitation: int) -> HttpResponse:
    """The guest was thanked."""
    row = _invitation(invitation)
    done(request, lambda: inviting.thank(row, by=doer(request)), _("Noted: the guest was thanked."))
    return redirect("assembly:guests", cycle=row.cycle_id)


@login_required
@require_POST
def heard(request: HttpRequest, invitation: int) -> HttpResponse:
    """The sound check went well."""
    row = _invitation(invitation)
    done(request, lambda: inviting.sound_checked(row, by=doer(request)), _("Noted: the sound was checked."))
    if doer(request).pk == row.guest_id:
        return redirect("assembly:guest", row.pk)
    return redirect("assembly:guests", row.cycle_id)


@never_cache
@require_safe
def own(request: HttpRequest, invitation: int) -> HttpResponse:
    """The guest's page: the letter, the hour, the answer, the sound check, the door."""
    row = _invitation(invitation)
    return _own(request, row, AnswerForm(initial={"comes": "yes", "records": row.records, "note": row.answer_note}))


def _own(request: HttpRequest, row: Invitation, form: AnswerForm, status: int = 200) -> HttpResponse:
    if not isinstance(request.user, Person) or request.user.pk != row.guest_id:
        raise PermissionDenied
    room = row.sitting.room if row.sitting else None
    is_open = room is not None and row.sitting is not None and live_in(room) is not None and row.sitting.gathering_id is not None
    context = {"invitation": row, "form": form, "room": room, "is_open": is_open}
    return render(request, "assembly/guest.html", context, status=status)


@never_cache
@require_POST
def answer(request: HttpRequest, invitation: int) -> HttpResponse:
    """The guest answers."""
    row, form = _invitation(invitation), AnswerForm(request.POST)
    if not form.is_valid():
        return _own(request, row, form, status=422)
    if not isinstance(request.user, Person):
        raise PermissionDenied
    said = form.cleaned_data
    by, comes = doer(request), said["comes"] == "yes"
    done(
        request,
        lambda: inviting.answer(row, comes=comes, records=said["records"], note=said["note"], by=by),
        _("Thank you. Your answer has reached the hosts."),
    )
    return redirect("assembly:guest", row.pk)
