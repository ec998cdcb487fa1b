"""Who is here: heads by door, people by name, at this node and at the others. Comings and goings are gathered up; whoever
is back before they are told never left."""

import unicodedata
from collections.abc import Callable

from multaqa.live.core.rolls import Door as Door
from multaqa.live.core.rolls import Named, Part
from multaqa.wire.events import Presence
from multaqa.wire.views import Crowd, PersonView

NAMED_AT_MOST = 300
PAGE = 50
_ALIKE = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None})


def plain(name: str) -> str:
    """A name for searching: no marks, no hamza seats, one form of each letter."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if unicodedata.category(c) not in ("Mn", "Cf"))
    return bare.translate(_ALIKE)


class Present:
    """Everybody in a gathering. A head is a person, or a browser of a visitor; with several pages open it still is one head,
    at the live door if any of them is. A person at two nodes is one person; a browser without a name is only ever at one."""

    def __init__(self, search_key: Callable[[str], str] = plain) -> None:
        self._search_key = search_key
        self._doors: dict[str, dict[Door, int]] = {}
        # Counted as they come and go: every newcomer is told the head count, and a walk through all heads for each of
        # them would make joining grow with the square of the room.
        self._live = self._named_live = 0
        self._pages: dict[int, int] = {}
        self._people: dict[int, PersonView] = {}
        self._told: dict[int, PersonView] = {}
        self._changed: set[int] = set()
        self._untold_elsewhere: dict[int, None] = {}
        self._away: dict[str, Part] = {}
        self._away_people: dict[int, dict[str, Named]] = {}
        self._only_away: tuple[int, int] | None = (0, 0)

    # ── at this node ──

    def came(self, head: str, person: PersonView | None, door: Door) -> None:
        """A page was opened."""
        self._change(head, person, door, 1)
        if person is not None:
            self._pages[person.id] = self._pages.get(person.id, 0) + 1
            self._people[person.id] = person
            self._note(person.id)

    def left(self, head: str, person: PersonView | None, door: Door) -> None:
        """A page was closed."""
        self._change(head, person, door, -1)
        if not any(self._doors[head].values()):
            del self._doors[head]
        if person is not None:
            self._pages[person.id] -= 1
            if not self._pages[person.id]:
                del self._pages[person.id], self._people[person.id]
            self._note(person.id)

    def is_now(self, person: PersonView | None) -> None:
        """Somebody here has another name or office."""
        if person is not None and person.id in self._people and self._people[person.id] != person:
            self._people[person.id] = person
            self._note(person.id)

    def moved(self, head: str, person: PersonView | None, before: Door, after: Door) -> None:
        """A page changed its door."""
        self._change(head, person, before, -1)
        self._change(head, person, after, 1)
        if person is not None:
            self._untold_elsewhere[person.id] = None

    def _change(self, head: str, person: PersonView | None, door: Door, by: int) -> None:
        doors = self._doors.setdefault(head, {"live": 0, "text": 0})
        was = doors["live"] > 0
        doors[door] += by
        change = (doors["live"] > 0) - was
        self._live += change
        self._named_live += change if person is not None else 0

    def _note(self, person: int) -> None:
        self._changed.add(person)
        self._untold_elsewhere[person] = None
        if person in self._away_people:
            self._only_away = None

    # ── told to the other nodes ──

    def part(self, gathering: int, n: int, http: int, *, most: int, whole: bool = False) -> Part:
        """What the other nodes are told: the changes since the last time, `most` names of them, or everybody when `whole`.
        Its number is `n`, and the next one when there are changes."""
        if whole:
            self._untold_elsewhere = dict.fromkeys(self._people)
        named = [pk for pk, _ in zip(self._untold_elsewhere, range(most), strict=False)]
        for pk in named:
            del self._untold_elsewhere[pk]
        return Part(
            gathering=gathering,
            n=n + (bool(named) or whole),
            whole=whole,
            came=[self._named(pk) for pk in named if pk in self._people],
            left=[pk for pk in named if pk not in self._people],
            named=len(self._people),
            live=self._live - self._named_live,
            text=len(self._doors) - len(self._people) - (self._live - self._named_live),
            http=http,
        )

    def _named(self, pk: int) -> Named:
        person = self._people[pk]
        return Named(person, "live" if self._doors[f"p:{pk}"]["live"] else "text")

    # ── at the other nodes ──

    def hear(self, node: str, part: Part) -> set[int]:
        """Takes in what a node says of itself; answers whose presence may have changed by it."""
        changed = {named.person.id for named in part.came} | set(part.left)
        if part.whole:
            changed |= self.forget(node)
        self._away[node] = part
        for pk in part.left:
            self._gone_from(node, pk)
        for named in part.came:
            self._away_people.setdefault(named.person.id, {})[node] = named
        if changed:
            self._changed |= changed
            self._only_away = None
        return changed

    def forget(self, node: str) -> set[int]:
        """A node is gone, and whoever was there with it; answers who that was."""
        self._away.pop(node, None)
        were_there = {pk for pk, nodes in self._away_people.items() if node in nodes}
        for pk in were_there:
            self._gone_from(node, pk)
        self._changed |= were_there
        self._only_away = None
        return were_there

    def _gone_from(self, node: str, pk: int) -> None:
        nodes = self._away_people.get(pk, {})
        nodes.pop(node, None)
        if not nodes:
            self._away_people.pop(pk, None)

    # ── asked ──

    def is_here(self, person: int) -> bool:
        """Whether any page of theirs is connected, at whichever node."""
        return person in self._people or person in self._away_people

    def is_at_this_node(self, person: int) -> bool:
        """Whether any page of theirs is connected to this node."""
        return person in self._people

    def crowd(self, http: int) -> Crowd:
        """The head count of all nodes; `http` listeners are counted by their own door."""
        away_live, away_text = self._away_by_door()
        return Crowd(
            live=self._live + away_live + sum(part.live for part in self._away.values()),
            text=len(self._doors) - self._live + away_text + sum(part.text for part in self._away.values()),
            http=http + sum(part.http for part in self._away.values()),
            named=len(self._people) + away_live + away_text,
        )

    def _away_by_door(self) -> tuple[int, int]:
        """People who are only at other nodes, by door."""
        if self._only_away is None:
            doors = [nodes.values() for pk, nodes in self._away_people.items() if pk not in self._people]
            live = sum(any(named.door == "live" for named in at) for at in doors)
            self._only_away = live, len(doors) - live
        return self._only_away

    def changes(self) -> Presence | None:
        """Who came and left since the last time, or None; in a large room names go untold."""
        changed, self._changed = self._changed, set()
        seen = {pk: person for pk in sorted(changed) if (person := self._seen(pk)) is not None}
        came = [person for pk, person in seen.items() if self._told.get(pk) != person]
        left = [pk for pk in sorted(changed) if pk not in seen and pk in self._told]
        for person in came:
            self._told[person.id] = person
        for pk in left:
            del self._told[pk]
        if self._named_in_all() > NAMED_AT_MOST or not (came or left):
            return None
        return Presence(came=came, left=left)

    def people(self, search: str = "", page: int = 0) -> tuple[list[PersonView], int]:
        """A page of names in their order, and how many there are."""
        wanted = self._search_key(search.strip())
        everybody = {pk: next(iter(nodes.values())).person for pk, nodes in self._away_people.items()} | self._people
        keyed = sorted((self._search_key(person.name), person.id) for person in everybody.values())
        found = [pk for key, pk in keyed if wanted in key]
        return [everybody[pk] for pk in found[page * PAGE : (page + 1) * PAGE]], len(found)

    def _named_in_all(self) -> int:
        return len(self._people) + sum(self._away_by_door())

    def _seen(self, pk: int) -> PersonView | None:
        here = self._people.get(pk)
        if here is not None:
            return here
        for named in self._away_people.get(pk, {}).values():
            return named.person
        return None
