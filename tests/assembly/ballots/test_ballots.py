"""A ballot from its question to its decision."""

import pytest

from multaqa.assembly.domain import ballots, running, seats
from multaqa.assembly.domain.ballot_views import ballot_view
from multaqa.assembly.domain.quorum import present_rooms, quorum
from multaqa.assembly.models import Ballot, Decision, Vote
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Act, Event


def refused(deed, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        deed(*args, **kwargs)
    return caught.value.code


def test_a_motion_is_put_voted_closed_and_published(votes):
    tariq, muna, fahd, aisha = votes.chamber.delegates
    ballot = votes.opened()
    for person, said in ((tariq, "for"), (muna, "for"), (fahd, "against"), (aisha, "abstain")):
        votes.cast(ballot, person, said)
    assert ballot_view(Ballot.objects.get(pk=ballot.pk)).choices[0].count == -1
    votes.close(ballot)
    assert (ballot.state, ballot.adopted, ballot.tie) == ("closed", True, False)
    assert ballot_view(ballot).adopted is None
    votes.publish(ballot)
    view = ballot_view(ballot)
    assert [(choice.code, choice.count) for choice in view.choices] == [("for", 2), ("against", 1), ("abstain", 1)]
    assert view.adopted is True
    assert view.choices_of == {
        str(room.pk): [view.choices[n].id] for room, n in zip(votes.chamber.world.rooms, (0, 0, 1, 2), strict=True)
    }
    decision = Decision.objects.get()
    assert (decision.number, decision.text, decision.ballot, decision.item) == (1, ballot.question, ballot, ballot.item)
    assert list(Act.objects.filter(what__startswith="ballot").order_by("pk").values_list("what", flat=True)) == [
        "ballot_opened",
        "ballot_closed",
        "ballot_published",
    ]


def test_decisions_are_numbered_through_the_month_and_take_the_chair_s_words(votes):
    for n, said in enumerate(("", "يُعتمد الثلاثاء يومًا للتعريف."), start=1):
        ballot = votes.opened()
        votes.cast(ballot, votes.chamber.delegates[0], "for")
        votes.close(ballot)
        votes.publish(ballot, said)
        assert Decision.objects.get(ballot=ballot).number == n
    assert Decision.objects.get(number=2).text == "يُعتمد الثلاثاء يومًا للتعريف."


def test_a_tie_decides_nothing(votes):
    ballot = votes.opened()
    votes.cast(ballot, votes.chamber.delegates[0], "for")
    votes.cast(ballot, votes.chamber.delegates[1], "against")
    votes.publish(votes.close(ballot))
    assert (ballot.adopted, ballot.tie) == (False, True)
    assert not Decision.objects.exists()


def test_one_of_several_is_chosen_and_its_name_stands_in_the_decision(votes):
    ballot = votes.opened(question="يوم التعريف:", method="single", choices=["السبت", "الثلاثاء"])
    for person, said in zip(votes.chamber.delegates, ("الثلاثاء", "السبت", "الثلاثاء"), strict=False):
        votes.cast(ballot, person, said)
    view = ballot_view(votes.publish(votes.close(ballot)))
    assert view.adopted is None
    assert view.winner == ballot.choices.get(text="الثلاثاء").pk
    assert Decision.objects.get().text == "يوم التعريف: الثلاثاء"


def test_several_may_be_taken_but_no_more_than_said(votes):
    tariq, muna, *_ = votes.chamber.delegates
    ballot = votes.opened(method="several", most=2, choices=["شعر", "تاريخ", "لغة"])
    votes.cast(ballot, tariq, "شعر", "لغة")
    assert refused(votes.cast, ballot, muna, "شعر", "تاريخ", "لغة") == "choices_wrong"
    assert refused(votes.cast, ballot, muna) == "choices_wrong"
    votes.close(ballot)
    assert sorted(ballot.counts.values()) == [0, 1, 1]


def test_a_vote_is_changed_until_the_closing_and_keeps_its_receipt(votes):
    tariq = votes.chamber.delegates[0]
    ballot = votes.opened()
    first = votes.cast(ballot, tariq, "for")
    again = votes.cast(ballot, tariq, "against")
    assert again.receipt == first.receipt
    assert len(first.receipt) == 16
    assert Vote.objects.get().choices == [ballot.choices.get(code="against").pk]
    assert Event.objects.filter(kind="voted").count() == 1
    votes.close(ballot)
    assert refused(votes.cast, ballot, tariq, "for") == "ballot_over"


def test_without_quorum_nothing_is_opened(votes):
    chamber = votes.chamber
    ballot = votes.put()
    for delegate in chamber.delegates[:2]:
        chamber.leave(delegate)
    assert present_rooms(chamber.sitting) == {room.pk for room in chamber.world.rooms[2:]}
    with pytest.raises(Refused) as caught:
        ballots.open_ballot(votes.gathering, ballot=ballot.pk, by=chamber.chair)
    assert (caught.value.code, caught.value.facts) == ("no_quorum", {"present": 2, "needed": 3})
    type(chamber.sitting).objects.update(quorum_needed=0)
    ballots.open_ballot(votes.gathering, ballot=ballot.pk, by=chamber.chair)
    ballot.refresh_from_db()
    assert ballot.quorum_at_opening == {"present": [room.pk for room in chamber.world.rooms[2:]], "needed": 0, "seats": 4}


def test_who_voted_and_lost_the_line_was_there(votes):
    tariq, muna, *_ = votes.chamber.delegates
    ballot = votes.opened()
    votes.cast(ballot, tariq, "for")
    for person in (tariq, muna):
        votes.chamber.leave(person)
    votes.close(ballot)
    rooms = votes.chamber.world.rooms
    assert ballot.quorum_at_closing["present"] == sorted(room.pk for room in (rooms[0], rooms[2], rooms[3]))
    assert len(quorum(votes.chamber.sitting).present) == 2


def test_the_vote_goes_with_the_seat(votes):
    tariq, adil = votes.chamber.delegates[0], votes.chamber.alternates[0]
    votes.chamber.arrive(adil)
    ballot = votes.opened()
    votes.cast(ballot, tariq, "for")
    seats.take_seat(votes.gathering, by=adil)
    assert refused(votes.cast, ballot, tariq, "for") == "no_vote"
    votes.cast(ballot, adil, "against")
    assert Vote.objects.count() == 1
    assert Vote.objects.get().person == adil
    assert list(votes.close(ballot).counts.values()) == [0, 1, 0]


def test_whoever_is_removed_has_voted_all_the_same(votes):
    tariq = votes.chamber.delegates[0]
    ballot = votes.opened()
    votes.cast(ballot, tariq, "for")
    seats.remove_from_sitting(votes.gathering, person=tariq.pk, why="خرج عن النظام", by=votes.chamber.chair)
    assert refused(votes.cast, ballot, tariq, "against") == "no_vote"
    assert list(votes.close(ballot).counts.values()) == [1, 0, 0]


def test_a_seat_given_after_the_opening_has_no_vote_in_it(votes):
    ballot = votes.opened()
    ballot.entitled.filter(room=votes.chamber.world.rooms[0]).delete()
    assert refused(votes.cast, ballot, votes.chamber.delegates[0], "for") == "no_vote"


def test_one_vote_at_a_time_and_the_item_waits_for_it(votes):
    first, second = votes.put(), votes.put()
    ballots.open_ballot(votes.gathering, ballot=first.pk, by=votes.chamber.chair)
    n = ballots.open_ballot(votes.gathering, ballot=first.pk, by=votes.chamber.chair)
    assert n == Event.objects.latest("n").n
    assert refused(ballots.open_ballot, votes.gathering, ballot=second.pk, by=votes.chamber.chair) == "ballot_open"
    assert refused(running.next_item, votes.gathering, by=votes.chamber.chair) == "ballot_open"
    assert refused(running.adjourn, votes.gathering, by=votes.chamber.chair) == "ballot_open"


def test_a_ballot_of_wrong_choices_is_not_put(votes):
    for wrong in (["السبت"], ["السبت", "السبت"], ["السبت", " "]):
        assert refused(votes.put, method="single", choices=wrong) == "choices_wrong"
    assert refused(votes.put, method="several", most=3, choices=["أ", "ب"]) == "choices_wrong"
    assert refused(votes.put, method="lottery") == "malformed"
    assert refused(votes.put, item=999999) == "no_such_item"


def test_a_voided_ballot_tells_no_count_and_says_why(votes):
    ballot = votes.opened()
    votes.cast(ballot, votes.chamber.delegates[0], "for")
    chair = votes.chamber.chair
    assert refused(ballots.void, votes.gathering, ballot=ballot.pk, why=" ", by=chair) == "why_needed"
    ballots.void(votes.gathering, ballot=ballot.pk, why="السؤال ملتبس", by=chair)
    ballot.refresh_from_db()
    assert (ballot.state, ballot.voided_why, ballot.counts) == ("voided", "السؤال ملتبس", None)
    assert refused(ballots.publish, votes.gathering, ballot=ballot.pk, by=chair) == "ballot_over"


def test_a_rehearsal_leaves_no_decision(db):
    from tests.assembly.ballots.conftest import in_session

    votes = in_session(kind="rehearsal")
    ballot = votes.opened()
    votes.cast(ballot, votes.chamber.delegates[0], "for")
    votes.publish(votes.close(ballot))
    assert ballot.adopted
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("said", "state"), [("for", "adopted"), ("against", "not_accepted")])
def test_the_contribution_behind_the_item_goes_on_its_way(votes, said, state):
    from tests.assembly.agenda.conftest import accepted

    contribution = accepted(votes.chamber.world, votes.chamber.sitting.cycle, "يوم للتعريف")
    item = votes.chamber.items[0]
    type(item).objects.filter(pk=item.pk).update(contribution=contribution)
    ballot = votes.opened()
    votes.cast(ballot, votes.chamber.delegates[0], said)
    votes.publish(votes.close(ballot))
    contribution.refresh_from_db()
    assert contribution.state == state
    assert contribution.steps.last().state == state
