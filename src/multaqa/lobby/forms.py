"""Forms of the lobby."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGE_NAMES = {"ar": "العربية", "en": "English"}


class WelcomeForm(forms.Form):
    """Everything a new house needs, on one page."""

    name = forms.CharField(
        label=_("Your name, as people in the room see it"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "nickname", "dir": "auto", "autofocus": True}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("You sign in with a code sent to it. Nobody else sees it."),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email", "dir": "ltr"}),
    )
    room_name = forms.CharField(
        label=_("Name of the first room"),
        max_length=80,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "dir": "auto"}),
    )
    offers = forms.CharField(
        label=_("What does it offer, in one sentence?"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "dir": "auto"}),
    )
    languages = forms.CharField(
        label=_("Which languages are spoken in it?"),
        max_length=200,
        initial=lambda: LANGUAGE_NAMES.get(get_language() or "ar", ""),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "dir": "auto"}),
    )


class WordForm(forms.Form):
    """The word of a locked door."""

    word = forms.CharField(
        label=_("The word of the room"),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "dir": "auto", "autofocus": True}),
    )
