"""What the sentences of minutes share in every language: moments and places out of facts, and names kept from turning a line."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

Facts = dict[str, Any]

# Whose hour it is, where custom names another city than the zone does.
_CITIES = {("Asia/Riyadh", "ar"): "مكة المكرمة", ("Asia/Riyadh", "en"): "Makkah"}


def moment_of(facts: Facts, key: str = "at") -> dt.datetime:
    """The moment in its zone."""
    return dt.datetime.fromisoformat(facts[key]).astimezone(ZoneInfo(facts.get("zone") or "UTC"))


def clock_of(facts: Facts, key: str = "at") -> tuple[int, int]:
    """Hours and minutes where the sitting was held."""
    moment = moment_of(facts, key)
    return moment.hour, moment.minute


def date_of(facts: Facts, key: str = "at") -> dt.date:
    """The day where the sitting was held; a fact that is a day already stays it."""
    return dt.date.fromisoformat(facts[key]) if len(facts[key]) == 10 else moment_of(facts, key).date()


def place_of(facts: Facts, language: str) -> str:
    """By which city's clock: «مكة المكرمة», "Cairo"."""
    zone = facts.get("zone") or "UTC"
    return _CITIES.get((zone, language)) or get_timezone_location(zone, locale=language, return_city=True)


def isolated(name: str, language: str) -> str:
    """A name of the other direction gets marks that keep it from turning the words around it."""
    turns = any("a" <= letter.lower() <= "z" for letter in name) if language == "ar" else any("֐" <= each <= "ۿ" for each in name)
    return f"\u2068{name}\u2069" if turns else name
