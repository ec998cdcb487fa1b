"""What people fill in about themselves."""

import zoneinfo

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from multaqa.accounts.domain import naming
from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.common.names import NameRefused
from multaqa.common.refusal import Refused

# Where Arabic is spoken comes first: nobody should scroll past four hundred cities.
NEAR_ZONES = [
    "Asia/Riyadh", "Asia/Kuwait", "Asia/Dubai", "Asia/Qatar", "Asia/Bahrain", "Asia/Muscat", "Asia/Aden", "Asia/Baghdad",
    "Asia/Damascus", "Asia/Amman", "Asia/Beirut", "Asia/Jerusalem", "Africa/Cairo", "Africa/Khartoum", "Africa/Tripoli",
    "Africa/Tunis", "Africa/Algiers", "Africa/Casablanca", "Africa/Nouakchott", "Europe/Istanbul", "Europe/London",
    "Europe/Berlin", "Europe/Paris", "America/New_York",
]  # fmt: skip


def name_field() -> forms.CharField:
    """The field of a name. Longer than any name: what is too long is refused with a word, not cut."""
    return forms.CharField(
        label=_("Your name in the rooms"),
        max_length=200,
        help_text=_("As others will see it: up to 32 letters, and not the name of an office."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )


def refused_name(refused: Refused) -> forms.ValidationError:
    """The refusal as a form says it, with a name to take instead when there is one."""
    said = sentence(refused)
    if isinstance(refused, NameRefused) and refused.cleaned:
        said = gettext("{refusal} This one may be taken: {name}").format(refusal=said, name=refused.cleaned)
    return forms.ValidationError(said, code=refused.code)


class SignupForm(forms.Form):
    """What a new account needs beside its address."""

    display_name = name_field()
    field_order = ("display_name", "email")

    def clean_display_name(self) -> str:
        """Refused by the rules of names."""
        try:
            return naming.clean(self.cleaned_data["display_name"])
        except Refused as refused:
            raise refused_name(refused) from refused

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Nothing is left to do: the adapter has filled the person in before they were kept."""


class ProfileForm(forms.ModelForm):
    """Name, languages, zone, calendar and digits."""

    display_name = name_field()
    language = forms.ChoiceField(label=_("Language of the pages"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    calendar = forms.ChoiceField(label=_("Calendar"), choices=Person.Calendar.choices, widget=forms.RadioSelect)
    digits = forms.ChoiceField(label=_("Digits"), choices=Person.Digits.choices, widget=forms.RadioSelect, required=False)

    class Meta:
        model = Person
        fields = ("display_name", "languages", "language", "time_zone", "calendar", "digits")
        help_texts = {"languages": _("Which you speak, in your own words.")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        languages = self.fields["language"]
        assert isinstance(languages, forms.ChoiceField)
        languages.choices = [("", _("As the browser has it")), ("ar", "العربية"), ("en", "English")]
        zones = self.fields["time_zone"]
        assert isinstance(zones, forms.ChoiceField)
        zones.choices = _zones()
        self.name_before = self.instance.display_name

    def clean_display_name(self) -> str:
        """Refused by the rules of names; a name that stays is not judged again."""
        name = str(self.cleaned_data["display_name"])
        if name == self.name_before:
            return name
        try:
            return naming.clean(name, of=self.instance)
        except Refused as refused:
            raise refused_name(refused) from refused


def _zones() -> list[tuple[object, object]]:
    others = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return [
        ("", _("The zone of the house ({zone})").format(zone=settings.TIME_ZONE)),
        (_("Near"), [(zone, _city(zone)) for zone in NEAR_ZONES]),
        (_("Everywhere"), [(zone, _city(zone)) for zone in others if zone not in NEAR_ZONES]),
    ]


def _city(zone: str) -> str:
    return zone.replace("_", " ")
