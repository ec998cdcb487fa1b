"""The words of the month, as the database keeps them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CycleState(TextChoices):
    """planned → call_open → call_closed → preparatory_held → programme_published → open_held → minutes_draft →
    minutes_approved → archived; aside: postponed, cancelled."""

    PLANNED = "planned", _("Planned")
    CALL_OPEN = "call_open", _("The call is open")
    CALL_CLOSED = "call_closed", _("The call is closed")
    PREPARATORY_HELD = "preparatory_held", _("The preparatory meeting was held")
    PROGRAMME_PUBLISHED = "programme_published", _("The programme is published")
    OPEN_HELD = "open_held", _("The open meeting was held")
    MINUTES_DRAFT = "minutes_draft", _("The minutes are being drafted")
    MINUTES_APPROVED = "minutes_approved", _("The minutes are approved")
    ARCHIVED = "archived", _("Archived")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class SittingKind(TextChoices):
    """What a sitting is."""

    PREPARATORY = "preparatory", _("Preparatory meeting")
    OPEN = "open", _("Open meeting")
    EXTRAORDINARY = "extraordinary", _("Extraordinary meeting")
    REHEARSAL = "rehearsal", _("Rehearsal")


class SittingState(TextChoices):
    """draft → scheduled → lobby → in_session ⇄ suspended → adjourned → closed; or cancelled."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    LOBBY = "lobby", _("The doors are open")
    IN_SESSION = "in_session", _("In session")
    SUSPENDED = "suspended", pgettext_lazy("sitting", "Suspended")
    ADJOURNED = "adjourned", _("Adjourned")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class Capacity(TextChoices):
    """In what capacity somebody sits."""

    CHAIR = "chair", _("Chair of the sitting")
    SECRETARY = "secretary", _("Secretary")
    DELEGATE = "delegate", _("Delegate")
    ALTERNATE = "alternate", _("Alternate")
    GUEST = "guest", _("Guest")
    PRESENTER = "presenter", _("Presenter")
    OBSERVER = "observer", _("Observer")
    LISTENER = "listener", _("Listener")


class ItemKind(TextChoices):
    """Kinds of agenda items."""

    OPENING = "opening", _("Opening")
    RECITATION = "recitation", _("Recitation")
    WORD = "word", _("Word of a guest")
    PAPER = "paper", _("Working paper")
    DISCUSSION = "discussion", _("Discussion")
    BALLOT = "ballot", _("Vote")
    BREAK = "break", _("Break")
    PRAYER = "prayer", _("Prayer break")
    CLOSING = "closing", _("Closing")


class Standing(TextChoices):
    """What an item is that stands on every agenda of its kind: the minutes to approve and the open actions lead to theirs."""

    USUAL = "usual", _("Usual")
    MINUTES = "minutes", _("Minutes")
    ACTIONS = "actions", _("Actions")


class Pause(TextChoices):
    """For what a sitting is suspended, when it was said."""

    BREAK = "break", _("Break")
    PRAYER = "prayer", _("Prayer break")


class ItemState(TextChoices):
    """Where an item of the agenda stands."""

    PLANNED = "planned", _("To come")
    CURRENT = "current", _("Now")
    DONE = "done", _("Done")
    CARRIED = "carried", _("Carried over")


class BallotMethod(TextChoices):
    """How one votes."""

    YES_NO = "yes_no", _("For, against, abstain")
    SINGLE = "single", _("One of several")
    SEVERAL = "several", _("Several of several")


class Majority(TextChoices):
    """What a motion needs."""

    SIMPLE = "simple", _("Simple majority")
    ABSOLUTE = "absolute", _("Absolute majority")
    TWO_THIRDS = "two_thirds", _("Two thirds")


class Base(TextChoices):
    """Of what the majority is reckoned."""

    CAST = "cast", _("Of the votes cast")
    PRESENT = "present", _("Of the rooms present")
    SEATS = "seats", _("Of all seats")


class BallotState(TextChoices):
    """created → opened → closed → published; voided."""

    CREATED = "created", _("Not opened yet")
    OPENED = "opened", _("Open")
    CLOSED = "closed", _("Closed")
    PUBLISHED = "published", _("Result published")
    VOIDED = "voided", _("Voided")


class MinutesState(TextChoices):
    """auto_draft → editing → sent_for_comments → approved → published → corrected(version)."""

    AUTO_DRAFT = "auto_draft", _("Drafted by itself")
    EDITING = "editing", _("Being edited")
    SENT_FOR_COMMENTS = "sent_for_comments", _("Sent for comments")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    CORRECTED = "corrected", _("Corrected")


class EntryKind(TextChoices):
    """Kinds of entries of the minutes."""

    NOTE = "note", _("Note")
    DECISION = "decision", _("Decision")
    ACTION = "action", _("Action")
    STATEMENT = "statement", _("Contribution")
    PROCEDURAL = "procedural", _("Procedure")


class Change(TextChoices):
    """What somebody did to an entry of the minutes."""

    ADDED = "added", _("Added")
    REWORDED = "reworded", _("Reworded")
    MOVED = "moved", _("Moved")
    REMOVED = "removed", _("Taken out")
    BACK = "back", _("Put back")


class ActionState(TextChoices):
    """open → in_progress → done | dropped(reason); overdue is computed."""

    OPEN = "open", _("Open")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class InvitationState(TextChoices):
    """drafted → sent → accepted | apologised | no_answer; sound_checked; spoke; thanked."""

    DRAFTED = "drafted", _("Drafted")
    SENT = "sent", _("Waiting for the answer")
    ACCEPTED = "accepted", _("Accepted")
    APOLOGISED = "apologised", _("Apologised")
    NO_ANSWER = "no_answer", _("No answer")
    SOUND_CHECKED = "sound_checked", _("Sound checked")
    SPOKE = "spoke", _("Spoke")
    THANKED = "thanked", _("Thanked")
