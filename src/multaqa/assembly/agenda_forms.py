"""What is asked about an item of the agenda."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from multaqa.accounts.models import Person
from multaqa.alliance.enums import MandateState
from multaqa.assembly.enums import InvitationState, ItemKind
from multaqa.assembly.models import Sitting

MINUTES_MOST = 240
STAYS_AWAY = (InvitationState.APOLOGISED, InvitationState.DRAFTED)


def presenters(sitting: Sitting) -> "QuerySet[Person]":
    """Who may present: delegates and alternates, holders of offices, guests of the month, authors of its contributions."""
    series = sitting.cycle.series
    mandated = Q(mandates__series=series, mandates__state=MandateState.ACTIVE)
    office = Q(offices__alliance=series.alliance_id, offices__until=None)
    invited = sitting.cycle.invitations.exclude(state__in=STAYS_AWAY).values("guest")
    wrote = Q(contributions__call=sitting.cycle.call_id) & Q(contributions__number__gt=0)
    known = Person.objects.present().filter(mandated | office | Q(pk__in=invited) | wrote)
    return known.distinct().order_by("display_name", "pk")


class ItemForm(forms.Form):
    """An item: what, how long, by whom."""

    title = forms.CharField(
        label=_("Title"), max_length=160, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind.choices, initial=ItemKind.DISCUSSION)
    minutes = forms.IntegerField(label=_("Minutes planned"), min_value=1, max_value=MINUTES_MOST, initial=10)
    presenter = forms.ModelChoiceField(
        label=_("Presented by"), queryset=Person.objects.none(), required=False, empty_label=_("Nobody in particular")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"}))
    for_delegates_only = forms.BooleanField(label=_("For delegates only"), required=False)
    do_not_record = forms.BooleanField(label=_("Not recorded"), required=False)

    def __init__(self, *args: Any, sitting: Sitting, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["presenter"].queryset = presenters(sitting)  # type: ignore[attr-defined]


class SuggestForm(forms.Form):
    """An item suggested for the next meeting."""

    title = forms.CharField(
        label=_("What should be spoken about?"),
        max_length=160,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
