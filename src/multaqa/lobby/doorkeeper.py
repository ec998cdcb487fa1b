"""What the door of a live room remembers of a browser: which visitor it is, and which words it has said."""

import secrets
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from multaqa.accounts.models import Person
from multaqa.common.buckets import Buckets
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.entry import Verdict, judge
from multaqa.rooms.models import Room

COOKIE, SALT = "visitor", "multaqa.lobby.visitor"
YEAR = 365 * 86400
WORDS = "words"

# Whole families and dormitories share one address; a guesser of words still gets nowhere at these paces.
tickets: Buckets[str] = Buckets(burst=60, per_second=1)
names: Buckets[str] = Buckets(burst=10, per_second=0.1)
words: Buckets[tuple[str, int]] = Buckets(burst=8, per_second=1 / 15)


def person_of(request: HttpRequest) -> Person | None:
    """Who is signed in."""
    return request.user if isinstance(request.user, Person) else None


def judged(request: HttpRequest, room: Room) -> Verdict:
    """The verdict of the room's door on this browser."""
    return judge(person_of(request), room, knows_word=knows_word(request, room))


def hold_back(buckets: Buckets, key: str | tuple[str, int]) -> None:
    """Raises Refused `too_fast` when this key has asked too often."""
    now = time.monotonic()
    if not buckets.take(key, now):
        raise Refused("too_fast", seconds=max(1, round(buckets.wait(key, now))))


def address_of(request: HttpRequest) -> str:
    """The address the request came from; proxies have been counted before."""
    return str(request.META.get("REMOTE_ADDR", ""))


def remember_word(request: HttpRequest, room: Room) -> None:
    """This browser has said the word; it counts until the word is changed."""
    request.session[WORDS] = {**request.session.get(WORDS, {}), str(room.pk): _print_of(room)}


def knows_word(request: HttpRequest, room: Room) -> bool:
    """Whether this browser has said the word the door has now."""
    said = request.session.get(WORDS, {}).get(str(room.pk), "")
    return bool(room.door_word) and constant_time_compare(said, _print_of(room))


def visitor_of(request: HttpRequest) -> str:
    """The browser's visitor id; a fresh one when it has none of ours."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=SALT) or secrets.token_hex(8))


def keep_visitor(response: HttpResponse, visitor: str) -> None:
    """Gives the browser its id to keep."""
    response.set_signed_cookie(
        COOKIE, visitor, salt=SALT, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def _print_of(room: Room) -> str:
    return salted_hmac("multaqa.lobby.word", room.door_word, algorithm="sha256").hexdigest()
