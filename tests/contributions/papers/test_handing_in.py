"""A room's delegate hands a paper in; the committee approves it, gives it back or publishes it."""

import datetime as dt

import pytest
from django.utils import timezone

from multaqa.alliance.models import Mandate
from multaqa.common.refusal import Refused
from multaqa.contributions.domain import approving, bringing, handing_in, preparing, weighing
from multaqa.contributions.domain.papers import shown
from multaqa.contributions.domain.searching import answering_to
from multaqa.contributions.models import Call, Contribution, Revision
from tests.contributions.papers.conftest import file
from tests.contributions.papers.files import a_docx, a_pdf


def _refused(deed, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.code


def _hand_in(call, by, data=None, title="ورقة", name="ورقة.pdf"):
    return handing_in.hand_in(call, title=title, file=file(a_pdf() if data is None else data, name), by=by)


def test_a_delegate_an_alternate_and_the_coordinator_hand_in(world, call, month, tariq):
    alternate = world.alternates[world.rooms[1].pk]
    rows = [_hand_in(call, tariq), _hand_in(call, alternate), _hand_in(call, world.coordinator)]
    assert [(row.number, row.kind, row.state, row.from_room) for row in rows] == [
        (1, "paper", "submitted", world.rooms[0]), (2, "paper", "submitted", world.rooms[1]), (3, "paper", "submitted", None)
    ]  # fmt: skip
    assert set(Revision.objects.values_list("state", "number", "work")) == {("submitted", 1, "waiting")}


def test_nobody_else_does(world, call, month, folder):
    for stranger in (world.salwa, world.zahir, world.owners[0], world.secretary, world.chair):
        assert _refused(_hand_in, call, stranger) == "not_allowed"
    assert not folder.exists()


def test_a_delegate_of_another_series_or_of_yesterday_does_not(world, call, month, tariq):
    other = world.make_series(title="سلسلة أخرى")
    Mandate.objects.filter(person=tariq).update(series=other)
    assert _refused(_hand_in, call, tariq) == "not_allowed"
    Mandate.objects.filter(person=tariq).update(series=month.series, state="ended")
    assert _refused(_hand_in, call, tariq) == "not_allowed"


def test_papers_are_taken_until_they_are_due(world, call, month, tariq):
    Call.objects.update(papers_due_at=timezone.now() - dt.timedelta(minutes=1))
    assert _refused(_hand_in, Call.objects.get(), tariq) == "papers_closed"
    Call.objects.update(papers_due_at=timezone.now() + dt.timedelta(minutes=1), kinds="idea")
    assert _refused(_hand_in, Call.objects.get(), tariq) == "kind_not_taken"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.pdf", "file_empty"),
        (b"%PDF-1.7" + b"0" * handing_in.MOST_BYTES, "a.pdf", "file_too_large"),
        (b"\x7fELF\x02\x01\x01\x00", "a.pdf", "file_kind_not_taken"),
        (b"MZ\x90\x00", "a.txt", "file_kind_not_taken"),
        (b"PK\x03\x04 no list of parts", "a.docx", "file_kind_not_taken"),
        (b"<html><script>", "a.pdf", "file_not_as_named"),
        (b"%PDF-1.7 ...", "a.docx", "file_not_as_named"),
        (b"%PDF-1.7 ...", "a.exe", "file_not_as_named"),
    ],
)
def test_a_file_is_what_it_says_or_is_refused(call, tariq, folder, data, name, code):
    assert _refused(_hand_in, call, tariq, data, name=name) == code
    assert not folder.exists()
    assert not Contribution.objects.exists()


def test_what_is_refused_later_leaves_nothing_on_the_disk(call, tariq, folder):
    assert _refused(_hand_in, call, tariq, title=" ا ") == "title_needed"
    assert list(folder.iterdir()) == []


def test_the_same_press_twice_is_one_paper(call, tariq, folder):
    data = a_pdf()
    assert _hand_in(call, tariq, data) == _hand_in(call, tariq, data)
    assert (Contribution.objects.count(), Revision.objects.count(), len(list(folder.iterdir()))) == (1, 1, 1)


def test_a_room_hands_in_five_at_most(call, tariq):
    for n in range(handing_in.MOST_OF_A_ROOM):
        _hand_in(call, tariq, title=f"ورقة {n}")
    assert _refused(_hand_in, call, tariq, title="ورقة أخرى") == "too_many_papers"


def test_the_name_of_a_file_cannot_turn_the_line(call, tariq):
    handing_in.hand_in(call, title="ورقة", file=file(a_pdf(), "C:\\x\\fdp\u202excod.pdf"), by=tariq)
    assert Revision.objects.get().original_name == "fdpxcod.pdf"


