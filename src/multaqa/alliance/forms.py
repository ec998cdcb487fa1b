"""What people fill in about an alliance: its face and charter, applications, offices and mandates."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multaqa.accounts.models import Person
from multaqa.alliance.enums import MandateRole, Office
from multaqa.alliance.models import Charter, Series
from multaqa.rooms.forms import WEEKDAYS, NewRoomForm
from multaqa.rooms.forms import FaceForm as RoomFaceForm
from multaqa.rooms.models import Room


def _text(label: Any, length: int, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=length, widget=widget, **more)


def _long(label: Any, length: int, *, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.Textarea(attrs={"dir": "auto", "rows": rows}), **more)


def _email(label: Any) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"})
    return forms.EmailField(label=label, required=False, widget=widget)


def _word() -> forms.CharField:
    said = _("Who you are and what you bring; the coordinators read it.")
    return _long(_("A word to the alliance"), 1000, required=False, help_text=said)


def _rooms_offered(field: forms.Field, rooms: Iterable[Room]) -> None:
    assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)
    field.choices = [(str(room.pk), room.name) for room in rooms]


class FaceForm(forms.Form):
    """What an alliance says of itself."""

    name = _text(_("Name of the alliance"), 200)
    purpose = _text(_("What is it for, in one sentence?"), 200, help_text=_("It stands below the name wherever it is shown."))
    about = _long(_("Who we are"), 4000, required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, of_rooms = self.fields["time_zone"], RoomFaceForm().fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(of_rooms, forms.ChoiceField)
        field.choices = of_rooms.choices


class FoundForm(forms.Form):
    """The least an alliance needs."""

    name = _text(_("Name of the alliance"), 200)
    purpose = _text(_("What is it for, in one sentence?"), 200, help_text=_("It stands below the name wherever it is shown."))
    charter = _long(
        _("Text of the charter"), 20000, rows=10,
        help_text=_("What the rooms agree on. Each room accepts it when it applies; you may publish newer versions later."),
    )  # fmt: skip
    rooms = forms.MultipleChoiceField(
        label=_("Which of your rooms take the first seats?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, rooms: Iterable[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owned = {str(room.pk): room for room in rooms}
        _rooms_offered(self.fields["rooms"], self.owned.values())

    def clean_rooms(self) -> list[Room]:
        """The rooms themselves."""
        return [self.owned[pk] for pk in self.cleaned_data["rooms"]]


class CharterForm(forms.Form):
    """A version of the charter."""

    text = _long(_("Text of the charter"), 20000, rows=16)
    change_note = _text(_("What changed?"), 300, required=False, help_text=_("Rooms read it before they accept."))


class AcceptingForm(forms.Form):
    """A yes to the version of the charter that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    accepts = forms.BooleanField(label=_("We have read the charter and accept it"))

    def __init__(self, *args: Any, charter: Charter | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.charter = charter
        self.fields["version"].initial = charter.version if charter else 0

    def read_charter(self) -> Charter | None:
        """The version that was read, so that a newer one is not accepted unread."""
        read = self.cleaned_data["version"]
        return self.charter if self.charter is not None and self.charter.version == read else None


class ApplyForm(AcceptingForm):
    """A room asks for a seat."""

    room = forms.ChoiceField(label=_("Which room?"))
    word = _long(
        _("A word to the alliance"),
        1000,
        required=False,
        help_text=_("Who you are and what you bring; the coordinators read it."),
    )
    field_order = ("room", "word", "accepts")

    def __init__(self, *args: Any, rooms: Iterable[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owned = {str(room.pk): room for room in rooms}
        _rooms_offered(self.fields["room"], self.owned.values())

    def clean_room(self) -> Room:
        """The room itself."""
        return self.owned[self.cleaned_data["room"]]


class ElsewhereForm(NewRoomForm, AcceptingForm):
    """A room that lives elsewhere gets its page, and applies. One line of its programme may come with it."""

    link = forms.CharField(
        label=_("Where does it live?"), max_length=300,
        help_text=_("The address that leads to it, beginning with https://"),
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    about = _long(_("More about the room"), 4000, required=False)
    title = _text(
        _("What does it do at its fixed hour?"), 120, required=False, help_text=_("Its programme may be left for later.")
    )
    weekday = forms.TypedChoiceField(label=_("Day"), coerce=int, choices=WEEKDAYS, required=False)
    starts = forms.TimeField(
        label=_("Hour"), required=False, input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )  # fmt: skip
    word = _long(
        _("A word to the alliance"),
        1000,
        required=False,
        help_text=_("Who you are and what you bring; the coordinators read it."),
    )
    field_order = ("name", "offers", "languages", "link", "about", "title", "weekday", "starts", "word", "accepts")


class LinkForm(forms.Form):
    """Another address for a room that lives elsewhere."""

    link = forms.CharField(
        label=_("Where does it live?"), max_length=300, widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"})
    )


class ReasonForm(forms.Form):
    """A reason and nothing else."""

    why = _text(_("The reason"), 300, help_text=_("Those it concerns read it."))


class WordForm(forms.Form):
    """A reason that is welcome and not asked for."""

    why = _text(_("The reason"), 300, required=False)


class LeaveForm(forms.Form):
    """A room leaves: which, and its name once more, so that a slip of the finger ends nothing."""

    name = _text(_("Type the name of the room to confirm"), 200)
    why = _text(_("The reason"), 300, required=False)


class PersonForm(forms.Form):
    """Somebody of those who are known here, or by their address."""

    person = forms.ChoiceField(label=_("Who?"), required=False)
    email = _email(_("Or the e-mail of their account"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((pk, person.display_name) for pk, person in self.people.items())]

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        said = super().clean() or {}
        if not said.get("person") and not said.get("email") and "email" not in self.errors:
            self.add_error("person", _("Choose somebody, or write an address."))
        return said

    def chosen(self) -> Person | None:
        """Who was chosen from the list; None: by address. An address that was typed counts more than a list left as it was."""
        return None if self.cleaned_data["email"] else self.people[self.cleaned_data["person"]]


class OfficeForm(PersonForm):
    """An office and who gets it."""

    office = forms.ChoiceField(label=_("Which office?"), choices=Office.choices)
    field_order = ("office", "person", "email")


class ProposeForm(PersonForm):
    """A mandate and who is to hold it."""

    series = forms.ChoiceField(label=_("For which meetings?"))
    role = forms.ChoiceField(label=_("As what?"), choices=MandateRole.choices, widget=forms.RadioSelect)
    field_order = ("series", "role", "person", "email")

    def __init__(self, *args: Any, series: Iterable[Series], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(one.pk): one for one in series}
        field = self.fields["series"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, one.title) for pk, one in self.offered.items()]
        self.fields["role"].initial = MandateRole.DELEGATE

    def clean_series(self) -> Series:
        """The series itself."""
        return self.offered[self.cleaned_data["series"]]
