"""Which prayers fall into a meeting, where the series reckons them. It warns, and forbids nothing."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from adhanpy.calculation.CalculationMethod import CalculationMethod
from adhanpy.calculation.CalculationParameters import CalculationParameters
from adhanpy.PrayerTimes import PrayerTimes
from babel.dates import get_timezone_location
from django.utils.translation import gettext, gettext_noop
from hijridate import Gregorian

from multaqa.alliance.models import Series

PRAYERS = {
    "fajr": gettext_noop("Fajr"),
    "dhuhr": gettext_noop("Dhuhr"),
    "asr": gettext_noop("Asr"),
    "maghrib": gettext_noop("Maghrib"),
    "isha": gettext_noop("Isha"),
}
RAMADAN = 9
# In Ramadan Umm al-Qura has two hours, not an hour and a half, between Maghrib and Isha.
RAMADAN_MINUTES = 30


class City(NamedTuple):
    """`method` is how its prayer times are reckoned; coordinates in degrees, north and east."""

    name: str
    latitude: float
    longitude: float
    zone: str
    method: CalculationMethod


_LEAGUE, _EGYPT, _MAKKAH = CalculationMethod.MUSLIM_WORLD_LEAGUE, CalculationMethod.EGYPTIAN, CalculationMethod.UMM_AL_QURA

CITIES = {
    "makkah": City(gettext_noop("Makkah"), 21.4225, 39.8262, "Asia/Riyadh", _MAKKAH),
    "madinah": City(gettext_noop("Madinah"), 24.4672, 39.6112, "Asia/Riyadh", _MAKKAH),
    "riyadh": City(gettext_noop("Riyadh"), 24.7136, 46.6753, "Asia/Riyadh", _MAKKAH),
    "kuwait": City(gettext_noop("Kuwait City"), 29.3759, 47.9774, "Asia/Kuwait", CalculationMethod.KUWAIT),
    "manama": City(gettext_noop("Manama"), 26.2285, 50.5860, "Asia/Bahrain", _MAKKAH),
    "doha": City(gettext_noop("Doha"), 25.2854, 51.5310, "Asia/Qatar", CalculationMethod.QATAR),
    "dubai": City(gettext_noop("Dubai"), 25.2048, 55.2708, "Asia/Dubai", CalculationMethod.DUBAI),
    "muscat": City(gettext_noop("Muscat"), 23.5880, 58.3829, "Asia/Muscat", _LEAGUE),
    "sanaa": City(gettext_noop("Sanaa"), 15.3694, 44.1910, "Asia/Aden", _MAKKAH),
    "baghdad": City(gettext_noop("Baghdad"), 33.3152, 44.3661, "Asia/Baghdad", _LEAGUE),
    "damascus": City(gettext_noop("Damascus"), 33.5138, 36.2765, "Asia/Damascus", _EGYPT),
    "beirut": City(gettext_noop("Beirut"), 33.8938, 35.5018, "Asia/Beirut", _EGYPT),
    "amman": City(gettext_noop("Amman"), 31.9539, 35.9106, "Asia/Amman", _LEAGUE),
    "jerusalem": City(gettext_noop("Jerusalem"), 31.7683, 35.2137, "Asia/Jerusalem", _EGYPT),
    "cairo": City(gettext_noop("Cairo"), 30.0444, 31.2357, "Africa/Cairo", _EGYPT),
    "khartoum": City(gettext_noop("Khartoum"), 15.5007, 32.5599, "Africa/Khartoum", _EGYPT),
    "tripoli": City(gettext_noop("Tripoli"), 32.8872, 13.1913, "Africa/Tripoli", _EGYPT),
    "tunis": City(gettext_noop("Tunis"), 36.8065, 10.1815, "Africa/Tunis", _LEAGUE),
    "algiers": City(gettext_noop("Algiers"), 36.7538, 3.0588, "Africa/Algiers", _LEAGUE),
    "casablanca": City(gettext_noop("Casablanca"), 33.5731, -7.5898, "Africa/Casablanca", _LEAGUE),
    "nouakchott": City(gettext_noop("Nouakchott"), 18.0735, -15.9582, "Africa/Nouakchott", _LEAGUE),
    "istanbul": City(gettext_noop("Istanbul"), 41.0082, 28.9784, "Europe/Istanbul", _LEAGUE),
    "london": City(gettext_noop("London"), 51.5074, -0.1278, "Europe/London", _LEAGUE),
    "paris": City(gettext_noop("Paris"), 48.8566, 2.3522, "Europe/Paris", _LEAGUE),
}


def crossings(series: Series, starts: dt.datetime, minutes: int) -> list[tuple[str, dt.datetime]]:
    """The prayers whose time comes in while a meeting of so many minutes lasts, as (key of PRAYERS, UTC moment), ascending.
    None when the series names no city, or where the sun does not rise and set that day."""
    if series.city_latitude is None or series.city_longitude is None:
        return []
    ends = starts + dt.timedelta(minutes=minutes)
    day = starts.astimezone(ZoneInfo(series.time_zone)).date()
    found = [one for by in (-1, 0, 1) for one in prayers_of(series, day + dt.timedelta(days=by))]
    return sorted({one for one in found if starts <= one[1] < ends}, key=lambda one: one[1])


def prayers_of(series: Series, day: dt.date) -> list[tuple[str, dt.datetime]]:
    """The five prayers of a day where the series reckons them; none where the sun does not rise and set that day."""
    place = (series.city_latitude, series.city_longitude)
    try:
        times = PrayerTimes(place, dt.datetime.combine(day, dt.time()), calculation_parameters=_parameters(series.city, day))
    except RuntimeError:
        return []
    return [(prayer, getattr(times, prayer)) for prayer in PRAYERS]


def prayer_name(prayer: str) -> str:
    """The name of a prayer in the active language."""
    return gettext(PRAYERS[prayer])


def city_name(city: str) -> str:
    """The name of a series' city in the active language; a place that is not of our list is called as it was typed."""
    return gettext(CITIES[city].name) if city in CITIES else city


def city_of_zone(zone: str, language: str) -> str:
    """The city a time zone is named after, in a language: «الرياض» of Asia/Riyadh."""
    try:
        said = get_timezone_location(zone, locale=language.split("-")[0], return_city=True)
    except (LookupError, ValueError):
        said = zone.replace("_", " ")
    return str(said).rsplit("/", 1)[-1]


def nearest_city(zone: str) -> str:
    """Of the cities of our list the one that is offered to a series in this zone; none when the list has none there."""
    there = [key for key, city in CITIES.items() if city.zone == zone]
    named = zone.rsplit("/", 1)[-1].lower()
    return named if named in there else next(iter(there), "")


def _parameters(city: str, day: dt.date) -> CalculationParameters:
    method = CITIES[city].method if city in CITIES else _LEAGUE
    parameters = CalculationParameters(method=method)
    if method == _MAKKAH and _is_ramadan(day):
        parameters.adjustments.isha = RAMADAN_MINUTES
    return parameters


def _is_ramadan(day: dt.date) -> bool:
    try:
        return bool(Gregorian.fromdate(day).to_hijri().month == RAMADAN)
    except OverflowError:
        return False
