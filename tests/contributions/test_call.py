"""What people bring is numbered, weighed, answered together, supported and discussed."""

import pytest
from django.test import Client
from django.utils import timezone

from multaqa.common.refusal import Refused
from multaqa.contributions.domain import bringing, supporting, weighing
from multaqa.contributions.models import Call, Contribution
from multaqa.contributions.views.reading import as_html

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _refused(deed, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.code


def _bring(call, by, title="يوم موحّد للتعريف بالغرف", kind="proposal"):
    return bringing.bring(call, kind=kind, title=title, body="نقترح يومًا واحدًا.", by=by)


def test_numbers_have_no_gaps_and_a_second_press_is_one(world, call):
    first = _bring(call, world.owners[1])
    assert _bring(call, world.owners[1]) == first
    second = _bring(call, world.zahir, "سؤال للضيف", "question")
    assert (first.number, second.number, first.from_room, second.from_room) == (1, 2, world.rooms[1], None)


def test_what_the_call_does_not_take_is_refused(world, call):
    assert _refused(bringing.bring, call, kind="paper", title="ورقة", by=world.salwa) == "kind_not_taken"
    assert _refused(bringing.bring, call, kind="idea", title="  ", by=world.salwa) == "title_needed"
    Call.objects.update(closes_at=timezone.now())
    assert _refused(bringing.bring, call, kind="idea", title="فكرة", by=world.salwa) == "call_closed"


def test_decisions_are_published_together_each_with_its_sentence(world, call):
    accepted, refused = _bring(call, world.salwa), _bring(call, world.salwa, "فكرة أخرى", "idea")
    weighing.take(accepted, by=world.secretary)
    weighing.decide(accepted, "accepted", by=world.coordinator)
    assert _refused(weighing.decide, refused, "not_accepted", by=world.coordinator) == "sentence_needed"
    weighing.decide(refused, "not_accepted", answer="سبقت إليها غرفة سُقيا.", by=world.coordinator)
    assert set(Contribution.objects.values_list("state", flat=True)) == {"under_review", "submitted"}
    assert weighing.publish_all(call, by=world.coordinator) == 2
    assert dict(Contribution.objects.values_list("number", "state")) == {1: "accepted", 2: "not_accepted"}
    assert Contribution.objects.get(number=2).answer == "سبقت إليها غرفة سُقيا."
    assert weighing.publish_all(call, by=world.coordinator) == 0
    assert _refused(bringing.withdraw, refused, by=world.salwa) == "not_from_here"


def test_what_is_given_back_is_handed_in_again(world, call):
    one = _bring(call, world.salwa)
    weighing.request_changes(one, note="أضف مثالًا.", by=world.secretary)
    assert _refused(bringing.change, one, title="عنوان", body="", by=world.zahir) == "not_allowed"
    page = f"/calls/one/{one.pk}/"
    assert "أضف مثالًا." not in Client().get(page).content.decode()
    author = Client()
    author.force_login(world.salwa, backend=BACKEND)
    assert "أضف مثالًا." in author.get(page).content.decode()
    changed = bringing.change(one, title="يوم موحّد", body="مثال: غرفة سُقيا.", by=world.salwa)
    assert changed.state == "submitted"
    assert [step.state for step in one.steps.order_by("pk")] == ["submitted", "needs_changes", "submitted"]


def test_only_offices_weigh(world, call):
    one = _bring(call, world.salwa)
    for stranger in (world.salwa, world.owners[0], world.zahir):
        assert _refused(weighing.take, one, by=stranger) == "not_allowed"
        assert _refused(weighing.decide, one, "accepted", by=stranger) == "not_allowed"
        assert _refused(weighing.publish_all, call, by=stranger) == "not_allowed"


def test_support_is_one_a_person_and_taken_back(world, call):
    one = _bring(call, world.salwa)
    assert supporting.endorse(one, by=world.owners[0])
    assert not supporting.endorse(one, by=world.owners[0])
    assert one.endorsements.count() == 0
    assert _refused(supporting.endorse, one, by=world.zahir) == "account_for_support"


def test_a_sitting_decides_straight_from_acceptance(world, call):
    one = _bring(call, world.salwa)
    weighing.by_sitting(one, "adopted", "يعتمد", world.chair)
    assert Contribution.objects.get().state == "submitted"
    weighing.decide(one, "accepted", by=world.coordinator)
    weighing.publish_all(call, by=world.coordinator)
    weighing.by_sitting(one, "adopted", "يعتمد بتعديل.", world.chair)
    assert (Contribution.objects.get().state, Contribution.objects.get().answer) == ("adopted", "يعتمد بتعديل.")


def test_what_is_for_the_committee_stays_with_the_committee(world, call):
    one = _bring(call, world.salwa)
    supporting.comment(one, "ملاحظة داخلية", review=True, by=world.secretary)
    first = supporting.comment(one, "كلام طيب", by=world.owners[0])
    supporting.comment(one, "شكرًا", reply_to=first.pk, by=world.salwa)
    assert _refused(supporting.comment, one, "سر", review=True, by=world.salwa) == "not_allowed"
    seen = _of(world.salwa).get(f"/calls/one/{one.pk}/").content.decode()
    assert ("ملاحظة داخلية" in seen, "كلام طيب" in seen) == (False, True)
    assert "ملاحظة داخلية" in _of(world.secretary).get(f"/calls/one/{one.pk}/").content.decode()


def _of(person, language="ar"):
    browser = Client(headers={"accept-language": language})
    browser.force_login(person, backend=BACKEND)
    return browser


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_pages_walk_from_an_idea_to_its_answer(world, call, language):
    author, coordinator = _of(world.salwa, language), _of(world.coordinator, language)
    assert author.get(f"/calls/{call.pk}/").status_code == 200
    wrong = author.post(f"/calls/{call.pk}/bring/", {"kind": "idea", "title": "", "body": "نص طويل كُتب"})
    assert (wrong.status_code, "نص طويل كُتب" in wrong.content.decode()) == (422, True)
    author.post(f"/calls/{call.pk}/bring/", {"kind": "idea", "title": "بطاقة لكل غرفة", "body": "- أولًا\n- ثانيًا"})
    one = Contribution.objects.get()
    assert author.post(f"/calls/one/{one.pk}/endorse/").status_code == 302
    assert "بطاقة" in Client().get(f"/calls/{call.pk}/?q=البطاقه").content.decode()
    assert coordinator.get(f"/calls/{call.pk}/review/").status_code == 200
    assert author.get(f"/calls/{call.pk}/review/").status_code == 403
    coordinator.post(f"/calls/one/{one.pk}/weigh/accepted/", {"answer": "مقبولة."})
    coordinator.post(f"/calls/{call.pk}/publish/")
    assert "مقبولة." in Client().get(f"/calls/{call.pk}/{one.number}/", follow=True).content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(world, call, django_assert_max_num_queries):
    for n in range(15):
        _bring(call, world.salwa, f"فكرة رقم {n}", "idea")
    with django_assert_max_num_queries(14):
        Client().get(f"/calls/{call.pk}/")


def test_text_of_people_carries_no_script():
    made = as_html("<script>x</script> [رابط](javascript:alert(1)) **مهم** <img src=x onerror=y> [حسن](https://example.org)")
    assert "<script" not in made
    assert "javascript:alert" not in made or "href" not in made.split("javascript")[0][-8:]
    assert "<img" not in made
    assert '<p dir="auto">' in made
    assert 'rel="nofollow noopener ugc"' in made
