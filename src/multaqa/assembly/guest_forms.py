"""What is asked about guests, and of them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from multaqa.accounts.models import Person


class InvitationForm(forms.Form):
    """A guest, the letter and who receives them."""

    name = forms.CharField(label=_("The guest's name"), max_length=64)
    introduction = forms.CharField(label=_("A line about the guest"), max_length=160, required=False)
    topic = forms.CharField(label=_("The topic they are asked to speak on"), max_length=160, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Empty: the link is shown to you once, and you send it yourself.")
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=[("ar", "العربية"), ("en", "English")])
    receiver = forms.ModelChoiceField(
        label=_("Who receives the guest"), queryset=Person.objects.none(), required=False, empty_label=_("Nobody in particular")
    )
    letter = forms.CharField(
        label=_("The letter"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    )

    def __init__(self, *args: Any, receivers: "QuerySet[Person] | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if receivers is not None:
            self.fields["receiver"].queryset = receivers  # type: ignore[attr-defined]
        for name in ("name", "introduction", "topic"):
            self.fields[name].widget.attrs |= {"dir": "auto", "class": "input"}
        for name in ("email", "language", "receiver", "letter"):
            self.fields[name].widget.attrs |= {"class": "input"}


class AnswerForm(forms.Form):
    """A guest's answer."""

    comes = forms.ChoiceField(choices=[("yes", _("I will attend")), ("no", _("I apologise for not attending"))])
    records = forms.BooleanField(label=_("My word may be recorded and published"), required=False)
    note = forms.CharField(label=_("A word to the hosts"), max_length=300, required=False)
