"""How accounts are made and written to, where it differs from the library's way."""

import re
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from multaqa.accounts.models import Person
from multaqa.accounts.models.person import short_number
from multaqa.common import letters
from multaqa.common.names import name_key

# What stands in a sentence of a mail as it is, and runs from the left.
LATIN = ("email", "from_email", "to_email", "deleted_email", "user_agent")


class AccountAdapter(DefaultAccountAdapter):
    """Gives a new person name, number and language; writes each mail in the language of its reader."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code we sent. Look at the newest mail."),
        "rate_limited": _("Too many attempts. Wait a minute, then try again."),
        "too_many_login_attempts": _("Too many attempts. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open: the first person of a house is made by its welcome, before anybody reaches this."""
        return True

    def save_user(self, request: HttpRequest, user: Person, form: BaseForm, commit: bool = True) -> Person:
        """Fills in what a person has that the library does not know."""
        user.display_name = form.cleaned_data["display_name"]
        user.name_key = name_key(user.display_name)
        user.number = short_number()
        user.language = translation.get_language() or ""
        saved: Person = super().save_user(request, user, form, commit)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the reader's language when they are known; else in that of the page they asked on."""
        context = context | {"public_url": settings.CSRF_TRUSTED_ORIGINS[0]}
        with translation.override(_language_of(context.get("user"), email)):
            super().send_mail(template_prefix, email, context)

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """The text as its template has it, and the same as a page."""
        told = context | {key: letters.name(str(context[key])) for key in LATIN if key in context}
        mail: EmailMessage = super().render_mail(template_prefix, email, told, headers)
        if isinstance(mail, EmailMultiAlternatives) and not mail.alternatives:
            paragraphs = [part.strip().splitlines() for part in re.split(r"\n\s*\n", str(mail.body)) if part.strip()]
            page = {"subject": mail.subject, "paragraphs": paragraphs, "code": context.get("code", "")}
            mail.attach_alternative(render_to_string("mail/said.html", page), "text/html")
        mail.subject = letters.directed(str(mail.subject))
        return mail


def _language_of(person: object, email: str) -> str:
    reader: Person | None = person if isinstance(person, Person) else None
    reader = reader or Person.objects.present().filter(email__iexact=email).first()
    return (reader.language if reader else "") or translation.get_language() or settings.LANGUAGE_CODE
