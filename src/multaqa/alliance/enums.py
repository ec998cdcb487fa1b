"""The words of alliances, as the database keeps them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SeatState(TextChoices):
    """applied → member → left; or not admitted, or withdrawn by the room."""

    APPLIED = "applied", _("Applied")
    MEMBER = "member", _("Member room")
    NOT_ADMITTED = "not_admitted", _("Not admitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LEFT = "left", _("Left")


class Office(TextChoices):
    """Offices of an alliance. A person may hold several; an office may be held by several."""

    COORDINATOR = "coordinator", _("Coordinator")
    CHAIR = "chair", _("Chair of the sittings")
    SECRETARY = "secretary", _("Secretary")


class MandateRole(TextChoices):
    """For whom a room speaks."""

    DELEGATE = "delegate", _("Delegate")
    ALTERNATE = "alternate", _("Alternate")


class MandateState(TextChoices):
    """proposed (by the room) → active (accepted by the person) → ended | swapped | suspended; or declined, withdrawn."""

    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUSPENDED = "suspended", _("Suspended")
    SWAPPED = "swapped", _("Swapped")
    ENDED = "ended", _("Ended")


class RuleCalendar(TextChoices):
    """By which calendar a series recurs."""

    GREGORIAN = "gregorian", _("Gregorian")
    HIJRI = "hijri", _("Hijri")
