"""One contribution is merged into another when its author agrees, or marked as saying the same."""

import pytest
from django.test import Client

from multaqa.common.refusal import Refused
from multaqa.contributions.domain import bringing, linking, supporting, weighing
from multaqa.contributions.models import Contribution, Link

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _refused(deed, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.code


@pytest.fixture
def two(world, call):
    """Salwa's idea, and Zahir's that says nearly the same."""
    return [
        bringing.bring(call, kind="idea", title=title, body="نص.", by=by)
        for title, by in (("يوم موحّد للتعريف", world.salwa), ("يوم نعرّف فيه بغرفنا", world.zahir))
    ]


def test_the_author_agrees_and_support_is_counted_once(world, two):
    first, second = two
    for one in two:
        supporting.endorse(one, by=world.owners[0])
    supporting.endorse(second, by=world.owners[1])
    link = linking.propose_merge(second, first.number, by=world.secretary)
    assert linking.propose_merge(second, first.number, by=world.coordinator) == link
    assert _refused(linking.agree, link, by=world.salwa) == "not_allowed"
    merged = linking.agree(link, by=world.zahir)
    assert linking.agree(link, by=world.zahir) == merged
    assert (merged.state, merged.answer) == ("merged", "تُستكمل في فكرة ١: يوم موحّد للتعريف")
    assert set(first.endorsements.values_list("person", flat=True)) == {world.owners[0].pk, world.owners[1].pk}
    assert [step.state for step in merged.steps.order_by("pk")] == ["submitted", "merged"]
    assert _refused(linking.keep_apart, link, by=world.zahir) == "not_from_here"


def test_the_author_keeps_it_apart_and_is_not_asked_again(world, two):
    first, second = two
    link = linking.propose_merge(second, first.number, by=world.secretary)
    assert linking.keep_apart(link, by=world.zahir).state == "submitted"
    assert linking.keep_apart(link, by=world.zahir).state == "submitted"
    assert _refused(linking.agree, link, by=world.zahir) == "not_from_here"
    assert _refused(linking.propose_merge, second, first.number, by=world.secretary) == "merge_refused"


def test_nobody_but_the_committee_proposes_and_only_what_stands(world, two):
    first, second = two
    assert _refused(linking.propose_merge, second, first.number, by=world.salwa) == "not_allowed"
    assert _refused(linking.mark_duplicate, second, first.number, by=world.zahir) == "not_allowed"
    assert _refused(linking.propose_merge, second, second.number, by=world.secretary) == "no_such_contribution"
    assert _refused(linking.propose_merge, second, 77, by=world.secretary) == "no_such_contribution"
    bringing.withdraw(first, by=world.salwa)
    assert _refused(linking.propose_merge, second, first.number, by=world.secretary) == "not_from_here"


def test_a_proposal_does_not_outlive_what_it_was_about(world, two):
    first, second = two
    link = linking.propose_merge(second, first.number, by=world.secretary)
    bringing.withdraw(first, by=world.salwa)
    assert _refused(linking.agree, link, by=world.zahir) == "not_from_here"


def test_what_says_the_same_leads_to_where_it_stands(world, two):
    first, second = two
    weighing.decide(second, "accepted", by=world.secretary)
    marked = linking.mark_duplicate(second, first.number, by=world.secretary)
    assert (marked.state, marked.pending_state) == ("duplicate", "")
    assert marked.answer == "سبق مثلها في فكرة ١: يوم موحّد للتعريف"
    assert weighing.publish_all(second.call, by=world.secretary) == 0
    assert _refused(linking.mark_duplicate, second, first.number, by=world.secretary) == "not_from_here"


def test_on_the_pages(world, two):
    first, second = two
    committee, author = Client(), Client()
    committee.force_login(world.secretary, backend=BACKEND)
    author.force_login(world.zahir, backend=BACKEND)
    page = f"/calls/one/{second.pk}/"
    wrong = committee.post(f"{page}link/", {"other": "سبعة", "merge": "1"})
    assert wrong.status_code == 422
    assert "سبعة" in wrong.content.decode()
    committee.post(f"{page}link/", {"other": "١", "merge": "1"})
    link = Link.objects.get()
    assert f"/calls/links/{link.pk}/agree/" in author.get(page).content.decode()
    assert f"/calls/links/{link.pk}/agree/" not in committee.get(page).content.decode()
    assert committee.post(f"/calls/links/{link.pk}/agree/").status_code == 422
    answered = author.post(f"/calls/links/{link.pk}/agree/")
    assert answered.headers["Location"] == f"/calls/one/{first.pk}/"
    assert second.title in author.get(f"/calls/one/{first.pk}/").content.decode()
    assert Contribution.objects.get(pk=second.pk).state == "merged"
