"""Merging two contributions, and saying that one is there already: the committee's word, and the author's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.accounts.refusals import sentence
from multaqa.common.digits import latin_digits
from multaqa.common.refusal import Refused
from multaqa.contributions.domain import linking
from multaqa.contributions.models import Link
from multaqa.contributions.views.show import page_of, readable
from multaqa.rooms.views.reach import doer


@login_required
@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposes to merge it into another, or marks it as there already; the other is named by its number."""
    row, typed = readable(request, pk), request.POST.get("other", "")
    number = latin_digits(typed).strip()
    deed = linking.mark_duplicate if "duplicate" in request.POST else linking.propose_merge
    try:
        if not number.isdecimal():
            raise Refused("no_such_contribution")
        deed(row, int(number[:9]), by=doer(request))
    except Refused as refused:
        return page_of(request, row, status=422, typed_other=typed, refusal=sentence(refused))
    if "duplicate" in request.POST:
        messages.success(request, _("It is marked, and its author reads where the other stands."))
    else:
        messages.success(request, _("The proposal waits for its author."))
    return redirect("contributions:contribution", pk)


@login_required
@require_POST
def answer(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """The author's word on a proposal to merge."""
    row = get_object_or_404(Link.objects.select_related("source__call__alliance"), pk=pk)
    deeds = {"agree": linking.agree, "apart": linking.keep_apart}
    if deed not in deeds:
        raise Http404
    try:
        deeds[deed](row, by=doer(request))
    except Refused as refused:
        return page_of(request, readable(request, row.source_id), status=422, refusal=sentence(refused))
    return redirect("contributions:contribution", row.target_id if deed == "agree" else row.source_id)
