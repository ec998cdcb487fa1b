"""Attendance and participation of a sitting: a page with pictures, and its tables for a spreadsheet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from multaqa.assembly.domain.report import Report, has_report, is_public, read_report, sees_all
from multaqa.assembly.domain.report_pictures import bars, timeline
from multaqa.assembly.domain.report_tables import OF_PEOPLE, TABLES, as_csv, table_of
from multaqa.assembly.domain.report_words import capacity_word, door_word, kind_word
from multaqa.assembly.models import Minutes, Sitting
from multaqa.assembly.templatetags.report import lasted
from multaqa.rooms.views.reach import person_of

ROWS_OF_PRESENCE = 12


@require_safe
def report(request: HttpRequest, sitting: int) -> HttpResponse:
    """Everything for the offices and the delegates; the totals for everybody once the minutes are published."""
    row, names = _reached(request, sitting)
    told = read_report(row, closed_too=names)
    with timezone.override(row.time_zone):
        return render(request, "assembly/report.html", _shown(row, told, names))


@require_safe
def report_csv(request: HttpRequest, sitting: int) -> HttpResponse:
    """A table, `?table=rooms|speakers|presence|totals`. Speakers are for those who see names."""
    row, names = _reached(request, sitting)
    table = request.GET.get("table", "rooms")
    if table not in TABLES or (table in OF_PEOPLE and not names):
        raise Http404
    told = read_report(row, closed_too=names)
    answer = HttpResponse(as_csv(table_of(told, table, row.time_zone, names=names)), content_type="text/csv; charset=utf-8")
    name = f"multaqa-{row.cycle.number}-{row.kind}-{table}.csv"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"], answer["X-Content-Type-Options"] = "private, no-store", "nosniff"
    return answer


def _reached(request: HttpRequest, pk: int) -> tuple[Sitting, bool]:
    """The sitting and whether they see everything; 404 for whoever sees nothing of it."""
    row = get_object_or_404(Sitting.objects.select_related("cycle__series__alliance", "room", "gathering"), pk=pk)
    names = sees_all(person_of(request), row)
    if not has_report(row) or not (names or is_public(row)):
        raise Http404
    return row, names


def _shown(row: Sitting, told: Report, names: bool) -> dict[str, Any]:
    language = get_language() or "ar"
    spoke = sorted((each for each in told.rooms if each.spoken), key=lambda each: -each.spoken)
    present = [each for each in told.rooms if each.seconds]
    step = max(1, len(told.presence) // ROWS_OF_PRESENCE)
    return {
        "sitting": row,
        "report": told,
        "names": names,
        "has_minutes": Minutes.objects.filter(sitting=row).exists(),
        "doors": [(door_word(door), seconds) for door, seconds in told.doors.items()],
        "capacities": [(capacity_word(each.name), each) for each in told.capacities],
        "kinds": [(kind_word(each.name), each) for each in told.kinds],
        "speakers": [(capacity_word(each.capacity), each) for each in told.speakers],
        # The table has fewer rows than the picture has steps; each tells the most of its part.
        "presence": [
            (some[0].at, max(part.present for part in some))
            for some in (told.presence[at : at + step] for at in range(0, len(told.presence), step))
        ],
        "presence_picture": timeline(_("How many were there over time"), told.presence, told.ended, row.time_zone, language),
        "rooms_picture": bars(_("Presence of the rooms"), [(r.name, r.seconds, lasted(r.seconds)) for r in present], language),
        "spoken_picture": bars(_("Speaking time by room"), [(r.name, r.spoken, lasted(r.spoken)) for r in spoke], language),
        "doors_picture": bars(
            _("Time by door"), [(door_word(door), seconds, lasted(seconds)) for door, seconds in told.doors.items()], language
        ),
        "capacities_picture": bars(
            _("Speaking time by capacity"),
            [(capacity_word(each.name), each.spoken, lasted(each.spoken)) for each in told.capacities],
            language,
        ),
    }
