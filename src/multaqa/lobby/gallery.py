"""What the first page shows: the rooms that are live, and the gallery of all."""

import datetime as dt
import re
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.bridge.crowds import listeners
from multaqa.lobby.programme import evening_of, next_starts
from multaqa.rooms.enums import Doors
from multaqa.rooms.models import Gathering, Room

ON_A_PAGE = 24
MOST_LANGUAGES = 8
WORDS_LENGTH = 80


@dataclass(frozen=True)
class OnAir:
    """A room that is live, with its heads counted."""

    room: Room
    title: str
    heads: int

    @property
    def is_open(self) -> bool:
        """Whether one press may bring anybody in; other doors ask something first."""
        return self.room.doors == Doors.OPEN


@dataclass(frozen=True)
class Card:
    """A room of the gallery, and when its programme comes next."""

    room: Room
    is_live: bool
    next_at: dt.datetime | None
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Wish:
    """What the reader looks for in the gallery."""

    words: str = ""
    show: str = "all"
    language: str = ""
    page: str = "1"

    @classmethod
    def read(cls, query: QueryDict) -> "Wish":
        """From an address; what is not known is passed over."""
        show = query.get("show", "")
        return cls(
            words=query.get("q", "").strip()[:WORDS_LENGTH],
            show=show if show in ("live", "evening") else "all",
            language=query.get("language", "").strip()[:WORDS_LENGTH],
            page=query.get("page", "1"),
        )

    @property
    def is_any(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.words or self.language or self.show != "all")

    @property
    def as_query(self) -> str:
        """The wish without its page, as the query of an address."""
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in (("q", self.words), ("language", self.language)) if value})
        if self.show != "all":
            query["show"] = self.show
        return query.urlencode()


@dataclass(frozen=True)
class Shelf:
    """One page of the gallery: its cards, how many rooms there are on all pages, and the room that opens next."""

    cards: list[Card]
    count: int
    number: int
    pages: int
    nearest: Card | None

    @property
    def earlier(self) -> int | None:
        """The number of the page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def later(self) -> int | None:
        """The number of the page after."""
        return self.number + 1 if self.number < self.pages else None


def on_air() -> list[OnAir]:
    """The rooms that are live, the fullest first."""
    gatherings = list(Gathering.objects.live().filter(room__ended_at=None).select_related("room"))
    heads = listeners(gathering.pk for gathering in gatherings)
    live = [OnAir(gathering.room, gathering.title, heads.get(gathering.pk, 0)) for gathering in gatherings]
    return sorted(live, key=lambda one: (-one.heads, one.room.name))


def gallery(wish: Wish, live: set[int], person: Person | None = None) -> Shelf:
    """A shelf of cards; `live` holds the ids of the rooms on air. Costs the same for one room as for a hundred."""
    rooms = Room.objects.listed_for(person).order_by("name")
    now = timezone.localtime()
    starts = next_starts(now)
    if wish.words:
        rooms = rooms.answering_to(wish.words)
    if wish.language:
        rooms = rooms.filter(languages__contains=wish.language)
    if wish.show == "live":
        rooms = rooms.filter(pk__in=live)
    elif wish.show == "evening":
        begins, ends = evening_of(now)
        rooms = rooms.filter(pk__in=[room for room, at in starts.items() if begins <= at < ends])
    page = Paginator(rooms, ON_A_PAGE).get_page(wish.page)
    cards = [Card(room, room.pk in live, starts.get(room.pk), split_languages(room.languages)) for room in page.object_list]
    return Shelf(
        cards,
        page.paginator.count,
        page.number,
        page.paginator.num_pages,
        min((card for card in cards if card.next_at), key=lambda card: card.next_at or now, default=None),
    )


def languages_spoken() -> list[str]:
    """The languages rooms name, each once, as far as there is room for buttons."""
    said = Room.objects.standing().order_by().values_list("languages", flat=True).distinct()
    return sorted({language for text in said for language in split_languages(text)})[:MOST_LANGUAGES]


def split_languages(text: str) -> tuple[str, ...]:
    """The languages of a room's line, whatever comma stands between them."""
    return tuple(part.strip() for part in re.split("[,،;؛/]", text) if part.strip())
