"""What nodes believe of one another: whatever is lost on the way, it comes right."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multaqa.live.core.presence import Door, Present
from multaqa.live.core.rolls import Elsewhere, Part, Patience, Roll
from multaqa.wire.views import Crowd, PersonView

ROOM = 7
NODES = ("حلب", "حمص", "دمشق")
DOORS: tuple[Door, Door] = ("live", "text")


def person(pk: int) -> PersonView:
    return PersonView(pk, pk, f"عضو {pk}")


class Node:
    """A node with one gathering; what it says is carried by the test."""

    def __init__(self, name: str) -> None:
        self.name, self.present, self.elsewhere = name, Present(), Elsewhere(name, Patience(expiry_ms=8_000))
        self.n, self.wanted, self.asked = 0, {ROOM}, False

    def say(self, most: int) -> Roll:
        part = self.present.part(ROOM, self.n, 0, most=most, whole=self.asked)
        self.n, self.asked = part.n, False
        wanted, self.wanted = sorted(self.wanted), set()
        return Roll(self.name, [part], all=True, wanted=wanted)

    def hear(self, roll: Roll, now: int) -> None:
        self.asked = self.asked or ROOM in roll.wanted
        heard = self.elsewhere.hear(roll, {ROOM}, now)
        for part in heard.parts:
            self.present.hear(roll.node, part)
        self.wanted |= heard.wanted


class World:
    """Three nodes and the pages of people; every deed takes a number to choose by."""

    def __init__(self) -> None:
        self.now = 0
        self.nodes = {name: Node(name) for name in NODES}
        self.pages: list[tuple[str, str, PersonView | None, Door]] = []
        self.all_hear_all()

    def somebody_comes(self, node: str, choice: int) -> None:
        pk, door = choice % 6, DOORS[choice % 2]
        head, who = (f"p:{pk}", person(pk)) if pk < 5 else (f"v:{node}-{choice}", None)
        self.nodes[node].present.came(head, who, door)
        self.pages.append((node, head, who, door))

    def somebody_leaves(self, _: str, choice: int) -> None:
        if self.pages:
            node, *page = self.pages.pop(choice % len(self.pages))
            self.nodes[node].present.left(*page)  # type: ignore[arg-type]

    def somebody_changes_the_door(self, _: str, choice: int) -> None:
        if self.pages:
            node, head, who, door = self.pages[choice % len(self.pages)]
            other: Door = "text" if door == "live" else "live"
            self.nodes[node].present.moved(head, who, door, other)
            self.pages[choice % len(self.pages)] = node, head, who, other

    def a_node_speaks_and_some_hear(self, node: str, choice: int) -> None:
        roll = self.nodes[node].say(most=1 + choice % 3)
        for i, (name, other) in enumerate(self.nodes.items()):
            if name != node and choice >> i & 1:
                other.hear(roll, self.now)

    def a_node_dies(self, node: str, _: int) -> None:
        """Another one starts in its place; the others hear nothing of the old one, and it is forgotten."""
        self.now += 8_001
        self.pages = [page for page in self.pages if page[0] != node]
        for other in self.nodes.values():
            for lost in other.elsewhere.silent(self.now):
                other.present.forget(lost)
        self.nodes[node] = Node(node)

    def all_hear_all(self) -> None:
        for _ in range(8):
            for node in self.nodes.values():
                roll = node.say(most=3)
                for other in self.nodes.values():
                    if other is not node:
                        other.hear(roll, self.now)

    def is_sound(self) -> bool:
        """What holds however much was lost."""
        return all(
            node.present.crowd(0).named == node.present.people()[1]
            and all(node.present.is_here(page[2].id) for page in self.pages if page[2] is not None and page[0] == name)
            for name, node in self.nodes.items()
        )

    def true_crowd(self, node: str) -> Crowd:
        """A person with pages at two nodes is where this node has them, else at the best of their doors."""
        here = {head for at, head, *_ in self.pages if at == node}
        heads: dict[str, set[str]] = {}
        for at, head, _, door in self.pages:
            heads.setdefault(head, set()).update({door} if at == node or head not in here else ())
        live = sum("live" in doors for doors in heads.values())
        return Crowd(live=live, text=len(heads) - live, http=0, named=sum(head.startswith("p:") for head in heads))


DEEDS = (
    World.somebody_comes,
    World.somebody_leaves,
    World.somebody_changes_the_door,
    World.a_node_speaks_and_some_hear,
    World.a_node_speaks_and_some_hear,
    World.a_node_dies,
)
STEPS = st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(NODES), st.integers(0, 255)), min_size=20, max_size=60)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_once_nothing_is_lost_any_more_all_nodes_know_the_same_and_it_is_true(steps: Any) -> None:
    world = World()
    for deed, node, choice in steps:
        deed(world, node, choice)
        assert world.is_sound()
    world.all_hear_all()
    named = {who.id for _, _, who, _ in world.pages if who is not None}
    for name, node in world.nodes.items():
        assert {who.id for who in node.present.people()[0]} == named
        assert node.present.crowd(0) == world.true_crowd(name)
        told = node.present.changes()
        assert {who.id for who in told.came} == named if told else not named


def test_a_node_without_the_gathering_knows_how_many_are_there() -> None:
    elsewhere = Elsewhere("حلب", Patience())
    part = Part(ROOM, 3, False, [], [], named=2, live=40, text=1, http=5)
    assert elsewhere.hear(Roll("حمص", [part]), {}, now=0) == ([], set(), set())
    assert elsewhere.heads(ROOM) == 48
    elsewhere.hear(Roll("حمص", [], all=True), {}, now=2_000)
    assert elsewhere.heads(ROOM) == 0


def test_last_words_are_believed_at_once_and_silence_after_a_while() -> None:
    elsewhere = Elsewhere("حلب", Patience(expiry_ms=8_000))
    part = Part(ROOM, 0, True, [], [], named=0, live=1, text=0, http=0)
    for node in ("حمص", "دمشق"):
        elsewhere.hear(Roll(node, [part]), {ROOM}, now=0)
    assert elsewhere.hear(Roll("حمص", [], leaving=True), {ROOM}, now=1).gone == {ROOM}
    assert elsewhere.silent(8_000) == []
    assert elsewhere.silent(8_001) == ["دمشق"]
    assert elsewhere.heads(ROOM) == 0
