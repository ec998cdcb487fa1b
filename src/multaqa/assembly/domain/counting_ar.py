"""Numbers of the Arabic sentences of minutes, in words, agreeing with what is counted.

The number of 3 to 10 is of the other gender than its noun, 11 and 12 are of the same; the noun is plural after 3 to 10 and
singular after that. `nom` is the case of a subject, `acc` that of an object, `gen` that after a preposition."""

from dataclasses import dataclass
from typing import Literal

from multaqa.common.digits import arabic_digits

Case = Literal["nom", "acc", "gen"]


@dataclass(frozen=True)
class Noun:
    """What is counted. `pair` and `pair_of` are the dual of a subject and of anything else, `counted` the noun after 11 to 99."""

    one: str
    pair: str
    pair_of: str
    some: str
    counted: str
    feminine: bool = False


ROOM = Noun("غرفة", "غرفتان", "غرفتين", "غرف", "غرفة", feminine=True)
SECOND = Noun("ثانية", "ثانيتان", "ثانيتين", "ثوانٍ", "ثانية", feminine=True)
MINUTE = Noun("دقيقة", "دقيقتان", "دقيقتين", "دقائق", "دقيقة", feminine=True)
HOUR = Noun("ساعة", "ساعتان", "ساعتين", "ساعات", "ساعة", feminine=True)
ITEM = Noun("بند", "بندان", "بندين", "بنود", "بندًا")
VOTE = Noun("صوت", "صوتان", "صوتين", "أصوات", "صوتًا")
LISTENER = Noun("مستمع", "مستمعان", "مستمعين", "مستمعين", "مستمعًا")

_UNITS = ("", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_TENS = ("", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_HOURS = (
    "الثانية عشرة", "الواحدة", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة",
    "الحادية عشرة",
)  # fmt: skip
_PARTS_OF_AN_HOUR = {0: "", 15: " والربع", 20: " والثلث", 30: " والنصف"}
_SHORT_OF_AN_HOUR = {40: " إلا ثلثًا", 45: " إلا ربعًا"}


def counted(number: int, noun: Noun, case: Case = "gen") -> str:
    """«عشر غرف»، «غرفتين»، «اثني عشر بندًا»; digits from a hundred on: «١٠٣ غرف»."""
    if number >= 100:
        return f"{arabic_digits(str(number))} {_after_hundreds(number, noun)}"
    if number == 0:
        return f"لا {noun.one}"
    if number == 1:
        return _single(noun, case)
    if number == 2:
        return noun.pair if case == "nom" else noun.pair_of
    word = cardinal(number, feminine=noun.feminine, case=case, joined=number <= 10)
    return f"{word} {noun.some if number <= 10 else noun.counted}"


def cardinal(number: int, *, feminine: bool, case: Case = "gen", joined: bool = False) -> str:
    """The bare number in words, 1 to 99: «اثنتي عشرة». `feminine` is the noun's gender; `joined`: a noun follows it."""
    if number == 1:
        return ("واحدة" if feminine else "واحدًا" if case == "acc" else "واحد") if not joined else ""
    if number == 2:
        stem = "اثنت" if feminine else "اثن"
        return stem + ("ان" if case == "nom" else "ين")
    if number <= 10:
        return _few(number, feminine, case, joined)
    if number < 20:
        return _teen(number, feminine, case)
    return _tens(number, feminine, case)


def duration(seconds: int, case: Case = "acc") -> str:
    """How long something lasted: «ثلاث دقائق ونصفًا»، «أربعين ثانية»، «ساعة وأربعًا وأربعين دقيقة». From an hour on, whole
    minutes."""
    if seconds < 60:
        return "أقل من ثانية" if seconds < 1 else counted(seconds, SECOND, case)
    half = "نصفًا" if case == "acc" else "نصف"
    if seconds >= 3600:
        return _two_parts(*divmod(seconds // 60, 60), HOUR, MINUTE, half, case)
    return _two_parts(*divmod(seconds, 60), MINUTE, SECOND, half, case)


def hour(hours: int, minutes: int) -> str:
    """A time of the clock after a preposition, with its part of the day: «الساعة الحادية عشرة والنصف ليلًا»."""
    if minutes in _SHORT_OF_AN_HOUR:
        said = _HOURS[(hours + 1) % 12] + _SHORT_OF_AN_HOUR[minutes]
    elif minutes in _PARTS_OF_AN_HOUR:
        said = _HOURS[hours % 12] + _PARTS_OF_AN_HOUR[minutes]
    else:
        said = f"{_HOURS[hours % 12]} و{counted(minutes, MINUTE)}"
    return f"الساعة {said} {_part_of_day(hours)}"


def _single(noun: Noun, case: Case) -> str:
    if noun.feminine:
        return f"{noun.one} واحدة"
    return f"{noun.one}ًا واحدًا" if case == "acc" else f"{noun.one} واحد"


def _after_hundreds(number: int, noun: Noun) -> str:
    rest = number % 100
    return noun.some if 3 <= rest <= 10 else noun.counted if rest >= 11 else noun.one


def _few(number: int, feminine: bool, case: Case, joined: bool) -> str:
    stem = _UNITS[number]
    if not feminine:
        return ("عشرة" if number == 10 else stem + "ة") + ("ً" if case == "acc" and not joined else "")
    if joined:
        return stem
    if number == 8:
        return "ثمانيًا" if case == "acc" else "ثمانٍ"
    return stem + "ًا" if case == "acc" else stem


def _teen(number: int, feminine: bool, case: Case) -> str:
    ten = "عشرة" if feminine else "عشر"
    if number == 11:
        return f"إحدى {ten}" if feminine else f"أحد {ten}"
    if number == 12:
        return ("اثنت" if feminine else "اثن") + ("ا" if case == "nom" else "ي") + f" {ten}"
    # Both parts of 13 to 19 stay as they are in every case.
    return f"{_UNITS[number - 10] + ('' if feminine else 'ة')} {ten}"


def _tens(number: int, feminine: bool, case: Case) -> str:
    tens, unit = divmod(number, 10)
    round_ten = _TENS[tens] + ("ون" if case == "nom" else "ين")
    if unit == 0:
        return round_ten
    first = "إحدى" if unit == 1 and feminine else cardinal(unit, feminine=feminine, case=case)
    return f"{first} و{round_ten}"


def _two_parts(large: int, small: int, larger: Noun, smaller: Noun, half: str, case: Case) -> str:
    if small == 0:
        return counted(large, larger, case)
    whole = larger.one if large == 1 else counted(large, larger, case)
    return f"{whole} و{half}" if small == 30 else f"{whole} و{_small(small, smaller, case)}"


def _small(number: int, noun: Noun, case: Case) -> str:
    return noun.one if number == 1 else counted(number, noun, case)


def _part_of_day(hours: int) -> str:
    if hours == 12:
        return "ظهرًا"
    return "صباحًا" if 4 <= hours < 12 else "مساءً" if 12 < hours < 22 else "ليلًا"
