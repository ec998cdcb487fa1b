"""Adding a passkey. Apart from the other forms: the library reads those while it is still being loaded itself."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):
    """A passkey is meant to stand for the mailed code, so that is chosen at the start."""

    name = forms.CharField(label=_("Name of the key"), required=False, help_text=_("So that you know it among others."))
    passwordless = forms.BooleanField(
        label=_("Sign in with this key alone"),
        required=False,
        initial=True,
        help_text=_("The device asks for your finger, face or PIN. Without this, the key is asked for after the mailed code."),
    )
