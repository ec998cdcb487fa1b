"""Minutes draft themselves, are reworded, sent round, approved and published; every change keeps what was before."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from multaqa.assembly.domain import ballots, drafting, minute_deeds, running, voting
from multaqa.assembly.domain.deciding import decide
from multaqa.assembly.domain.minuting import draft_missing
from multaqa.assembly.models import Action, Ballot, Minutes
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import floor
from multaqa.rooms.models import Turn
from tests.assembly.sittings.conftest import build_chamber

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def chamber(db):
    """A sitting that was held: one spoke, a vote was taken, an action given, and it was adjourned."""
    chamber = build_chamber(kind="open")
    chamber.arrive(chamber.chair, *chamber.delegates)
    running.open_sitting(chamber.gathering, by=chamber.chair)
    floor.ask(chamber.gathering, by=chamber.delegates[0])
    floor.start(chamber.gathering, by=chamber.delegates[0])
    Turn.objects.update(running_since=timezone.now() - dt.timedelta(seconds=95))
    floor.finish(chamber.gathering, by=chamber.delegates[0])
    ballots.propose(chamber.gathering, question="هل يُعتمد يوم التعريف؟", by=chamber.chair)
    ballot = Ballot.objects.get()
    ballots.open_ballot(chamber.gathering, ballot=ballot.pk, by=chamber.chair)
    for person in chamber.delegates:
        voting.vote(chamber.gathering, ballot=ballot.pk, choices=[ballot.choices.all()[0].pk], by=person)
    ballots.close_ballot(chamber.gathering, ballot=ballot.pk, by=chamber.chair)
    ballots.publish(chamber.gathering, ballot=ballot.pk, decision="يُعتمد يوم التعريف.", by=chamber.chair)
    decide(
        chamber.gathering, text="إعداد البطاقة", action=True, room=chamber.world.rooms[1].pk, due="2027-01-01", by=chamber.chair
    )
    running.adjourn(chamber.gathering, by=chamber.chair)
    return chamber


@pytest.fixture
def minutes(chamber):
    assert draft_missing() == 1
    assert draft_missing() == 0
    return Minutes.objects.get()


def _refused(deed, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.code


def _of(person, language="ar"):
    browser = Client(headers={"accept-language": language})
    browser.force_login(person, backend=BACKEND)
    return browser


def test_what_drafted_itself_is_what_happened(minutes):
    assert drafting.check(minutes) == []
    entry = minutes.entries.get(what="spoke")
    entry.facts = entry.facts | {"seconds": 1}
    entry.save()
    assert drafting.check(minutes) != []


def test_from_draft_to_publication_and_correction(chamber, minutes):
    secretary, delegate = chamber.world.secretary, chamber.delegates[0]
    entry = minutes.entries.get(what="spoke")
    minute_deeds.reword(entry, text_ar="قال المندوب كلامًا طيبًا.", text_en="The delegate spoke well.", by=secretary)
    assert (entry.revisions.count(), Minutes.objects.get().state) == (1, "editing")
    minute_deeds.send_for_remarks(minutes, until=timezone.localdate() + dt.timedelta(days=3), by=secretary)
    remark = minute_deeds.remark(minutes, "سقطت كلمة «طيبًا».", entry=entry, by=delegate)
    minute_deeds.settle(remark, "أُعيدت.", by=secretary)
    assert _refused(minute_deeds.publish, minutes, by=secretary) == "not_in_this_state"
    minute_deeds.approve(minutes, by=secretary)
    minute_deeds.publish(minutes, by=secretary)
    assert _refused(minute_deeds.reword, entry, text_ar="غير ذلك", text_en="", by=secretary) == "why_needed"
    minute_deeds.reword(entry, text_ar="غير ذلك", text_en="", why="خطأ في الاسم", by=secretary)
    row = Minutes.objects.get()
    assert (row.state, row.version, row.correction_note) == ("corrected", 2, "خطأ في الاسم")


def test_only_those_who_keep_them_change_them(chamber, minutes):
    entry = minutes.entries.first()
    for stranger in (chamber.delegates[0], chamber.world.salwa, chamber.chair):
        assert _refused(minute_deeds.reword, entry, text_ar="س", text_en="", by=stranger) == "not_allowed"
        assert _refused(minute_deeds.take_out, entry, by=stranger) == "not_allowed"
        assert _refused(minute_deeds.approve, minutes, by=stranger) == "not_allowed"
        assert _refused(minute_deeds.publish, minutes, by=stranger) == "not_allowed"
    assert _refused(minute_deeds.remark, minutes, "كلمة", by=chamber.world.salwa) == "not_allowed"


def test_what_is_taken_out_is_kept_and_comes_back(chamber, minutes):
    entry = minutes.entries.get(what="spoke")
    minute_deeds.take_out(entry, by=chamber.world.secretary)
    entry.refresh_from_db()
    assert entry.removed_at is not None
    minute_deeds.take_out(entry, back=True, by=chamber.world.secretary)
    entry.refresh_from_db()
    assert (entry.removed_at, entry.revisions.count()) == (None, 2)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_drafts_are_for_those_who_sat_and_the_published_for_everybody(chamber, minutes, language):
    path = f"/months/minutes/{chamber.sitting.pk}/"
    assert Client().get(path).status_code == 404
    assert _of(chamber.world.salwa, language).get(path).status_code == 404
    page = _of(chamber.delegates[0], language).get(path)
    assert page.status_code == 200
    secretary = _of(chamber.world.secretary, language)
    secretary.post(f"{path}approve/")
    secretary.post(f"{path}publish/")
    seen = Client(headers={"accept-language": language}).get(f"{path}?lang=ar").content.decode()
    assert "يُعتمد يوم التعريف." in seen
    assert "The delegate" not in seen
    assert "يُعتمد يوم التعريف." in Client().get("/months/decisions/?q=التعريف").content.decode()


def test_an_action_is_its_room_s_to_carry_on(chamber):
    action, owner = Action.objects.get(), chamber.world.owners[1]
    assert _refused(minute_deeds.carry_on, action, "done", by=chamber.world.salwa) == "not_allowed"
    assert _refused(minute_deeds.carry_on, action, "dropped", by=owner) == "why_needed"
    minute_deeds.carry_on(action, "in_progress", note="بدأنا", by=owner)
    assert "إعداد البطاقة" in _of(owner).get("/months/actions/").content.decode()
    _of(owner).post(f"/months/actions/{action.pk}/", {"state": "done"})
    assert Action.objects.get().state == "done"
    assert _refused(minute_deeds.carry_on, action, "open", by=owner) == "not_in_this_state"


def test_what_was_for_delegates_only_stays_with_them(chamber, minutes):
    entry = minutes.entries.exclude(item=None).first()
    entry.item.for_delegates_only = True
    entry.item.save()
    for deed in (minute_deeds.approve, minute_deeds.publish):
        deed(minutes, by=chamber.world.secretary)
    path = f"/months/minutes/{chamber.sitting.pk}/"
    mark = f'id="e{entry.pk}"'
    assert mark not in Client().get(path).content.decode()
    assert mark not in _of(chamber.world.salwa).get(path).content.decode()
    assert mark in _of(chamber.delegates[0]).get(path).content.decode()
    assert _of(chamber.delegates[0]).post(f"{path}remark/", {"entry": "س", "text": ""}).status_code == 422
