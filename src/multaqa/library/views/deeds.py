"""What is done to recordings: withheld, given back, named better, made into files."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.common.refusal import Refused
from multaqa.library.domain import making, marks, withholding
from multaqa.library.models import Mark
from multaqa.library.views.reach import heard_gathering, heard_recording


@login_required
@require_POST
def withhold(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nobody hears it from now on."""
    recording, why = heard_recording(request, public_id), request.POST.get("why", "")
    _do(
        request,
        lambda: withholding.withhold(recording, why, by=_doer(request)),
        _("This part is withheld. Its place stays visible."),
    )
    return redirect("library:turn", public_id=public_id)


@login_required
@require_POST
def give_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """It can be heard again."""
    recording = heard_recording(request, public_id)
    _do(request, lambda: withholding.give_back(recording, by=_doer(request)), _("This part can be heard again."))
    return redirect("library:turn", public_id=public_id)


@login_required
@require_POST
def retitle(request: HttpRequest, gathering: int, mark: int) -> HttpResponse:
    """A chapter gets a better name."""
    found = get_object_or_404(Mark, pk=mark, gathering=heard_gathering(request, gathering))
    title = request.POST.get("title", "")
    _do(request, lambda: marks.retitle(found, title, by=_doer(request)), _("The title is corrected."))
    return redirect("library:sitting", gathering=gathering)


@require_POST
def make(request: HttpRequest, gathering: int, kind: str) -> HttpResponse:
    """The whole is wished for as a file. Whoever may hear it may: however many wish, it is made once."""
    if kind not in making.KINDS:
        raise Http404
    making.want_whole(heard_gathering(request, gathering), kind)
    return redirect("library:sitting", gathering=gathering)


def _doer(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _do(request: HttpRequest, deed: Callable[[], Any], said: str) -> None:
    try:
        deed()
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, said)
