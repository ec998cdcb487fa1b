"""What a coordinator fills in about a series: when it meets, in the words of people; what is left out or moved; and on which
day a Hijri month began."""

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from multaqa.accounts.forms import NEAR_ZONES
from multaqa.alliance.domain.hijri_months import month_name
from multaqa.alliance.domain.prayer import CITIES, city_of_zone, nearest_city
from multaqa.alliance.domain.recurrence import WEEKDAYS as CODES
from multaqa.alliance.enums import RuleCalendar
from multaqa.alliance.models import Alliance, Series
from multaqa.common.digits import digits_in_use, latin_digits, write_digits
from multaqa.rooms.forms import WEEKDAYS
from multaqa.rooms.words import length, length_of_seconds

WEEKS = [("1", _("The first")), ("2", _("The second")), ("3", _("The third")), ("4", _("The fourth")), ("-1", _("The last"))]
PATTERNS = [("weekday", _("A day of the week")), ("day", _("A day of the month"))]
QUORUMS = [("1/3", _("A third of the rooms")), ("1/2", _("Half of the rooms")), ("2/3", _("Two thirds of the rooms")),
           ("3/4", _("Three quarters of the rooms")), ("1/1", _("Every room"))]  # fmt: skip
LENGTHS = (60, 90, 120, 150, 180, 240, 300)
ROOM_SECONDS = (0, 180, 300, 600, 900, 1200, 1800)
MOST_DAYS = 90
_GREGORIAN = re.compile(r"FREQ=MONTHLY;BYDAY=(-1|[1-4])([A-Z]{2})|FREQ=MONTHLY;BYMONTHDAY=(\d+)")
_HIJRI = re.compile(r"WEEK=(-1|[1-4]);DAY=([A-Z]{2})|DAY=(\d+)")
# What of the form goes to the series as it is; the rule, the place and the quorum are put together.
PLAIN = (
    "title", "calendar", "at", "time_zone", "starts_on", "minutes", "prepare_days", "prepare_at", "call_days", "call_closes_days",
    "papers_days", "delegates_days", "seconds_a_room", "recorded", "observers_welcome",
)  # fmt: skip


def _days(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_DAYS, **more)


def _hour(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, input_formats=["%H:%M", "%H:%M:%S"], widget=widget)


def _date(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, input_formats=["%Y-%m-%d"], widget=widget, **more)


def zones() -> list[tuple[str, str]]:
    """Time zones to choose from with the city each is named after, those near us first."""
    others = {zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))}
    language = get_language() or "ar"
    return [(zone, city_of_zone(zone, language)) for zone in NEAR_ZONES + sorted(others - set(NEAR_ZONES))]


