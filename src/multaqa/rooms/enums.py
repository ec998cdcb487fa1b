"""The words of rooms, as the database keeps them. They are the same words as on the wire."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """An office in a room, or membership of it."""

    OWNER = "owner", _("Owner")
    SUPERVISOR = "supervisor", _("Supervision")
    MEMBER = "member", _("Member")


class Doors(TextChoices):
    """Who may come in. `LOCKED` opens with a word; `CLOSED` is the lock: nobody new."""

    OPEN = "open", _("Everyone")
    MEMBERS = "members", _("Members only")
    LOCKED = "locked", _("Whoever knows the word")
    CLOSED = "closed", _("Nobody")


class TurnKind(TextChoices):
    """Kinds of turns. An everyday room offers contribution, question, reply, order and written; a sitting adds the others."""

    CONTRIBUTION = "contribution", _("Contribution")
    QUESTION = "question", _("Question")
    REPLY = "reply", _("Right of reply")
    ORDER = "order", _("Point of order")
    WRITTEN = "written", _("Written contribution")
    INTERPOSED = "interposed", _("Interposed question")
    PRESENTER = "presenter", _("Presenter")
    NOTICE = "notice", _("Technical notice")


EVERYDAY_KINDS = (TurnKind.CONTRIBUTION, TurnKind.QUESTION, TurnKind.REPLY, TurnKind.ORDER, TurnKind.WRITTEN)


class TurnState(TextChoices):
    """waiting → called → speaking ⇄ paused → finished; or one of the other ends."""

    WAITING = "waiting", _("Waiting")
    CALLED = "called", _("Called")
    SPEAKING = "speaking", _("Speaking")
    PAUSED = "paused", _("Paused")
    FINISHED = "finished", _("Finished")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SKIPPED = "skipped", _("Absent when called")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Taken away")


LIVE_STATES = (TurnState.WAITING, TurnState.CALLED, TurnState.SPEAKING, TurnState.PAUSED)
ON_AIR_STATES = (TurnState.CALLED, TurnState.SPEAKING)


class SanctionKind(TextChoices):
    """The room's own order: formal word first, room people's word beside it."""

    VOICE = "voice", _("Voice stopped (red dot)")
    TEXT = "text", _("Writing stopped (red dot)")
    BOUNCE = "bounce", _("Sent out for a while (bounce)")
    BAN = "ban", _("Banned")


class Links(TextChoices):
    """Whose links are shown as links and let through."""

    NOBODY = "nobody", _("Nobody")
    MEMBERS = "members", _("Members of the room")
    EVERYONE = "everyone", _("Everyone")
