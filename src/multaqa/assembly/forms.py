"""What is asked when a month is planned or changed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multaqa.rooms.models import Room

INPUT = {"class": "input"}


class TopicForm(forms.Form):
    """The topic of a month."""

    topic = forms.CharField(label=_("Topic of the month"), max_length=160, widget=forms.TextInput(INPUT))
    note = forms.CharField(
        label=_("More about the topic"), max_length=2000, required=False, widget=forms.Textarea({"class": "textarea", "rows": 4})
    )


class CallForm(forms.Form):
    """What the open call says, and until when it takes."""

    text = forms.CharField(
        label=_("The letter of the call"),
        max_length=6000,
        required=False,
        help_text=_("Everybody reads it: what you hope for, and from whom."),
        widget=forms.Textarea({"class": "textarea", "rows": 6, "dir": "auto"}),
    )
    closes_on = forms.DateField(label=_("The call closes on"), widget=forms.DateInput({"class": "input", "type": "date"}))
    papers_on = forms.DateField(label=_("Working papers until"), widget=forms.DateInput({"class": "input", "type": "date"}))


class WhyForm(forms.Form):
    """A reason that everybody reads."""

    why = forms.CharField(
        label=_("The reason"), max_length=300, min_length=3, help_text=_("Everybody reads it."), widget=forms.TextInput(INPUT)
    )


class HostForm(WhyForm):
    """Another host room."""

    room = forms.ModelChoiceField(Room.objects.none(), label=_("Host room"), widget=forms.Select(INPUT))

    field_order = ("room", "why")

    def __init__(self, *args: Any, rooms: list[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["room"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Room.objects.filter(pk__in=[room.pk for room in rooms if not room.elsewhere]).order_by("name")


class PostponeForm(WhyForm):
    """Another day."""

    date = forms.DateField(label=_("New day"), widget=forms.DateInput({"class": "input", "type": "date"}))

    field_order = ("date", "why")


class ExtraordinaryForm(forms.Form):
    """One sitting more."""

    title = forms.CharField(label=_("Title"), max_length=160, widget=forms.TextInput(INPUT))
    date = forms.DateField(label=_("Day"), widget=forms.DateInput({"class": "input", "type": "date"}))
    at = forms.TimeField(label=_("Hour"), widget=forms.TimeInput({"class": "input", "type": "time"}))
    minutes = forms.IntegerField(
        label=_("Minutes planned"), min_value=10, max_value=480, initial=60, widget=forms.NumberInput(INPUT)
    )


class PlanForm(forms.Form):
    """The next month; the topic may come later."""

    topic = forms.CharField(label=_("Topic of the month"), max_length=160, required=False, widget=forms.TextInput(INPUT))
    date = forms.DateField(
        label=_("Another day than the rule's"), required=False, widget=forms.DateInput({"class": "input", "type": "date"})
    )
