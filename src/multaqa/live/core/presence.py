"""Who is here: heads by door, people by name. Comings and goings are gathered up; whoever is back before they are told
never left."""

import unicodedata
from collections.abc import Callable
from typing import Literal

from multaqa.wire.events import Presence
from multaqa.wire.views import Crowd, PersonView

Door = Literal["live", "text"]
NAMED_AT_MOST = 300
PAGE = 50
_ALIKE = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None})


def plain(name: str) -> str:
    """A name for searching: no marks, no hamza seats, one form of each letter."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if unicodedata.category(c) not in ("Mn", "Cf"))
    return bare.translate(_ALIKE)


class Present:
    """Everybody connected through this node. A head is a person, or a browser of a visitor; with several pages open it
    still is one head, at the live door if any of them is."""

    def __init__(self, search_key: Callable[[str], str] = plain) -> None:
        self._search_key = search_key
        self._doors: dict[str, dict[Door, int]] = {}
        # Counted as they come and go: every newcomer is told the head count, and a walk through all heads for each of
        # them would make joining grow with the square of the room.
        self._live = 0
        self._pages: dict[int, int] = {}
        self._people: dict[int, PersonView] = {}
        self._told: dict[int, PersonView] = {}
        self._changed: set[int] = set()

    def came(self, head: str, person: PersonView | None, door: Door) -> None:
        """A page was opened."""
        doors = self._doors.setdefault(head, {"live": 0, "text": 0})
        self._change(doors, door, 1)
        if person is not None:
            self._pages[person.id] = self._pages.get(person.id, 0) + 1
            self._people[person.id] = person
            self._changed.add(person.id)

    def left(self, head: str, person: PersonView | None, door: Door) -> None:
        """A page was closed."""
        doors = self._doors[head]
        self._change(doors, door, -1)
        if not any(doors.values()):
            del self._doors[head]
        if person is not None:
            self._pages[person.id] -= 1
            if not self._pages[person.id]:
                del self._pages[person.id], self._people[person.id]
                self._changed.add(person.id)

    def is_now(self, person: PersonView | None) -> None:
        """Somebody here has another name or office."""
        if person is not None and person.id in self._people and self._people[person.id] != person:
            self._people[person.id] = person
            self._changed.add(person.id)

    def moved(self, head: str, before: Door, after: Door) -> None:
        """A page changed its door."""
        self._change(self._doors[head], before, -1)
        self._change(self._doors[head], after, 1)

    def _change(self, doors: dict[Door, int], door: Door, by: int) -> None:
        was = doors["live"] > 0
        doors[door] += by
        self._live += (doors["live"] > 0) - was

    def is_here(self, person: int) -> bool:
        """Whether any page of theirs is connected."""
        return person in self._people

    def crowd(self, http: int) -> Crowd:
        """The head count; `http` listeners are counted by their own door."""
        return Crowd(live=self._live, text=len(self._doors) - self._live, http=http, named=len(self._people))

    def changes(self) -> Presence | None:
        """Who came and left since the last time, or None; in a large room names go untold."""
        changed, self._changed = self._changed, set()
        came = [self._people[pk] for pk in sorted(changed) if pk in self._people and self._told.get(pk) != self._people[pk]]
        left = [pk for pk in sorted(changed) if pk not in self._people and pk in self._told]
        for person in came:
            self._told[person.id] = person
        for pk in left:
            del self._told[pk]
        if len(self._people) > NAMED_AT_MOST or not (came or left):
            return None
        return Presence(came=came, left=left)

    def people(self, search: str = "", page: int = 0) -> tuple[list[PersonView], int]:
        """A page of names in their order, and how many there are."""
        wanted = self._search_key(search.strip())
        keyed = sorted((self._search_key(person.name), person.id) for person in self._people.values())
        found = [pk for key, pk in keyed if wanted in key]
        return [self._people[pk] for pk in found[page * PAGE : (page + 1) * PAGE]], len(found)
