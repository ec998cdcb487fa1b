"""A guest's invitation, from the letter to the thanks."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.assembly.enums import InvitationState
from multaqa.assembly.models.cycle import Cycle


class Invitation(models.Model):
    """`guest` is a person of kind guest, made with the invitation; `link` their personal link, replaceable. `receiver` is who
    receives them in the green room. `records` is their consent: None until they answered."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="invitations")
    sitting = models.ForeignKey("assembly.Sitting", models.SET_NULL, null=True, blank=True, related_name="invitations")
    guest = models.ForeignKey("accounts.Person", models.PROTECT, related_name="invitations")
    introduction = models.CharField(_("A line about the guest"), max_length=160, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    language = models.CharField(_("Language of the letter"), max_length=8, default="ar")
    topic = models.CharField(_("Topic agreed"), max_length=160, blank=True)
    letter = models.TextField(_("Letter"), max_length=4000, blank=True)
    item = models.ForeignKey("assembly.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="invitations")
    receiver = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    link = models.ForeignKey("accounts.PersonalLink", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=13, choices=InvitationState.choices, default=InvitationState.DRAFTED)
    records = models.BooleanField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("cycle", "guest"), name="one_invitation_a_guest")]
