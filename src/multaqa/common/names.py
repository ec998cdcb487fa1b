"""Names that can be told apart: the key by which two names are one, what resembles what, and what nobody may be called.

A name is shown as its person wrote it; keys are for comparing. Which names must differ, and from whose, is for callers."""

from typing import Literal

import regex
from rapidfuzz.distance import Levenshtein

from multaqa.common.name_rules import MOST, CleanName, NameRefused, clean_name
from multaqa.common.name_rules import name_key as name_key

__all__ = ["MOST", "CleanName", "NameRefused", "clean_name", "is_reserved", "name_key", "resembles"]

SHORTEST_NEAR = 4

# Not مالك, أمين or Chief alone: people are called that.
_OFFICES = [
    "مشرف", "إشراف", "مشرفة", "مشرفون", "مشرفين", "مدير", "مديرة", "مدراء", "إدارة", "أدمن", "مراقب", "دعم", "أمانة", "رئيس",
    "رئيسة", "ناطق", "ناطقة", "تحالف", "مندوب", "مندوبة", "مندوبون", "مسؤول", "مسؤولة", "منظم", "منظمون", "admin",
    "admins", "administrator", "administration", "mod", "mods", "moderator", "moderators", "supervisor", "support",
    "owner", "operator", "system", "staff", "chair", "chairman", "chairperson", "secretary", "secretariat",
    "spokesperson", "delegate", "alliance", "official", "root", "helpdesk", "webmaster",
]  # fmt: skip
# Words that turn a name into a claim wherever they stand in it.
_CLAIMS = ["الإدارة", "إدارة", "أدمن", "الدعم", "admin", "administrator", "moderator", "support", "official", "helpdesk"]
_BESIDE_OFFICES = [
    "غرفة", "عام", "عامة", "جلسة", "فني", "تقني", "رسمي", "رسمية", "فريق", "موقع", "سر", "the", "of", "room", "team",
    "general", "site",
]  # fmt: skip
_PHRASES = ["مالك الغرفة", "صاحب الغرفة", "أمين السر", "أمينة السر", "room owner"]


def resembles(key_a: str, key_b: str) -> Literal["same", "near"] | None:
    """How alike two names are, by their keys. `near` is one letter more, less or other, and only for keys of four letters
    and more: shorter names are all near one another (عمر and عمرو are two people)."""
    if key_a == key_b:
        return "same" if key_a else None
    if min(len(key_a), len(key_b)) < SHORTEST_NEAR:
        return None
    return "near" if Levenshtein.distance(key_a, key_b, score_cutoff=1) == 1 else None


def is_reserved(name: str) -> bool:
    """Whether a name claims an office: it is nothing but words of office, or holds one that is a claim anywhere.
    Names that belong to somebody (rooms, delegates, staff) are compared by key, by whoever knows them."""
    words = {_stroke_key(word) for word in regex.split(r"[^\p{L}\p{M}\p{N}\p{S}]+", name)} - {""}
    whole = _stroke_key(name)
    return (
        whole in _PHRASE_KEYS | _OFFICE_KEYS
        or bool(words & _CLAIM_KEYS)
        or (words <= _OFFICE_KEYS | _BESIDE_KEYS and bool(words & _OFFICE_KEYS))
    )


def _stroke_key(word: str) -> str:
    """The key with i and l as one stroke, and the Arabic article dropped: adm1n, admln and الأدمن claim what admin does."""
    key = name_key(word).replace("l", "i")
    return key.removeprefix("ال") if len(key) > len("ال") + 1 else key


def _stroke_keys(words: list[str]) -> frozenset[str]:
    return frozenset(_stroke_key(word) for word in words)


_OFFICE_KEYS, _CLAIM_KEYS = _stroke_keys(_OFFICES), _stroke_keys(_CLAIMS)
_BESIDE_KEYS, _PHRASE_KEYS = _stroke_keys(_BESIDE_OFFICES), _stroke_keys(_PHRASES)
