"""The call's list, and what was brought: its state, its answer, its text, its support and its discussion."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from multaqa.accounts.refusals import sentence
from multaqa.common.refusal import Refused
from multaqa.contributions.domain import supporting
from multaqa.contributions.domain.searching import answering_to
from multaqa.contributions.domain.weighing import is_committee
from multaqa.contributions.enums import CommentKind, Kind, State
from multaqa.contributions.models import Call, Comment, Contribution, Endorsement
from multaqa.contributions.rules import may_hand_in
from multaqa.contributions.views.reading import as_html
from multaqa.contributions.views.shelf import shelf_of
from multaqa.rooms.views.reach import doer, person_of

ON_A_PAGE = 20
HIDDEN = (State.DRAFT, State.WITHDRAWN)


@require_safe
def call(request: HttpRequest, call: int) -> HttpResponse:
    """What was brought, the most supported first; searched by `?q=` in any spelling, filtered by `?kind=`."""
    row = get_object_or_404(Call.objects.select_related("alliance"), pk=call)
    words, kind = request.GET.get("q", "")[:80], request.GET.get("kind", "")
    found = answering_to(brought(row, request), words)
    if kind in Kind.values:
        found = found.filter(kind=kind)
    page = Paginator(found.order_by(F("supporters").desc(), "number"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": row,
        "page": page,
        "words": words,
        "kind": kind,
        "kinds": [(one.value, one.label) for one in Kind if one in row.takes],
        "committee": is_committee(person_of(request), row),
        "hands_in": row.takes_papers and may_hand_in(person_of(request), row),
    }
    return render(request, "contributions/call.html", context)


def brought(row: Call, request: HttpRequest) -> QuerySet[Contribution]:
    """What everybody may see of a call, with its support and whether the reader gave it."""
    person = person_of(request)
    own = Endorsement.objects.filter(contribution=OuterRef("pk"), person=person)
    found = Contribution.objects.filter(call=row).exclude(state__in=HIDDEN).select_related("from_room")
    return found.annotate(supporters=Count("endorsements"), supported=Exists(own))


@require_safe
def numbered(request: HttpRequest, call: int, number: int) -> HttpResponse:
    """By its number in the call."""
    row = get_object_or_404(Contribution, call=call, number=number)
    return redirect("contributions:contribution", row.pk)


@require_safe
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """One page: state, title, answer, text; then support, trace and discussion."""
    return page_of(request, readable(request, pk))


def readable(request: HttpRequest, pk: int) -> Contribution:
    """A contribution the reader may see; what was taken back is its author's."""
    rows = Contribution.objects.select_related("call__alliance", "author", "from_room")
    row = get_object_or_404(rows, pk=pk)
    person = person_of(request)
    if row.state == State.DRAFT and (person is None or person.pk != row.author_id):
        raise Http404
    return row


def page_of(request: HttpRequest, row: Contribution, *, status: int = 200, **more: object) -> HttpResponse:
    """The page of a contribution."""
    person = person_of(request)
    committee = is_committee(person, row.call)
    rooms = Endorsement.objects.filter(contribution=row, person__memberships__until=None)
    context = {
        "one": row,
        "text": as_html(row.body),
        "steps": row.steps.select_related("by").order_by("pk"),
        "supporters": row.endorsements.count(),
        "rooms": rooms.exclude(person__memberships=None).values("person__memberships__room").distinct().count(),
        "supported": person is not None and row.endorsements.filter(person=person).exists(),
        "comments": threads(row, committee),
        "committee": committee,
        "is_author": person is not None and person.pk == row.author_id,
        "shelf": shelf_of(request, row),
        **_links(row),
        "may_comment": person is not None and row.discussion_closed_at is None,
        **more,
    }
    return render(request, "contributions/contribution.html", context, status=status)


def _links(row: Contribution) -> dict[str, object]:
    """What it went into, what went into it, and the proposals its author has not answered."""
    own = list(row.links.select_related("target", "proposed_by").order_by("pk"))
    came = row.linked_by.exclude(agreed_at=None).select_related("source").order_by("pk")
    return {
        "went": [one for one in own if one.agreed_at is not None],
        "came": list(came),
        "proposals": [one for one in own if one.agreed_at is None and one.refused_at is None],
        "kept_apart": [one for one in own if one.refused_at is not None],
    }


def threads(row: Contribution, committee: bool) -> list[tuple[Comment, list[Comment]]]:
    """The discussion in threads; what is for the committee only is for the committee only."""
    seen = Q() if committee else ~Q(kind=CommentKind.REVIEW)
    rows = list(row.comments.filter(seen).select_related("person").order_by("pk"))
    return [(one, [reply for reply in rows if reply.reply_to_id == one.pk]) for one in rows if one.reply_to_id is None]


@login_required
@require_POST
def endorse(request: HttpRequest, pk: int) -> HttpResponse:
    """Supports, or takes the support back; and returns to where one was."""
    row = readable(request, pk)
    try:
        supporting.endorse(row, by=doer(request))
    except Refused as refused:
        messages.error(request, sentence(refused))
    if request.POST.get("back") == "call":
        return redirect("contributions:call", row.call_id)
    return redirect("contributions:contribution", pk)


@login_required
@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A line of the discussion; what was typed stays when it is refused."""
    row = readable(request, pk)
    text, reply = request.POST.get("text", ""), request.POST.get("reply_to", "")
    try:
        supporting.comment(
            row,
            text,
            reply_to=int(reply) if reply.isdigit() else None,
            review="review" in request.POST,
            by=doer(request),
        )
    except Refused as refused:
        return page_of(request, row, status=422, typed=text, refusal=sentence(refused))
    return redirect(f"/calls/one/{pk}/#discussion")
