"""A delegate whose node died and who came back nowhere does not count for the quorum."""

from multaqa.assembly.models import Participant
from multaqa.rooms.domain import nodes
from multaqa.rooms.models import Attendance, Node


def test_a_delegate_who_was_with_a_dead_node_is_absent_until_they_are_elsewhere(chamber):
    here, gone = chamber.delegates[:2]
    chamber.arrive(here, gone)
    Attendance.objects.filter(person=gone).update(node="الأولى")
    Node.objects.create(name="الأولى", version="0.1.0")
    nodes.let_go(Node.objects.get(name="الأولى"))
    present = Participant.objects.now().filter(sitting=chamber.sitting, present_since__isnull=False)
    assert set(present.values_list("person__display_name", flat=True)) == {here.display_name}
    chamber.arrive(gone)
    assert present.count() == 2
