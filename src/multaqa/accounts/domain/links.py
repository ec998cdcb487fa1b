"""Personal links: a door for one person, for some days, that can be replaced without moving anything else."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person, PersonalLink
from multaqa.common.refusal import Refused

MOST_DAYS = 366
SECRET_BYTES = 24


@transaction.atomic
def make_link(person: Person, *, path: str, days: int, by: Person) -> tuple[PersonalLink, str]:
    """A link for `person` that ends in `days` (1 to 366) and leads to `path` of this site; answers it with its address,
    which is known now and never again. Refuses `not_allowed`.

    A link is its bearer's whole account, so only an operator makes one for somebody who has an account. Which guests one
    may make links for is for the caller to allow."""
    if person.left_at or not (person.pk == by.pk or person.kind == Person.Kind.GUEST or by.is_operator):
        raise Refused("not_allowed")
    if not is_our_path(path):
        raise ValueError(f"not a path of this site: {path!r}")
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"a link lasts 1 to {MOST_DAYS} days, not {days}")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    now = timezone.now()
    link = PersonalLink.objects.create(
        person=person, digest=_digest(secret), path=path, made_at=now, until=now + dt.timedelta(days=days), made_by=by
    )
    return link, f"/l/{secret}/"


@transaction.atomic
def replace_link(link: PersonalLink, *, by: Person) -> tuple[PersonalLink, str]:
    """Ends a link and makes another like it, for as many days as the first was made for. Refuses as `make_link` does, and
    `link_replaced` when that was done already."""
    link = PersonalLink.objects.select_for_update(no_key=True).select_related("person").get(pk=link.pk)
    if link.replaced_at is not None:
        raise Refused("link_replaced")
    days = max(1, (link.until - link.made_at).days)
    made = make_link(link.person, path=link.path, days=days, by=by)
    link.replaced_at = timezone.now()
    link.save(update_fields=("replaced_at",))
    return made


def bearer_of(secret: str) -> PersonalLink | None:
    """The link this secret belongs to, open or ended; None when there is none or its person has left."""
    found = PersonalLink.objects.select_related("person", "made_by")
    return found.filter(digest=_digest(secret), person__left_at=None).first()


def use_link(link: PersonalLink) -> Person:
    """Whom the bearer comes in as; notes the use. Refuses `link_replaced` and `link_ended`."""
    if link.replaced_at is not None:
        raise Refused("link_replaced")
    if not link.is_open:
        raise Refused("link_ended", until=int(link.until.timestamp() * 1000))
    PersonalLink.objects.filter(pk=link.pk).update(last_used_at=timezone.now())
    return link.person


def is_our_path(path: str) -> bool:
    """Whether it is a path of this site: two slashes, of either slant, would lead to another host."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
