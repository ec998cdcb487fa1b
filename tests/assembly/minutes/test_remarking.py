"""A draft goes round: the delegates look at it and remark, the secretary answers each, and sees who has not looked."""

import datetime as dt

from django.utils import timezone

from multaqa.assembly.domain import approving, remarking
from multaqa.assembly.domain.reminding import debts
from multaqa.assembly.models import Minutes, MinutesComment, MinutesLook
from tests.assembly.minutes.conftest import browser, in_days, refused


def test_a_remark_on_an_entry_is_answered_and_closed(held):
    held.send()
    remark = remarking.remark(held.minutes, "سقطت كلمة «طيبًا».", entry=held.spoken, by=held.delegates[0])
    assert (remark.entry, remark.room) == (held.spoken, held.chamber.world.rooms[0])
    assert remarking.remark(held.minutes, "سقطت كلمة «طيبًا».", entry=held.spoken, by=held.delegates[0]) == remark
    remarking.settle(remark, "أُعيدت.", by=held.secretary)
    row = MinutesComment.objects.get()
    assert (row.settled_how, row.settled_by, row.settled_at is not None) == ("أُعيدت.", held.secretary, True)


def test_remarks_are_taken_only_while_the_draft_is_sent_round(held):
    assert refused(remarking.remark, held.minutes, "كلمة", by=held.delegates[0]) == "minutes_not_there"
    held.send()
    assert refused(remarking.remark, held.minutes, "كلمة", by=held.chamber.world.salwa) == "not_allowed"
    assert refused(remarking.remark, held.minutes, " ", by=held.delegates[0]) == "empty"
    Minutes.objects.update(comments_until=timezone.now() - dt.timedelta(minutes=1))
    assert refused(remarking.remark, held.minutes, "كلمة", by=held.delegates[0]) == "remarks_over"
    held.send()
    remarking.remark(held.minutes, "كلمة", by=held.delegates[0])


def test_it_is_not_sent_until_yesterday(held):
    assert refused(remarking.send_for_remarks, held.minutes, until=in_days(-2), by=held.secretary) == "date_past"


def test_the_secretary_sees_who_has_not_looked_without_asking(held):
    held.send()
    tariq = held.delegates[0]
    browser(tariq).get(held.path)
    browser(tariq).get(held.path)
    browser(held.secretary).get(held.path)
    assert list(MinutesLook.objects.values_list("person", flat=True)) == [tariq.pk]
    remarking.remark(held.minutes, "كلمة", by=tariq)
    asked = {row.person: (row.looked_at is not None, row.remarks) for row in remarking.asked(held.minutes)}
    assert asked == {tariq: (True, 1), **dict.fromkeys(held.delegates[1:], (False, 0))}
    page = browser(held.secretary, "en").get(held.path).content.decode()
    assert page.count("Has not looked yet") == 3
    assert "Has not looked yet" not in browser(tariq, "en").get(held.path).content.decode()


def test_a_room_that_named_nobody_is_listed_too(held):
    held.send()
    world = held.chamber.world
    world.add_room("ضفاف", "كمال")
    assert [(row.room.name, row.person) for row in remarking.asked(held.minutes)][0:5].count(("ضفاف", None)) == 1


def test_remarks_stand_beside_their_entry_for_delegates_and_offices(held):
    held.send()
    delegate = browser(held.delegates[0])
    assert delegate.post(f"{held.path}remark/", {"entry": held.spoken.pk, "text": "سقطت كلمة"}).status_code == 302
    remark = MinutesComment.objects.get()
    assert "سقطت كلمة" in browser(held.delegates[1]).get(held.path).content.decode()
    browser(held.secretary).post(f"/months/minutes/remark/{remark.pk}/", {"how": "أُعيدت."})
    assert "أُعيدت." in delegate.get(held.path).content.decode()
    held.approve_in_writing()
    held.minutes.refresh_from_db()
    approving.publish(held.minutes, by=held.secretary)
    assert "سقطت كلمة" not in browser().get(held.path).content.decode()


def test_what_was_typed_stays_when_a_remark_is_refused(held):
    held.send()
    Minutes.objects.update(comments_until=timezone.now() - dt.timedelta(minutes=1))
    page = browser(held.delegates[0]).post(f"{held.path}remark/", {"entry": "س", "text": "كلام طويل"})
    assert page.status_code == 422


def test_only_those_who_have_not_looked_are_reminded(held):
    held.send()
    browser(held.delegates[0]).get(held.path)
    owing = {owed.person for owed in debts(held.chamber.sitting.cycle) if owed.what == "minutes"}
    assert owing == {person.pk for person in (*held.delegates[1:], *held.chamber.alternates)}


def test_the_month_leads_a_delegate_to_the_draft(held):
    month = f"/months/{held.chamber.sitting.cycle_id}/"
    assert held.path in browser(held.delegates[0]).get(month).content.decode()
    assert held.path not in browser(held.chamber.world.salwa).get(month).content.decode()