class SeriesForm(forms.Form):
    """A series of meetings. `rule_text`, when it is filled in, stands in place of the choice of a day."""

    title = forms.CharField(
        label=_("Title of the series"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    calendar = forms.ChoiceField(label=_("By which calendar?"), choices=RuleCalendar.choices, widget=forms.RadioSelect)
    pattern = forms.ChoiceField(label=_("Every month on"), choices=PATTERNS, widget=forms.RadioSelect)
    week = forms.ChoiceField(label=_("Which one of the month?"), choices=WEEKS)
    weekday = forms.TypedChoiceField(label=_("Weekday"), coerce=int, choices=WEEKDAYS)
    day = forms.TypedChoiceField(
        label=_("Day of the month"), coerce=int, help_text=_("Months that have no such day are passed over."),
    )  # fmt: skip
    at = _hour(_("Hour"))
    minutes = forms.TypedChoiceField(label=_("How long?"), coerce=int)
    time_zone = forms.CharField(
        label=_("In the time of"), max_length=64, help_text=_("Type the name of a city. The hour stays when clocks change."),
        widget=forms.TextInput(attrs={"list": "zones", "dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    starts_on = _date(_("First month from"))
    prepare_days = _days(_("Days before the open meeting"))
    prepare_at = _hour(_("Hour of the preparatory meeting"))
    call_days = _days(_("The call opens: days before the preparatory meeting"))
    call_closes_days = _days(_("The call closes: days before the preparatory meeting"))
    papers_days = _days(_("Papers are due: days before the preparatory meeting"))
    delegates_days = _days(_("Delegates are named: days before the preparatory meeting"))
    quorum = forms.ChoiceField(label=_("Quorum"), choices=QUORUMS)
    seconds_a_room = forms.TypedChoiceField(label=_("Speaking time of a room in a sitting"), coerce=int)
    recorded = forms.BooleanField(label=_("Sittings are recorded"), required=False)
    observers_welcome = forms.BooleanField(label=_("Others may listen to the preparatory meeting"), required=False)
    city = forms.ChoiceField(
        label=_("Prayer times of"), required=False,
        help_text=_("We warn when a prayer falls into a meeting, and forbid nothing."),
    )  # fmt: skip
    rule_text = forms.CharField(
        label=_("The rule in calendar words"), max_length=200, required=False,
        help_text=_("As FREQ=MONTHLY;BYDAY=-1SA, or WEEK=1;DAY=TH;MONTHS=1,9 by the Hijri calendar. Empty: as chosen above."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    latitude = forms.FloatField(label=_("Latitude of another place"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Longitude of another place"), required=False, min_value=-180, max_value=180)

    def __init__(self, *args: Any, series: Series | None = None, alliance: Alliance, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(series) if series else _new(alliance))
        super().__init__(*args, **kwargs)
        self.alliance = alliance
        said = {value: write_digits(str(value), digits_in_use(get_language() or "ar")) for value in range(1, 32)}
        self._offer("day", list(said.items()))
        own = {"minutes": series.minutes, "seconds_a_room": series.seconds_a_room} if series else {}
        self._offer("minutes", [(n, length(n)) for n in sorted({*LENGTHS, own.get("minutes", 120)})])
        rooms = sorted({*ROOM_SECONDS, own.get("seconds_a_room", 0)})
        self._offer("seconds_a_room", [(n, length_of_seconds(n) if n else gettext("No limit")) for n in rooms])
        self._offer("city", [("", gettext("No warnings")), *((key, gettext(city.name)) for key, city in CITIES.items())])
        quorum = self.initial["quorum"]
        if quorum not in dict(QUORUMS):
            self._offer("quorum", [*QUORUMS, (quorum, quorum)])

    def clean_time_zone(self) -> str:
        """One of the zones this machine knows."""
        zone: str = self.cleaned_data["time_zone"].strip().replace(" ", "_")
        if zone not in available_timezones():
            raise forms.ValidationError(gettext("This time zone is not known."), code="zone_unknown")
        return zone

    def clean(self) -> None:
        """Coordinates come in pairs."""
        said = self.cleaned_data
        if (said.get("latitude") is None) != (said.get("longitude") is None) and not self.errors:
            self.add_error("longitude", gettext("A place has a latitude and a longitude."))

    def fields_of_series(self) -> dict[str, Any]:
        """What was filled in, as `make_series` takes it."""
        said = self.cleaned_data
        numerator, denominator = said["quorum"].split("/")
        return {name: said[name] for name in PLAIN} | {
            "rule": said["rule_text"].strip().upper() or self._rule(),
            "quorum_numerator": int(numerator),
            "quorum_denominator": int(denominator),
            **self._place(),
        }

    def _rule(self) -> str:
        said, is_hijri = self.cleaned_data, self.cleaned_data["calendar"] == RuleCalendar.HIJRI
        if said["pattern"] == "day":
            return f"DAY={said['day']}" if is_hijri else f"FREQ=MONTHLY;BYMONTHDAY={said['day']}"
        code = CODES[said["weekday"]]
        return f"WEEK={said['week']};DAY={code}" if is_hijri else f"FREQ=MONTHLY;BYDAY={said['week']}{code}"

    def _place(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said["latitude"] is not None:
            return {"city": "", "city_latitude": said["latitude"], "city_longitude": said["longitude"]}
        city = CITIES.get(said["city"])
        return {
            "city": said["city"],
            "city_latitude": city.latitude if city else None,
            "city_longitude": city.longitude if city else None,
        }

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class ExceptionForm(forms.Form):
    """A day that is left out, or held on another one."""

    date = forms.TypedChoiceField(label=_("Which meeting?"), coerce=str)
    moved_to = _date(_("Held instead on"), required=False, help_text=_("Empty: it is left out."))
    why = forms.CharField(
        label=_("The reason"), max_length=300, help_text=_("Everybody sees it."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, days: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["date"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = days


class MonthStartForm(forms.Form):
    """The first day of a Hijri month, as it was announced."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=int)
    year = forms.CharField(
        label=_("Year"), max_length=4, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    starts_on = _date(_("Begins on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["month"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(n, month_name(n, get_language() or "ar")) for n in range(1, 13)]

    def clean_year(self) -> int:
        """A year in either kind of digits."""
        plain = latin_digits(self.cleaned_data["year"])
        if not (plain.isascii() and plain.isdigit()):
            raise forms.ValidationError(gettext("Write the year in digits, as 1448."), code="invalid")
        return int(plain)


def _new(alliance: Alliance) -> dict[str, Any]:
    return {
        "calendar": RuleCalendar.GREGORIAN, "pattern": "weekday", "week": "-1", "weekday": 5, "day": 15, "at": "21:00",
        "prepare_at": "21:00", "minutes": 120, "time_zone": alliance.time_zone, "prepare_days": 14, "call_days": 21,
        "call_closes_days": 2, "papers_days": 3, "delegates_days": 4, "quorum": "2/3", "seconds_a_room": 0, "recorded": True,
        "city": nearest_city(alliance.time_zone),
    }  # fmt: skip


def _initial(series: Series) -> dict[str, Any]:
    ours = series.city in CITIES
    place = {"city": series.city} if ours else {"latitude": series.city_latitude, "longitude": series.city_longitude}
    quorum = f"{series.quorum_numerator}/{series.quorum_denominator}"
    return (
        _new(series.alliance)
        | {name: getattr(series, name) for name in PLAIN}
        | _read(series)
        | {"quorum": quorum, "city": "", **place}
    )


def _read(series: Series) -> dict[str, Any]:
    """The rule as its questions, or as text when they cannot say it."""
    found = (_HIJRI if series.calendar == RuleCalendar.HIJRI else _GREGORIAN).fullmatch(series.rule)
    week, weekday, day = found.groups() if found else (None, None, None)
    if day and 1 <= int(day) <= 31:
        return {"pattern": "day", "day": int(day)}
    if week and weekday in CODES:
        return {"pattern": "weekday", "week": week, "weekday": CODES.index(weekday)}
    return {"rule_text": series.rule}
