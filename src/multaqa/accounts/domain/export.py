"""Everything the house holds of somebody, for them to take along."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from multaqa.accounts.models import Person, PersonalLink

Collector = Callable[[Person], Any]

_collectors: dict[str, Collector] = {}


def collected_as(heading: str, collector: Collector) -> None:
    """Registers what another app holds of a person, under its heading. It answers what JSON can carry, and aware times."""
    _collectors[heading] = collector


def belongings(person: Person) -> dict[str, Any]:
    """All that is theirs by heading: the person, how they come in, and what the other apps hold. No secret among it:
    keys and codes would open doors for whoever finds the file."""
    own = {
        "made_at": timezone.now(),
        "person": _person(person),
        "emails": list(EmailAddress.objects.filter(user=person).order_by("pk").values("email", "verified", "primary")),
        "passkeys": _passkeys(person),
        "visits": list(
            UserSession.objects.filter(user=person).order_by("pk").values("ip", "user_agent", "created_at", "last_seen_at")
        ),
        "links": list(
            PersonalLink.objects.filter(person=person)
            .order_by("pk")
            .values("path", "made_at", "until", "replaced_at", "last_used_at")
        ),
    }
    return own | {heading: collect(person) for heading, collect in sorted(_collectors.items())}


def _person(person: Person) -> dict[str, Any]:
    kept = (
        "display_name", "number", "kind", "email", "language", "languages", "time_zone", "calendar", "digits", "joined_at",
        "name_changed_at", "last_login",
    )  # fmt: skip
    return {name: getattr(person, name) for name in kept}


def _passkeys(person: Person) -> list[dict[str, Any]]:
    found = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return [{"name": row.wrap().name, "created_at": row.created_at, "last_used_at": row.last_used_at} for row in found]
