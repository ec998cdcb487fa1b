"""The series of an alliance: their next meetings for everybody, and for coordinators the forms that make and change them."""

import datetime as dt
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from multaqa.accounts.forms import refused_name
from multaqa.alliance import series_refusals as series_refusals  # joins its sentences
from multaqa.alliance.domain import recurrence
from multaqa.alliance.domain import series as deeds
from multaqa.alliance.domain.hijri_months import (
    MonthStarts,
    after,
    computed_first_day,
    day_of,
    days_in,
    first_day,
    month_name,
    months_from,
    say_both,
)
from multaqa.alliance.domain.prayer import city_name, city_of_zone, prayer_name
from multaqa.alliance.models import Alliance, HijriMonthStart, Series, SeriesException
from multaqa.alliance.rules import is_coordinator
from multaqa.alliance.series_forms import ExceptionForm, MonthStartForm, SeriesForm, zones
from multaqa.alliance.views.reach import doer, done, found, framed, person_of
from multaqa.common.digits import digits_in_use, write_digits
from multaqa.common.refusal import Refused

MONTHS_SHOWN = 12
# Turbo shows an answer to a POST only when it leads elsewhere or refuses; a preview saves nothing and says so.
NOTHING_SAVED = 422
FIELDS_OF_RULE = frozenset({"rule_unreadable", "rule_never"})


class Row(NamedTuple):
    """An occasion as it is read. `prayers` are whole sentences."""

    planned: deeds.Planned
    day: str
    hour: str
    prepare_day: str
    prepare_hour: str
    prayers: list[str]
    is_moved: bool


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Every standing series with its next twelve meetings."""
    alliance = found(slug)
    standing = Series.objects.filter(alliance=alliance, ended_at=None).select_related("alliance").order_by("pk")
    shown = [
        {"series": one, "rows": rows_of(one), "zone": city_of_zone(one.time_zone, _language()), "city": city_name(one.city)}
        for one in standing
    ]
    return framed(request, "series", alliance, "series", {"shown": shown})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Makes a series; the button of the preview shows its days first and keeps nothing."""
    return _form(request, _coordinated(request, slug), None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, series: int) -> HttpResponse:
    """Changes a series; what was planned stays where it is."""
    alliance = _coordinated(request, slug)
    return _form(request, alliance, _standing(alliance, series))


