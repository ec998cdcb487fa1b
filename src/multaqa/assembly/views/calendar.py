"""Calendar files and subscriptions. `?lang=ar|en` chooses the language of the entries: a calendar program has none."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from multaqa.alliance.models import Alliance
from multaqa.assembly.domain import calendar
from multaqa.assembly.models import Cycle, Sitting
from multaqa.rooms.views.reach import doer, person_of

FEED_SECONDS = 900


@require_safe
def sitting_ics(request: HttpRequest, sitting: int) -> HttpResponse:
    """One sitting; 404 for whoever may not know of it."""
    one = get_object_or_404(calendar.published(), pk=sitting)
    if not calendar.may_know(person_of(request), one):
        raise Http404
    return _sent(request, [one], name=one.cycle.series.title, file=f"sitting-{one.pk}")


@require_safe
def cycle_ics(request: HttpRequest, cycle: int) -> HttpResponse:
    """The sittings of a month that the reader may know of."""
    month = get_object_or_404(Cycle.objects.select_related("series__alliance"), pk=cycle)
    found = calendar.sittings_of(month, person_of(request))
    if not found:
        raise Http404
    return _sent(request, found, name=month.series.title, file=f"month-{month.pk}")


@require_safe
def alliance_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """What everybody may listen to in an alliance, to subscribe to."""
    alliance = get_object_or_404(Alliance, slug=slug)
    response = _sent(request, calendar.public_sittings(alliance), name=alliance.name, file=alliance.slug)
    response["Cache-Control"] = f"public, max-age={FEED_SECONDS}"
    return response


@require_safe
def personal_ics(request: HttpRequest, token: str) -> HttpResponse:
    """A person's own calendar, behind a secret address: a calendar program cannot sign in."""
    person = calendar.bearer_of(token)
    if person is None:
        raise Http404
    with override(_language(request, person.language)):
        name = _("My meetings")
    return _sent(request, calendar.sittings_for(person), name=name, file="multaqa", otherwise=person.language)


@login_required
@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """The addresses to subscribe to: one's own, and those of one's alliances."""
    person, site = doer(request), settings.CSRF_TRUSTED_ORIGINS[0]
    ask = f"?lang={'ar' if (get_language() or 'ar').startswith('ar') else 'en'}"
    alliances = [
        (alliance, site + reverse("assembly:alliance_ics", args=(alliance.slug,)) + ask)
        for alliance in calendar.alliances_of(person)
    ]
    context = {"own": site + calendar.personal_address(person) + ask, "alliances": alliances}
    response = render(request, "assembly/calendars.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _sent(request: HttpRequest, sittings: Iterable[Sitting], *, name: str, file: str, otherwise: str = "") -> HttpResponse:
    language = _language(request, otherwise)
    made = calendar.feed(sittings, name=name, language=language, site=settings.CSRF_TRUSTED_ORIGINS[0])
    response = HttpResponse(made.body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{calendar.file_name(file)}"'
    response["Content-Language"] = language
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = made.etag
    response["Last-Modified"] = http_date(made.changed_at.timestamp())
    # The entity tag alone decides: a change nobody wrote a moment for still changes what is sent.
    answer = get_conditional_response(request, etag=made.etag, response=response)
    return answer if isinstance(answer, HttpResponse) else response


def _language(request: HttpRequest, otherwise: str = "") -> str:
    known = dict(settings.LANGUAGES)
    asked = request.GET.get("lang", "")
    return next((one for one in (asked, otherwise, get_language() or "") if one in known), settings.LANGUAGE_CODE)
