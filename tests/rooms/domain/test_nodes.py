"""A node that dies leaves people in the rows who are not there any more; the others draw the line where it was last seen."""

import datetime as dt

import pytest
from django.db.models.functions import Now

from multaqa.live.ports import Attended
from multaqa.rooms.domain import attending, nodes
from multaqa.rooms.models import Attendance, Node

NOON = 1_790_000_000_000


@pytest.fixture(autouse=True)
def _anew():
    nodes._make_known.cache_clear()
    yield
    nodes._make_known.cache_clear()


def came(hall, person, node, *, at=NOON, left=False):
    row = Attended(
        gathering=hall.gathering.pk,
        connection=f"{node}-{person.pk}",
        person=person.pk,
        visitor="",
        door="live",
        at=at,
        left=left,
    )
    attending.write_down([row], node=node)


def silent(node, *, for_seconds=60):
    """A row of a node that was last seen so long ago."""
    Node.objects.filter(name=node.name).update(seen_at=Now() - dt.timedelta(seconds=for_seconds))
    node.refresh_from_db()
    return node


def there(hall):
    return set(Attendance.objects.filter(gathering=hall.gathering, left_at=None).values_list("person__display_name", flat=True))


def test_whoever_was_with_a_dead_node_was_last_there_when_it_was_last_seen(hall):
    nodes.look()
    dead = Node.objects.create(name="الأولى", version="0.1.0")
    came(hall, hall.amal, "الأولى")
    came(hall, hall.basim, nodes.this())
    silent(dead)
    nodes.look()
    assert there(hall) == {"باسم"}
    assert Attendance.objects.get(person=hall.amal).left_at == dead.seen_at
    dead.refresh_from_db()
    assert dead.gone_at == dead.seen_at


def test_a_node_that_was_seen_of_late_is_left_alone(hall):
    nodes.look()
    Node.objects.create(name="الثانية", version="0.1.0")
    came(hall, hall.amal, "الثانية")
    nodes.look()
    assert there(hall) == {"أمل"}


def test_one_that_was_only_held_up_takes_its_people_back_and_those_who_left_stay_away(hall):
    me = nodes.this()
    came(hall, hall.amal, me)
    came(hall, hall.basim, me)
    came(hall, hall.basim, me, at=NOON + 5000, left=True)
    nodes.let_go(silent(Node.objects.get(name=me)))
    assert there(hall) == set()
    nodes.look()
    assert there(hall) == {"أمل"}
    assert Node.objects.get(name=me).gone_at is None


def test_after_a_time_without_the_database_nobody_is_judged_at_once(hall):
    nodes.look()
    other = Node.objects.create(name="الثالثة", version="0.1.0")
    came(hall, hall.amal, "الثالثة")
    silent(other)
    silent(Node.objects.get(name=nodes.this()), for_seconds=30)
    nodes.look()
    assert there(hall) == {"أمل"}
    nodes.look()
    assert there(hall) == set()


def test_of_two_that_see_it_one_lets_go(hall):
    dead = Node.objects.create(name="الرابعة", version="0.1.0")
    came(hall, hall.amal, "الرابعة")
    seen = silent(dead)
    nodes.let_go(seen)
    first = Attendance.objects.get(person=hall.amal).left_at
    came(hall, hall.amal, "الرابعة", at=NOON + 9000, left=True)
    nodes.let_go(seen)
    assert Attendance.objects.get(person=hall.amal).left_at == dt.datetime.fromtimestamp(NOON / 1000 + 9, dt.UTC) != first
