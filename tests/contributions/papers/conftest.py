"""A call in a month of a series, delegates of three rooms, and files as people hand them in."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from multaqa.assembly.models import Cycle
from multaqa.contributions.domain import handing_in, preparing
from multaqa.contributions.models import Call, Revision
from tests.contributions.papers.files import a_pdf


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """A data folder of its own."""
    import dataclasses

    settings.CONFIG = dataclasses.replace(settings.CONFIG, data=str(tmp_path))
    yield tmp_path / "papers"
    for child in tuple(preparing._children):
        preparing.end(child)
    preparing._children.clear()


@pytest.fixture
def month(world, call):
    """The call is that of a month: room 0 and 1 are spoken for, and the coordinator speaks for none."""
    now = timezone.now()
    series = world.make_series()
    world.name_delegates(series, rooms=2)
    Call.objects.filter(pk=call.pk).update(papers_due_at=now + dt.timedelta(days=3))
    call.refresh_from_db()
    return Cycle.objects.create(
        series=series, number=1, date=now.date(), call=call, papers_due_at=call.papers_due_at, made_by=world.coordinator
    )


@pytest.fixture
def tariq(world, month):
    """The delegate of the first room."""
    return world.delegates[world.rooms[0].pk]


@pytest.fixture
def mona(world, month):
    """The delegate of the second."""
    return world.delegates[world.rooms[1].pk]


def file(data: bytes, name: str = "ورقة.pdf") -> ContentFile:
    return ContentFile(data, name=name)


@pytest.fixture
def paper(call, tariq):
    """Handed in by Tariq, not yet prepared."""
    return handing_in.hand_in(call, title="حماية الغرف", body="ملخص قصير", file=file(a_pdf()), by=tariq)


@pytest.fixture
def revision(paper):
    """The same, prepared."""
    preparing.prepare_all()
    return Revision.objects.get()
