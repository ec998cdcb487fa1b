"""What people fill in about a room: its face, its rule as questions, its doors, its programme, its people."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from multaqa.common.digits import latin_digits
from multaqa.rooms.enums import EVERYDAY_KINDS, Doors, Links, SanctionKind
from multaqa.rooms.models import Room
from multaqa.rooms.words import HOUR, length, length_of_seconds, microphones

WEEKDAYS = [
    (5, _("Saturday")), (6, _("Sunday")), (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")),
    (4, _("Friday")),
]  # fmt: skip
DAY = 24 * HOUR
SANCTION_MINUTES = (5, 15, HOUR, 3 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY)
LINK_DAYS = (1, 7, 30, 90, 365)
TURN_SECONDS = (30, 60, 120, 180, 300, 600, 900, 1200, 1800)
SLOW_SECONDS = (0, 5, 10, 30, 60, 300)


def _text(label: Any, length: int, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=length, widget=widget, **more)


def _long(label: Any, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"dir": "auto", "rows": 4})
    return forms.CharField(label=label, max_length=4000, required=False, widget=widget, **more)


def _why(**more: Any) -> forms.CharField:
    return _text(_("The reason"), 300, help_text=_("The person and the log see it."), **more)


class NewRoomForm(forms.Form):
    """The least a room needs; everything else can wait."""

    name = _text(_("Name of the room"), 200)
    offers = _text(_("What does it offer, in one sentence?"), 200, help_text=_("It stands on the card that brings people in."))
    languages = _text(_("Which languages are spoken in it?"), 200)


class FaceForm(NewRoomForm):
    """What its page shows."""

    about = _long(_("More about the room"))
    house_rules = _long(_("Rules of the room"), help_text=_("One rule a line. Whoever comes in sees them."))
    time_zone = forms.ChoiceField(
        label=_("Time zone of the programme"), choices=lambda: [(zone, zone.replace("_", " ")) for zone in _zones()]
    )
    tint = forms.TypedChoiceField(label=_("Colour"), coerce=int, choices=lambda: [(n, str(n)) for n in range(1, 7)])


def _zones() -> list[str]:
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))


class RuleForm(forms.Form):
    """The rule of the floor, as questions."""

    microphones = forms.TypedChoiceField(label=_("How many microphones are open together?"), coerce=int)
    seconds = forms.TypedChoiceField(label=_("How long is a turn?"), coerce=int)
    question_seconds = forms.TypedChoiceField(label=_("How long is a question?"), coerce=int)
    reply_seconds = forms.TypedChoiceField(label=_("How long is a right of reply?"), coerce=int)
    order_seconds = forms.TypedChoiceField(label=_("How long is a point of order?"), coerce=int)
    kinds = forms.MultipleChoiceField(
        label=_("Which kinds of turns may be asked for?"),
        choices=[(k.value, k.label) for k in EVERYDAY_KINDS],
        widget=forms.CheckboxSelectMultiple,
    )
    fair = forms.BooleanField(
        label=_("Who has not spoken goes first"), required=False,
        help_text=_("In the list, whoever has not yet spoken in this gathering stands before those who have."),
    )  # fmt: skip
    auto_call = forms.BooleanField(
        label=_("The next one is called by itself"), required=False,
        help_text=_("When this is off, nobody speaks before a supervisor gives the floor."),
    )  # fmt: skip
    cut = forms.BooleanField(
        label=_("The sound is cut when the time is over"), required=False,
        help_text=_("When this is off, the speaker is warned, and a supervisor extends or withdraws the floor."),
    )  # fmt: skip
    countdown_seconds = forms.TypedChoiceField(label=_("How long does whoever is called have to press?"), coerce=int)
    grace_seconds = forms.TypedChoiceField(
        label=_("How long is the microphone kept for a speaker whose connection drops?"), coerce=int
    )
    visitors_ask = forms.BooleanField(label=_("Visitors may ask for the floor"), required=False)
    visitors_write = forms.BooleanField(label=_("Visitors may write in the chat"), required=False)
    links = forms.ChoiceField(label=_("Whose links are let through in the chat?"), choices=Links.choices)
    slow_seconds = forms.TypedChoiceField(label=_("How far apart are one person's messages?"), coerce=int)

    GROUPS = (
        (_("The turn"), _("Whoever asks is told these lengths before asking."),
         ("microphones", "seconds", "question_seconds", "reply_seconds", "order_seconds", "kinds", "cut")),
        (_("The order"), _("The rule is published: everybody in the line can see it, and why they stand where they stand."),
         ("fair", "auto_call", "countdown_seconds", "grace_seconds")),
        (_("Visitors and the chat"), _("A visitor has a name and no account. Supervisors write and speak in any case."),
         ("visitors_ask", "visitors_write", "links", "slow_seconds")),
    )  # fmt: skip

    def groups(self) -> list[tuple[Any, Any, list[forms.BoundField]]]:
        """The questions by matter, each with what it is about."""
        return [(title, about, [self[name] for name in names]) for title, about, names in self.GROUPS]

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(room, name) for name in self.fields} | {"kinds": room.offered_kinds}
        offered = {
            "microphones": (range(1, 5), microphones),
            "countdown_seconds": ((8, 12, 20, 30, 60), length_of_seconds),
            "grace_seconds": ((15, 30, 60, 120), length_of_seconds),
            "slow_seconds": (SLOW_SECONDS, lambda n: length_of_seconds(n) if n else gettext("Any number, at once")),
        }
        for name in ("seconds", "question_seconds", "reply_seconds", "order_seconds"):
            offered[name] = (TURN_SECONDS, length_of_seconds)
        for name, (values, said) in offered.items():
            # What the room has now is always among the answers, wherever it was set.
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(value, said(value)) for value in sorted({*values, getattr(room, name)})]


class DoorsForm(forms.Form):
    """Who may come in."""

    doors = forms.ChoiceField(label=_("Who may come in?"), choices=Doors.choices, widget=forms.RadioSelect)
    word = _text(_("The word that opens the room"), 100, required=False)

    def explained(self) -> list[tuple[Any, str]]:
        """Each answer with what follows from it."""
        said = {
            Doors.OPEN: gettext("Even without an account, to listen."),
            Doors.MEMBERS: gettext("Others see the room's page and do not hear it."),
            Doors.LOCKED: gettext("Members come in as ever; others say the word you give out."),
            Doors.CLOSED: gettext("The room is locked until you open it."),
        }
        return [(radio, said[Doors(radio.data["value"])]) for radio in self["doors"]]


class PictureForm(forms.Form):
    """A picture in place of the star."""

    picture = forms.FileField(
        label=_("A picture in place of the star"), help_text=_("PNG, JPEG or WebP, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )  # fmt: skip


class LineForm(forms.Form):
    """A line of the programme."""

    weekday = forms.TypedChoiceField(label=_("Day"), coerce=int, choices=WEEKDAYS)
    starts = forms.TimeField(
        label=_("Hour"), input_formats=["%H:%M", "%H:%M:%S"], widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    minutes = forms.TypedChoiceField(label=_("How long?"), coerce=int, initial=120)
    title = _text(_("What is it about?"), 120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["minutes"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(minutes, length(minutes)) for minutes in (30, 60, 90, 120, 180, 240, 360)]


class MemberForm(forms.Form):
    """Somebody by their address."""

    email = forms.EmailField(
        label=_("E-mail of whoever becomes a member"), widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"})
    )


class WhyForm(forms.Form):
    """A reason and nothing else."""

    why = _why()


class CloseForm(forms.Form):
    """The end of a gathering; a reason is welcome."""

    why = _why(required=False)


class EndForm(forms.Form):
    """The end of a room: its name once more, so that a slip of the finger ends nothing."""

    name = _text(_("Type the name of the room to confirm"), 200)
    why = _why(required=False)


class SanctionForm(forms.Form):
    """A sanction: which, for how long, why."""

    kind = forms.ChoiceField(label=_("Which sanction?"), choices=SanctionKind.choices)
    minutes = forms.TypedChoiceField(label=_("For how long?"), coerce=int)
    why = _why()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_lengths(self.fields["minutes"], without_end=True)


class LengthForm(forms.Form):
    """Another length for a sanction that stands."""

    minutes = forms.TypedChoiceField(label=_("How long from now?"), coerce=int)

    def __init__(self, *args: Any, without_end: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_lengths(self.fields["minutes"], without_end=without_end)


def _offer_lengths(field: forms.Field, *, without_end: bool) -> None:
    assert isinstance(field, forms.ChoiceField)
    offered = (*SANCTION_MINUTES, 0) if without_end else SANCTION_MINUTES
    field.choices = [(minutes, length(minutes)) for minutes in offered]


class GuestForm(forms.Form):
    """A guest and how long their link works."""

    name = _text(_("Name of the guest, as others will see it"), 200)
    days = forms.TypedChoiceField(label=_("For how long does the link work?"), coerce=int, initial=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["days"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(days, length(days * DAY)) for days in LINK_DAYS]


def number_asked(text: str) -> int | None:
    """A number of an address, in either kind of digits; None when it is none."""
    plain = latin_digits(text)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 19 else None