@login_required
@require_POST
def end(request: HttpRequest, slug: str, series: int) -> HttpResponse:
    """Ends a series."""
    alliance = _coordinated(request, slug)
    one = get_object_or_404(Series, alliance=alliance, pk=series)
    done(request, lambda: deeds.end_series(one, by=doer(request)), _("The series has ended. What was planned stays."))
    return redirect("alliance:series", slug=alliance.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exceptions(request: HttpRequest, slug: str, series: int) -> HttpResponse:
    """Days left out or moved, and the form for another one."""
    alliance = _coordinated(request, slug)
    one = _standing(alliance, series)
    starts, language = deeds.month_starts(alliance), _language()
    days = [(row.rule_date.isoformat(), say_both(row.rule_date, starts, language)) for row in deeds.preview(one, count=24)]
    form = ExceptionForm(request.POST or None, days=days)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            date = dt.date.fromisoformat(said["date"])
            deeds.add_exception(one, date=date, moved_to=said["moved_to"], why=said["why"], by=doer(request))
        except Refused as refused:
            form.add_error("moved_to" if refused.code == "date_taken" else "date", refused_name(refused))
        else:
            messages.success(request, _("Saved. Meetings planned already stay until you move them."))
            return redirect("alliance:series_exceptions", slug=alliance.slug, series=one.pk)
    kept = SeriesException.objects.filter(series=one).select_related("by").order_by("-date")
    listed = [
        (row, say_both(row.date, starts, language), row.moved_to and say_both(row.moved_to, starts, language)) for row in kept
    ]
    context = {"series": one, "form": form, "listed": listed}
    return framed(request, "series_exceptions", alliance, "series", context, status=NOTHING_SAVED if form.errors else 200)


@login_required
@require_POST
def drop_exception(request: HttpRequest, slug: str, series: int, exception: int) -> HttpResponse:
    """Lets a day be held as the rule has it."""
    alliance = _coordinated(request, slug)
    row = get_object_or_404(SeriesException, series__alliance=alliance, series=series, pk=exception)
    done(request, lambda: deeds.drop_exception(row, by=doer(request)), _("The day is held as the rule has it."))
    return redirect("alliance:series_exceptions", slug=alliance.slug, series=series)


@require_http_methods(["GET", "HEAD", "POST"])
def months(request: HttpRequest, slug: str) -> HttpResponse:
    """The Hijri months as this alliance keeps them: for everybody to read, for coordinators to announce."""
    alliance = found(slug)
    coordinates = is_coordinator(person_of(request), alliance)
    if request.method == "POST" and not coordinates:
        raise PermissionDenied
    form = MonthStartForm(request.POST or None, initial=_next_month(alliance)) if coordinates else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            deeds.announce_month_start(alliance, **form.cleaned_data, by=doer(request))
        except Refused as refused:
            form.add_error("starts_on", refused_name(refused))
        else:
            messages.success(request, _("Announced. Meetings planned already stay until you move them."))
            return redirect("alliance:series_months", slug=alliance.slug)
    context = {"form": form, "months": _months(alliance)}
    return framed(request, "series_months", alliance, "series", context, status=NOTHING_SAVED if form and form.errors else 200)


@login_required
@require_POST
def drop_month(request: HttpRequest, slug: str, start: int) -> HttpResponse:
    """Lets a month begin as the tables have it."""
    alliance = _coordinated(request, slug)
    row = get_object_or_404(HijriMonthStart, alliance=alliance, pk=start)
    done(request, lambda: deeds.withdraw_month_start(row, by=doer(request)), _("The month begins as the tables have it."))
    return redirect("alliance:series_months", slug=alliance.slug)


def rows_of(one: Series, count: int = deeds.SHOWN) -> list[Row]:
    """The next meetings of a series as they are read. Raises Refused for a rule that is refused."""
    starts = deeds.month_starts(one.alliance)
    return [_row(planned, one, starts) for planned in deeds.preview(one, count=count)]


def _form(request: HttpRequest, alliance: Alliance, one: Series | None) -> HttpResponse:
    form = SeriesForm(request.POST or None, alliance=alliance, series=one)
    rows: list[Row] = []
    if request.method == "POST" and form.is_valid():
        try:
            rows = rows_of(_drafted(alliance, one, form.fields_of_series()))
            if "save" in request.POST:
                return _saved(request, alliance, one, form.fields_of_series())
        except Refused as refused:
            form.add_error(_field_of(refused, form), refused_name(refused))
    context = {"series": one, "form": form, "rows": rows, "zones": zones()}
    status = NOTHING_SAVED if request.method == "POST" else 200
    return framed(request, "series_form", alliance, "series", context, status=status)


def _saved(request: HttpRequest, alliance: Alliance, one: Series | None, fields: dict[str, Any]) -> HttpResponse:
    if one is None:
        deeds.make_series(alliance, **fields, by=doer(request))
        messages.success(request, _("The series is made."))
    else:
        deeds.change_series(one, **fields, by=doer(request))
        messages.success(request, _("Saved. Meetings planned already stay until you move them."))
    return redirect("alliance:series", slug=alliance.slug)


def _drafted(alliance: Alliance, one: Series | None, fields: dict[str, Any]) -> Series:
    """The series as it would be, with the exceptions of the one it changes; it is never saved."""
    draft = Series(alliance=alliance, pk=one.pk if one else None)
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft


def _field_of(refused: Refused, form: SeriesForm) -> str | None:
    if refused.code in FIELDS_OF_RULE:
        return "rule_text" if form.cleaned_data.get("rule_text") else "day"
    return {"series_title_taken": "title", "rule_from": "starts_on", "series_days": "call_days", "quorum_wrong": "quorum"}.get(
        refused.code
    )


def _row(planned: deeds.Planned, one: Series, starts: MonthStarts) -> Row:
    language = _language()
    return Row(
        planned,
        say_both(planned.date, starts, language),
        _clock(planned.starts_at, one),
        say_both(planned.prepare_date, starts, language),
        _clock(planned.prepares_at, one),
        [
            *(_warning(prayer, at, one, preparatory=True) for prayer, at in planned.preparatory_prayers),
            *(_warning(prayer, at, one, preparatory=False) for prayer, at in planned.prayers),
        ],
        planned.date != planned.rule_date,
    )


def _warning(prayer: str, at: dt.datetime, one: Series, *, preparatory: bool) -> str:
    said = _("{prayer} comes in at {time} during the preparatory meeting") if preparatory else _("{prayer} comes in at {time}")
    return said.format(prayer=prayer_name(prayer), time=_clock(at, one))


def _clock(at: dt.datetime, one: Series) -> str:
    local = at.astimezone(recurrence.zone_of(one.time_zone))
    return write_digits(local.strftime("%H:%M"), digits_in_use(_language()))


def _months(alliance: Alliance) -> list[dict[str, Any]]:
    starts, language = deeds.month_starts(alliance), _language()
    announced = {(row.year, row.month): row for row in HijriMonthStart.objects.filter(alliance=alliance).select_related("by")}
    found_months = [month for month, _n in zip(months_from(timezone.localdate()), range(MONTHS_SHOWN), strict=False)]
    return [
        {
            "name": f"{month_name(month, language)} {write_digits(str(year), digits_in_use(language))}",
            "begins": say_both(first_day(year, month, starts), starts, language),
            "computed": say_both(computed_first_day(year, month), {}, language),
            "differs": first_day(year, month, starts) != computed_first_day(year, month),
            "days": days_in(year, month, starts),
            "announced": announced.get((year, month)),
        }
        for year, month in found_months
    ]


def _next_month(alliance: Alliance) -> dict[str, Any]:
    starts = deeds.month_starts(alliance)
    today = day_of(timezone.localdate(), starts)
    if today is None:
        return {}
    year, month = after(today.year, today.month)
    return {"year": year, "month": month, "starts_on": first_day(year, month, starts)}


def _coordinated(request: HttpRequest, slug: str) -> Alliance:
    alliance = found(slug)
    if not is_coordinator(doer(request), alliance):
        raise PermissionDenied
    return alliance


def _standing(alliance: Alliance, pk: int) -> Series:
    return get_object_or_404(Series.objects.select_related("alliance"), alliance=alliance, pk=pk, ended_at=None)


def _language() -> str:
    return get_language() or "ar"