def test_approved_then_published(world, revision):
    assert _refused(approving.publish, revision, by=world.secretary) == "not_from_here"
    for _ in range(2):
        approving.approve(revision, by=world.secretary)
    paper = Contribution.objects.get()
    assert (Revision.objects.get().state, paper.state) == ("approved", "accepted")
    assert not answering_to(Contribution.objects.all(), "Hello").exists()
    for _ in range(2):
        approving.publish(revision, by=world.coordinator)
    assert Revision.objects.get().state == "published"
    assert answering_to(Contribution.objects.all(), "Hello").get() == paper
    assert shown(paper) == (1, f"/calls/papers/{revision.pk}/{{page}}.webp", f"/calls/papers/{revision.pk}.pdf")
    assert list(paper.steps.order_by("pk").values_list("state", flat=True)) == ["submitted", "accepted"]


def test_only_the_committee_weighs(world, revision, tariq, mona):
    for stranger in (tariq, mona, world.salwa, world.owners[0], world.zahir):
        assert _refused(approving.approve, revision, by=stranger) == "not_allowed"
        assert _refused(approving.give_back, revision, note="أكمل", by=stranger) == "not_allowed"
        assert _refused(approving.publish, revision, by=stranger) == "not_allowed"


def test_what_nobody_could_read_is_not_approved(world, paper):
    assert _refused(approving.approve, Revision.objects.get(), by=world.secretary) == "paper_not_ready"


def test_given_back_and_handed_in_again(world, revision, paper, tariq):
    assert _refused(approving.give_back, revision, note=" ", by=world.secretary) == "sentence_needed"
    assert _refused(handing_in.hand_in_again, paper, file=file(a_pdf(2)), by=tariq) == "not_from_here"
    approving.give_back(revision, note="أضف أمثلة.", by=world.secretary)
    paper.refresh_from_db()
    assert paper.state == "needs_changes"
    data = a_docx()
    again = handing_in.hand_in_again(paper, file=file(data, "ثانية.docx"), by=tariq)
    assert handing_in.hand_in_again(paper, file=file(data, "ثانية.docx"), by=tariq) == again
    paper.refresh_from_db()
    assert list(Revision.objects.order_by("number").values_list("number", "state")) == [(1, "replaced"), (2, "resubmitted")]
    assert paper.state == "submitted"
    preparing.prepare_all()
    approving.approve(again, by=world.secretary)
    assert _refused(approving.give_back, again, note="لا", by=world.secretary) == "sentence_needed"
    assert _refused(approving.give_back, again, note="بعد فوات", by=world.secretary) == "not_from_here"
    assert _refused(handing_in.hand_in_again, paper, file=file(a_pdf(3)), by=tariq) == "not_from_here"


def test_who_speaks_for_the_room_now_hands_in_again(world, revision, paper, tariq, mona):
    approving.give_back(revision, note="أضف أمثلة.", by=world.secretary)
    assert _refused(handing_in.hand_in_again, paper, file=file(a_pdf(2)), by=mona) == "not_allowed"
    Mandate.objects.filter(person=tariq).update(state="ended")
    assert _refused(handing_in.hand_in_again, paper, file=file(a_pdf(2)), by=tariq) == "not_allowed"
    assert handing_in.hand_in_again(paper, file=file(a_pdf(2)), by=world.alternates[world.rooms[0].pk]).number == 2


def test_the_general_review_leaves_papers_to_their_revisions(world, paper):
    assert _refused(weighing.decide, paper, "accepted", by=world.secretary) == "paper_has_its_own"
    assert _refused(weighing.request_changes, paper, note="أكمل", by=world.secretary) == "paper_has_its_own"
    weighing.decide(paper, "deferred", answer="إلى الشهر القادم.", by=world.secretary)
    weighing.publish_all(paper.call, by=world.secretary)
    preparing.prepare_all()
    assert _refused(approving.approve, Revision.objects.get(), by=world.secretary) == "not_from_here"


def test_its_title_may_be_mended_while_it_waits_for_another_file(world, revision, paper, tariq):
    approving.give_back(revision, note="أضف أمثلة.", by=world.secretary)
    assert bringing.change(paper, title="حماية الغرف دون إغلاق", body="", by=tariq).state == "needs_changes"


def test_what_is_taken_back_is_not_shown(world, revision, paper, tariq):
    approving.approve(revision, by=world.secretary)
    paper.refresh_from_db()
    bringing.withdraw(paper, by=tariq)
    assert shown(Contribution.objects.get()) is None
