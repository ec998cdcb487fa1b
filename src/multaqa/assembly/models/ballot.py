"""Ballots. In a secret one, who has voted (`BallotCast`) and what was voted (`Urn`) never share a row, and neither keeps a time
or an order by which they could be put side by side."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.assembly.enums import BallotMethod, BallotState, Base, Majority
from multaqa.assembly.models.agenda import AgendaItem


class Ballot(models.Model):
    """`quorum_at_opening` and `quorum_at_closing` are {"present": [room ids], "needed": n}. `counts` and `adopted` are the
    result, written at closing, shown when published. `most` is how many choices may be taken (several)."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="ballots")
    question = models.CharField(_("Question"), max_length=300)
    method = models.CharField(max_length=8, choices=BallotMethod.choices, default=BallotMethod.YES_NO)
    majority = models.CharField(max_length=10, choices=Majority.choices, default=Majority.SIMPLE)
    base = models.CharField(max_length=8, choices=Base.choices, default=Base.CAST)
    most = models.PositiveSmallIntegerField(default=1)
    secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=BallotState.choices, default=BallotState.CREATED)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    voided_why = models.CharField(max_length=300, blank=True)
    quorum_at_opening = models.JSONField(null=True, blank=True)
    quorum_at_closing = models.JSONField(null=True, blank=True)
    counts = models.JSONField(null=True, blank=True)
    adopted = models.BooleanField(null=True)
    tie = models.BooleanField(default=False)


class Choice(models.Model):
    """What can be chosen. Of yes_no: for, against, abstain, by `code`."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8, blank=True)
    text = models.CharField(max_length=160)

    class Meta:
        ordering = ("position",)


class Entitled(models.Model):
    """Photographed at opening: a room that may vote, and who held its seat then."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="entitled")
    room = models.ForeignKey("rooms.Room", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("ballot", "room"), name="entitled_once")]


class Vote(models.Model):
    """A room's vote in an open ballot: changeable until closing; `receipt` is what the voter keeps."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes")
    room = models.ForeignKey("rooms.Room", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    choices = models.JSONField()
    receipt = models.CharField(max_length=24)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("ballot", "room"), name="one_vote_a_room")]


class BallotCast(models.Model):
    """A room has cast its vote in a secret ballot; nothing else."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="cast")
    room = models.ForeignKey("rooms.Room", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("ballot", "room"), name="cast_once")]


class Urn(models.Model):
    """The papers of a secret ballot, all of them in one row, so that no paper has a number, a time or a place of its own: a JSON
    list of [digest, [choice ids]] in the order of the digests. Its voter alone finds a paper again, by the receipt behind the
    digest."""

    ballot = models.OneToOneField(Ballot, models.CASCADE, primary_key=True, related_name="+")
    papers = models.TextField(default="[]")
