"""The rows of the month."""

from multaqa.assembly.models.agenda import AgendaItem, BacklogItem
from multaqa.assembly.models.ballot import Ballot, BallotCast, Choice, Entitled, Urn, Vote
from multaqa.assembly.models.cycle import Cycle, CycleStep, HostTurn
from multaqa.assembly.models.invitation import Invitation
from multaqa.assembly.models.minutes import (
    Action,
    ActionStep,
    Decision,
    Entry,
    EntryRevision,
    Minutes,
    MinutesAnswer,
    MinutesComment,
    MinutesLook,
)
from multaqa.assembly.models.reminder import PushSubscription, Reminder, ReminderChoice
from multaqa.assembly.models.sitting import Participant, Sitting

__all__ = [
    "Action", "ActionStep", "AgendaItem", "BacklogItem", "Ballot", "BallotCast", "Choice", "Cycle", "CycleStep", "Decision",
    "Entitled", "Entry", "EntryRevision", "HostTurn", "Invitation", "Minutes", "MinutesAnswer", "MinutesComment",
    "MinutesLook", "Participant", "PushSubscription", "Reminder", "ReminderChoice", "Sitting", "Urn", "Vote",
]  # fmt: skip
