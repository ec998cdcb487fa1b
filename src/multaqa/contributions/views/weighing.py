"""The committee's page: everything that waits for an answer, decided one by one and published together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from multaqa.accounts.refusals import sentence
from multaqa.common.digits import digits_in_use, format_number
from multaqa.common.refusal import Refused
from multaqa.contributions.domain import weighing
from multaqa.contributions.enums import State
from multaqa.contributions.models import Call, Contribution
from multaqa.contributions.views.show import page_of, readable
from multaqa.rooms.views.reach import doer, done

WAITING = (State.SUBMITTED, State.UNDER_REVIEW, State.NEEDS_CHANGES)


@login_required
@require_safe
def review(request: HttpRequest, call: int) -> HttpResponse:
    """What waits, and what is decided and not yet published."""
    row = get_object_or_404(Call.objects.select_related("alliance"), pk=call)
    if not weighing.is_committee(doer(request), row):
        raise PermissionDenied
    waiting = Contribution.objects.filter(call=row, state__in=WAITING).annotate(supporters=Count("endorsements"))
    rows = list(waiting.select_related("from_room").order_by("-supporters", "number"))
    pending = [(one, State(one.pending_state).label) for one in rows if one.pending_state]
    return render(request, "contributions/review.html", {"call": row, "rows": rows, "pending": pending})


@login_required
@require_POST
def publish(request: HttpRequest, call: int) -> HttpResponse:
    """Publishes what was decided."""
    row = get_object_or_404(Call.objects.select_related("alliance"), pk=call)
    try:
        count = weighing.publish_all(row, by=doer(request))
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        said = ngettext("%(count)s answer is published.", "%(count)s answers are published.", count)
        messages.success(request, said % {"count": format_number(count, digits_in_use(get_language() or "ar"))})
    return redirect("contributions:review", row.pk)


@login_required
@require_POST
def weigh(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Takes it under review, gives it back with a note, or decides."""
    row, by = readable(request, pk), doer(request)
    text = request.POST.get("answer", "")
    try:
        match deed:
            case "take":
                weighing.take(row, by=by)
            case "return":
                weighing.request_changes(row, note=text, by=by)
            case State.ACCEPTED | State.NOT_ACCEPTED | State.DEFERRED:
                weighing.decide(row, deed, answer=text, by=by)
            case _:
                raise Http404
    except Refused as refused:
        return page_of(request, row, status=422, typed_answer=text, refusal=sentence(refused))
    done(request, lambda: None, _("Kept."))
    return redirect("contributions:contribution", pk)
