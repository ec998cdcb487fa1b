"""The page on which an agenda is built. Everything on it is a form with a button; dragging and keys press the same ones."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.alliance.rules import belongs
from multaqa.assembly.agenda_forms import ItemForm, SuggestForm
from multaqa.assembly.domain import agenda, backlog
from multaqa.assembly.domain.sitting_views import is_over
from multaqa.assembly.enums import ItemState
from multaqa.assembly.models import AgendaItem, BacklogItem, Sitting
from multaqa.common.refusal import Refused
from multaqa.contributions.models import Contribution
from multaqa.rooms.views.reach import doer, person_of

Deed = Callable[[HttpRequest, Sitting], HttpResponse]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def build(request: HttpRequest, sitting: int) -> HttpResponse:
    """The agenda and what waits for it; POST does the deed named by its button."""
    found = get_object_or_404(Sitting.objects.select_related("cycle__series__alliance", "room", "gathering"), pk=sitting)
    if not (agenda.may_build(person_of(request), found) or belongs(person_of(request), found.cycle.series.alliance)):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, found)
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise Http404
    try:
        return deed(request, found)
    except Refused as refused:
        return _page(request, found, refusal=sentence(refused), status=422)


def _page(request: HttpRequest, sitting: Sitting, *, status: int = 200, **tried: Any) -> HttpResponse:
    person = doer(request)
    builds = agenda.may_build(person, sitting) and not is_over(sitting)
    drawn = agenda.lines(sitting)
    planned = int((sitting.ends_at - sitting.starts_at).total_seconds() // 60)
    total = agenda.minutes_in_all(drawn)
    editing = _editing(request, sitting) if builds else None
    context = {
        "sitting": sitting,
        "cycle": sitting.cycle,
        "lines": drawn,
        "builds": builds,
        "total": total,
        "planned": planned,
        "over": max(0, total - planned),
        "share": min(100, round(100 * total / planned)) if planned else 100,
        "accepted": backlog.accepted(sitting).select_related("author") if builds else [],
        "waiting": backlog.waiting(sitting.cycle.series),
        "form": ItemForm(sitting=sitting) if builds else None,
        "suggest": SuggestForm(),
        "editing": editing,
        "edit": _edit_form(sitting, editing) if editing else None,
    }
    return render(request, "assembly/agenda.html", context | tried, status=status)


def _editing(request: HttpRequest, sitting: Sitting) -> AgendaItem | None:
    asked = request.GET.get("edit", "")
    rows = AgendaItem.objects.filter(sitting=sitting, state=ItemState.PLANNED)
    return rows.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 10 else None


def _edit_form(sitting: Sitting, item: AgendaItem) -> ItemForm:
    initial = {name: getattr(item, name) for name in agenda.FIELDS} | {"presenter": item.presenter_id}
    return ItemForm(sitting=sitting, initial=initial, prefix="edit")


def _back(sitting: Sitting, item: int = 0) -> HttpResponseRedirect:
    place = reverse("assembly:agenda", args=[sitting.pk])
    return redirect(f"{place}#item-{item}" if item else place)


def _item(request: HttpRequest, sitting: Sitting) -> AgendaItem:
    rows = AgendaItem.objects.select_related("sitting__cycle__series__alliance", "parent")
    return get_object_or_404(rows, sitting=sitting, pk=_number(request, "item"))


def _number(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    if not said.isdecimal() or len(said) > 18:
        raise Http404
    return int(said)


def _number_or_none(request: HttpRequest, name: str) -> int | None:
    return _number(request, name) if request.POST.get(name) else None


# ── deeds ──


def _add(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    form = ItemForm(request.POST, sitting=sitting)
    if not form.is_valid():
        return _page(request, sitting, form=form, status=422)
    item = agenda.add_item(sitting, by=doer(request), **form.cleaned_data)
    messages.success(request, _("The item is on the agenda."))
    return _back(sitting, item.pk)


def _edit(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    item = _item(request, sitting)
    form = ItemForm(request.POST, sitting=sitting, prefix="edit")
    if not form.is_valid():
        return _page(request, sitting, editing=item, edit=form, status=422)
    try:
        agenda.edit_item(item, by=doer(request), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return _page(request, sitting, editing=item, edit=form, status=422)
    messages.success(request, _("The item is changed."))
    return _back(sitting, item.pk)


def _contribution(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    chosen = backlog.accepted(sitting).select_related("author")
    row: Contribution = get_object_or_404(chosen, pk=_number(request, "contribution"))
    item = agenda.add_contribution(sitting, row, by=doer(request))
    messages.success(request, _("The contribution is in the programme."))
    return _back(sitting, item.pk)


def _waits(request: HttpRequest, sitting: Sitting) -> BacklogItem:
    rows = BacklogItem.objects.select_related("series__alliance")
    return get_object_or_404(rows, series=sitting.cycle.series, pk=_number(request, "waits"))


def _take_up(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    item = backlog.take_up(sitting, _waits(request, sitting), by=doer(request))
    messages.success(request, _("The item is on the agenda."))
    return _back(sitting, item.pk)


def _drop(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    backlog.drop(_waits(request, sitting), by=doer(request))
    messages.success(request, _("It no longer waits."))
    return _back(sitting)


def _suggest(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    form = SuggestForm(request.POST)
    if not form.is_valid():
        return _page(request, sitting, suggest=form, status=422)
    backlog.suggest(sitting.cycle.series, title=form.cleaned_data["title"], by=doer(request))
    messages.success(request, _("Your item waits for the next agenda."))
    return _back(sitting)


def _step(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    item = _item(request, sitting)
    agenda.step_item(item, request.POST.get("step", ""), by=doer(request))
    return _back(sitting, item.pk)


def _place(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    item, before, below = _item(request, sitting), _number_or_none(request, "before"), _number_or_none(request, "below")
    agenda.place_item(item, before=before, below=below, by=doer(request))
    return _back(sitting, item.pk)


def _remove(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    row = backlog.remove_item(_item(request, sitting), by=doer(request))
    messages.success(
        request, _("The item is taken off the agenda.") if row is None else _("The item waits for the next meeting.")
    )
    return _back(sitting)


def _default(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    agenda.default_agenda(sitting, by=doer(request))
    messages.success(request, _("The usual items are on the agenda."))
    return _back(sitting)


DEEDS: dict[str, Deed] = {
    "add": _add,
    "edit": _edit,
    "contribution": _contribution,
    "take_up": _take_up,
    "drop": _drop,
    "suggest": _suggest,
    "step": _step,
    "place": _place,
    "remove": _remove,
    "default": _default,
}


def programme_context(sitting: Sitting, person: Person | None) -> dict[str, Any]:
    """What `assembly/includes/programme.html` shows: for any page that shows the programme of a sitting."""
    return {"sitting": sitting, "lines": agenda.lines(sitting), "builds": agenda.may_build(person, sitting)}
