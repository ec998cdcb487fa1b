"""Handing in a working paper, and what the committee does with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from multaqa.accounts.refusals import sentence
from multaqa.common.refusal import Refused
from multaqa.contributions import rules
from multaqa.contributions.domain import approving, handing_in
from multaqa.contributions.forms import HandInAgainForm, HandInForm
from multaqa.contributions.models import Call
from multaqa.contributions.views.paper_files import revision_for
from multaqa.contributions.views.show import page_of, readable
from multaqa.rooms.views.reach import doer

OF_THE_FILE = ("file_empty", "file_too_large", "file_kind_not_taken", "file_not_as_named", "file_needed")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, call: int) -> HttpResponse:
    """The form; what was typed stays when it is refused."""
    row = get_object_or_404(Call.objects.select_related("alliance"), pk=call)
    if not rules.may_hand_in(doer(request), row):
        raise PermissionDenied
    form = HandInForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = handing_in.hand_in(row, language=get_language() or "ar", by=doer(request), **_with_file(form.cleaned_data))
        except Refused as refused:
            field = "file" if refused.code in OF_THE_FILE else "title" if refused.code == "title_needed" else None
            form.add_error(field, sentence(refused))
        else:
            messages.success(request, _("The paper is handed in. Its pages are being prepared."))
            return redirect("contributions:contribution", made.pk)
    return render(request, "contributions/hand_in.html", {"call": row, "form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def hand_in_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Another file of a paper that came back, or that could not be prepared."""
    row = readable(request, pk)
    form = HandInAgainForm(request.POST, request.FILES)
    try:
        form.is_valid()
        handing_in.hand_in_again(row, by=doer(request), **_with_file(form.cleaned_data))
    except Refused as refused:
        return page_of(request, row, status=422, paper_refusal=sentence(refused))
    messages.success(request, _("The paper is handed in. Its pages are being prepared."))
    return redirect("contributions:contribution", pk)


@login_required
@require_POST
def weigh(request: HttpRequest, revision: int, deed: str) -> HttpResponse:
    """Approves it, gives it back with a note, or publishes it."""
    found, by = revision_for(request, revision), doer(request)
    row = readable(request, found.paper.contribution_id)
    note = request.POST.get("note", "")
    try:
        match deed:
            case "approve":
                approving.approve(found, by=by)
                said = _("The paper is approved. Delegates can read it.")
            case "return":
                approving.give_back(found, note=note, by=by)
                said = _("The paper is given back to its author.")
            case "publish":
                approving.publish(found, by=by)
                said = _("The paper is published. Everybody can read it.")
            case _:
                raise Http404
    except Refused as refused:
        return page_of(request, row, status=422, typed_note=note, paper_refusal=sentence(refused))
    messages.success(request, said)
    return redirect("contributions:contribution", row.pk)


def _with_file(given: dict[str, Any]) -> dict[str, Any]:
    """What was given, if a file is among it. Raises Refused: file_needed."""
    if given.get("file") is None:
        raise Refused("file_needed")
    return given
