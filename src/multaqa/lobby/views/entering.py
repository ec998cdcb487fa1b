"""The door of a live room: the page one comes in by, the ticket for the socket, and a name for a visitor."""

import json
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from multaqa.accounts.domain.naming import clean
from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.bridge.tickets import issue
from multaqa.common.refusal import Refused
from multaqa.lobby import doorkeeper
from multaqa.lobby.forms import WordForm
from multaqa.lobby.programme import next_starts
from multaqa.lobby.views.welcome import BACKEND
from multaqa.rooms.domain.entry import knows
from multaqa.rooms.domain.gatherings import live_in
from multaqa.rooms.models import Room

SOCKET = "/live"


@never_cache
@ensure_csrf_cookie
@require_safe
def live(request: HttpRequest, slug: str) -> HttpResponse:
    """The live room; or why not, and what is open instead."""
    room = _room(slug)
    verdict = doorkeeper.judged(request, room)
    if verdict.refused == "word_wanted":
        return _word_page(request, room, WordForm())
    if verdict.refused:
        return _refused_page(request, room, Refused(verdict.refused, **verdict.facts))
    if live_in(room) is None:
        next_at = next_starts(timezone.now(), [room.pk]).get(room.pk)
        return render(request, "lobby/not_live.html", {"room": room, "next_at": next_at, "opens": "supervise" in verdict.can})
    return render(request, "lobby/live.html", {"room": room})


@never_cache
@require_POST
def word(request: HttpRequest, slug: str) -> HttpResponse:
    """Hears the word of a locked door and remembers that it was said."""
    room, form = _room(slug), WordForm(request.POST)
    if not form.is_valid():
        return _word_page(request, room, form, status=422)
    try:
        doorkeeper.hold_back(doorkeeper.words, (doorkeeper.address_of(request), room.pk))
        if not knows(room, form.cleaned_data["word"]):
            raise Refused("wrong_word")
    except Refused as refused:
        form.add_error("word", sentence(refused))
        return _word_page(request, room, form, status=429 if refused.code == "too_fast" else 422)
    doorkeeper.remember_word(request, room)
    return redirect("live", slug=room.slug)


@never_cache
@require_POST
def ticket(request: HttpRequest, slug: str) -> HttpResponse:
    """`{ticket, until, wsPath, gathering}`, or 403 `{refused, facts, sentence}`."""
    try:
        doorkeeper.hold_back(doorkeeper.tickets, doorkeeper.address_of(request))
        return _ticket_for(request, _room(slug))
    except Refused as refused:
        return _refusal(refused)


@never_cache
@require_POST
def name(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes `{name}`, makes the visitor somebody and answers as `ticket` does; a name that cannot be shown is 422 with
    `cleaned`, one that would do (or empty)."""
    room = _room(slug)
    try:
        if doorkeeper.person_of(request) is None:
            doorkeeper.hold_back(doorkeeper.names, doorkeeper.address_of(request))
            _must_be_let_in(request, room)
            login(request, _visitor_named(_asked_name(request)), backend=BACKEND)
        return _ticket_for(request, room)
    except Refused as refused:
        return _refusal(refused)


def _room(slug: str) -> Room:
    return get_object_or_404(Room.objects.standing(), slug=slug)


def _must_be_let_in(request: HttpRequest, room: Room) -> None:
    verdict = doorkeeper.judged(request, room)
    if verdict.refused:
        raise Refused(verdict.refused, **verdict.facts)
    if live_in(room) is None:
        raise Refused("not_live")


def _ticket_for(request: HttpRequest, room: Room) -> JsonResponse:
    verdict = doorkeeper.judged(request, room)
    if verdict.refused:
        raise Refused(verdict.refused, **verdict.facts)
    gathering = live_in(room)
    if gathering is None:
        raise Refused("not_live")
    visitor = doorkeeper.visitor_of(request)
    text, until = issue(doorkeeper.person_of(request), visitor, room, gathering, verdict.can)
    response = JsonResponse({"ticket": text, "until": until, "wsPath": SOCKET, "gathering": gathering.pk})
    doorkeeper.keep_visitor(response, visitor)
    return response


def _asked_name(request: HttpRequest) -> str:
    try:
        said = json.loads(request.body)
    except ValueError as error:
        raise Refused("malformed") from error
    if not isinstance(said, dict) or not isinstance(said.get("name"), str):
        raise Refused("malformed")
    return str(said["name"])


def _visitor_named(text: str) -> Person:
    return Person.objects.new(clean(text), kind=Person.Kind.VISITOR)


def _refusal(refused: Refused) -> JsonResponse:
    about_name = refused.code.startswith("name_") and refused.code != "name_needed"
    body: dict[str, Any] = {"refused": refused.code, "facts": refused.facts, "sentence": sentence(refused)}
    if about_name:
        body["cleaned"] = refused.facts.get("cleaned", "")
    status = {"too_fast": 429, "malformed": 400}.get(refused.code, 422 if about_name else 403)
    return JsonResponse(body, status=status)


def _word_page(request: HttpRequest, room: Room, form: WordForm, status: int = 200) -> HttpResponse:
    return render(request, "lobby/word.html", {"room": room, "form": form}, status=status)


def _refused_page(request: HttpRequest, room: Room, refused: Refused) -> HttpResponse:
    context = {"room": room, "code": refused.code, "sentence": sentence(refused)}
    return render(request, "lobby/refused.html", context, status=403)
