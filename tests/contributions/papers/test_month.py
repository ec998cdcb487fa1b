"""On the month's page stand the papers that are owed, those that wait, and those everybody can read."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from multaqa.assembly.domain import agenda
from multaqa.assembly.domain.month import read_month
from multaqa.assembly.domain.owed import next_step, owed
from multaqa.assembly.domain.progress import stages
from multaqa.assembly.domain.reminding import debts
from multaqa.assembly.domain.sitting_views import _paper_view
from multaqa.assembly.models import AgendaItem, Sitting
from multaqa.contributions.domain import approving, handing_in, preparing
from multaqa.contributions.models import Contribution, Revision
from tests.contributions.papers.conftest import file
from tests.contributions.papers.files import a_pdf

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _owed(month):
    return {debt.code: (debt.count, debt.who, debt.url) for debt in owed(month) if debt.code in ("paper", "approve_paper")}


def _reminded(month):
    return [(row.person, row.about) for row in debts(month) if row.what == "paper"]


def _page(month, person=None):
    browser = Client(headers={"accept-language": "en"})
    if person:
        browser.force_login(person, backend=BACKEND)
    return browser.get(f"/months/{month.pk}/").content.decode()


@pytest.fixture
def stage(month):
    with override("en"):
        yield lambda: next(row.caption for row in stages(read_month(month)) if row.code == "papers")


def test_what_waits_is_the_committees_and_what_came_back_its_authors(world, month, paper, tariq, stage):
    address = f"/calls/one/{paper.pk}/"
    assert _owed(month) == {"approve_paper": (1, "حماية الغرف", address)}
    assert _reminded(month) == []
    preparing.prepare_all()
    row = Revision.objects.get()
    approving.give_back(row, note="أكمل المثال.", by=world.secretary)
    assert _owed(month)["paper"][:2] == (1, "طارق")
    assert _reminded(month) == [(tariq.pk, str(paper.pk))]
    assert next_step(read_month(month), tariq) == (f"{address}#paper", "Complete your paper", False)
    assert next_step(read_month(month), world.salwa) is None
    again = handing_in.hand_in_again(paper, file=file(a_pdf(2)), by=tariq)
    assert list(_owed(month)) == ["approve_paper"]
    preparing.prepare_all()
    approving.approve(again, by=world.secretary)
    assert _owed(month) == {}
    assert _reminded(month) == []
    assert "1 of 1" in stage()


def test_a_file_nothing_could_be_made_of_is_owed_again(month, call, tariq):
    handing_in.hand_in(call, title="ورقة", file=file(b"%PDF-1.4 torn"), by=tariq)
    preparing.prepare_all()
    assert _owed(month)["paper"][:2] == (1, "طارق")
    assert _reminded(month) == [(tariq.pk, str(Contribution.objects.get().pk))]


def test_the_public_face_shows_what_can_be_read(world, month, paper, tariq):
    preparing.prepare_all()
    assert "Hand in a working paper" in _page(month, tariq)
    assert "Hand in a working paper" not in _page(month, world.salwa)
    assert f"/calls/one/{paper.pk}/#paper" not in _page(month)
    row = Revision.objects.get()
    approving.approve(row, by=world.secretary)
    assert "حماية الغرف" in _page(month)
    approving.publish(row, by=world.secretary)
    assert f"/calls/one/{paper.pk}/#paper" in _page(month)


def test_many_papers_cost_what_one_does(world, month, paper, call, mona):
    def count():
        with CaptureQueriesContext(connection) as asked:
            _page(month)
        return len(asked)

    one = count()
    for n in range(3):
        handing_in.hand_in(call, title=f"ورقة {n}", file=file(a_pdf()), by=mona)
    assert count() == one


def test_a_sitting_shows_what_is_approved_and_nothing_before(world, month, paper, tariq):
    now = timezone.now()
    sitting = Sitting.objects.create(
        cycle=month, kind="preparatory", room=world.rooms[0], state="scheduled", starts_at=now, ends_at=now
    )
    preparing.prepare_all()
    row = Revision.objects.get()
    item = agenda.add_contribution(sitting, paper, by=world.secretary)
    assert _paper_view(item) is None
    approving.approve(row, by=world.secretary)
    shown = _paper_view(AgendaItem.objects.get())
    assert shown is not None
    assert (shown.pages, shown.file_url) == (1, f"/calls/papers/{row.pk}.pdf")
    browser = Client()
    browser.force_login(tariq, backend=BACKEND)
    assert browser.get(shown.pages_url.format(page=1)).status_code == 200
    assert browser.get(shown.file_url).status_code == 200


@pytest.mark.parametrize(("observers", "delegates_only", "status"), [(True, False, 200), (False, False, 404), (True, True, 404)])
def test_whoever_may_listen_reads_what_is_presented(world, month, paper, tariq, observers, delegates_only, status):
    preparing.prepare_all()
    row = Revision.objects.get()
    approving.approve(row, by=world.secretary)
    sitting = Sitting.objects.create(
        cycle=month, kind="open", room=world.rooms[0], state="in_session", starts_at=timezone.now(), ends_at=timezone.now(),
        time_zone="Asia/Riyadh", local_start="2026-11-28T23:00", uid="open@test", observers_welcome=observers,
    )  # fmt: skip
    item = AgendaItem.objects.create(
        sitting=sitting, position=0, title=paper.title, kind="paper", contribution=paper, for_delegates_only=delegates_only
    )
    page = f"/calls/papers/{row.pk}/1.webp"
    assert Client().get(page).status_code == 404
    AgendaItem.objects.filter(pk=item.pk).update(started_at=timezone.now())
    assert Client().get(page).status_code == status
    Sitting.objects.update(kind="rehearsal")
    assert Client().get(page).status_code == 404
