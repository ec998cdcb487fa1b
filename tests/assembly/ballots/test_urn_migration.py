"""Papers that were rows of their own lie in the urn after the upgrade, and no vote is lost."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.state import ProjectState

from multaqa.assembly.domain.urn import mark_of, papers_in
from multaqa.assembly.models import BallotCast, Urn
from tests.assembly.ballots.conftest import RECEIPT, in_session

first, migration = (import_module(f"multaqa.assembly.migrations.{name}") for name in ("0001_initial", "0002_urn"))


@pytest.mark.django_db(transaction=True)
def test_papers_that_were_rows_are_counted_and_found_again():
    votes = in_session(3)
    closed = votes.close(votes.opened(secret=True))
    going_on, put = votes.opened(secret=True), votes.put(secret=True)
    Urn.objects.all().delete()
    rooms = [room.pk for room in votes.chamber.world.rooms]
    chosen = {ballot.pk: list(ballot.choices.values_list("pk", flat=True)) for ballot in (going_on, closed)}
    state = ProjectState.from_apps(apps)
    made = next(one for one in first.Migration.operations if getattr(one, "name", "") == "SecretVote")
    made.state_forwards("assembly", state)
    before = state.apps.get_model("assembly", "SecretVote")
    with connection.schema_editor() as editor:
        editor.create_model(before)
    try:
        for n in range(2):
            mark = mark_of(going_on, f"{RECEIPT}-{n}")
            before.objects.create(id=f"a{n}", ballot_id=going_on.pk, mark=mark, choices=[chosen[going_on.pk][n]])
            before.objects.create(id=f"b{n}", ballot_id=closed.pk, mark="", choices=[chosen[closed.pk][2]])
        with connection.schema_editor() as editor:
            migration.gather(state.apps, editor)
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(before)
    assert papers_in(closed) == [[chosen[closed.pk][2]]] * 2 and not Urn.objects.filter(ballot=put).exists()
    BallotCast.objects.bulk_create(BallotCast(ballot=going_on, room_id=room) for room in rooms[:2])
    votes.cast(going_on, votes.chamber.delegates[0], "abstain", receipt=f"{RECEIPT}-0")
    votes.cast(going_on, votes.chamber.delegates[2], "abstain", receipt=f"{RECEIPT}-2")
    assert list(votes.close(going_on).counts.values()) == [0, 1, 2]
