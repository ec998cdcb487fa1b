"""Somebody with a name: a member with an account, a visitor who gave a name, or a guest with a personal link."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.common.names import name_key


def short_number() -> int:
    """Four digits, drawn by lot: what is drawn beside the name."""
    return secrets.randbelow(9000) + 1000


class PersonQuerySet(models.QuerySet["Person"]):
    """The reading vocabulary."""

    def present(self) -> "PersonQuerySet":
        """Those who have not left."""
        return self.filter(left_at=None)


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Makes persons; a person without an e-mail has no account."""

    def new(self, name: str, *, email: str | None = None, kind: str = "member", **more: Any) -> "Person":
        """A person with a fresh short number. The name must already be clean."""
        person = self.model(display_name=name, name_key=name_key(name), email=email, kind=kind, **more)
        person.set_unusable_password()
        person.number = short_number()
        person.save(using=self._db)
        return person

    def create_user(self, email: str | None = None, display_name: str = "", **more: Any) -> "Person":
        """What account libraries call."""
        return self.new(display_name or (email or "").split("@")[0], email=email, **more)

    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email__iexact=email)


class Person(AbstractBaseUser):
    """`number` is the short number drawn beside the name; it tells two people of one name apart and is never secret."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("Member")
        VISITOR = "visitor", _("Visitor")
        GUEST = "guest", _("Guest")

    class Calendar(models.TextChoices):
        HIJRI = "hijri", _("Hijri, with Gregorian beside it")
        GREGORIAN = "gregorian", _("Gregorian")

    class Digits(models.TextChoices):
        BY_LANGUAGE = "", _("As the language has them")
        ARAB = "arab", "٠١٢٣"
        LATN = "latn", "0123"

    email = models.EmailField(_("E-mail"), unique=True, null=True, blank=True)
    display_name = models.CharField(_("Name"), max_length=64)
    name_key = models.CharField(max_length=128, db_index=True)
    name_changed_at = models.DateTimeField(null=True, blank=True)
    number = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MEMBER)
    language = models.CharField(_("Language"), max_length=8, blank=True, default="")
    languages = models.CharField(_("Languages I speak"), max_length=200, blank=True, default="")
    time_zone = models.CharField(_("Time zone"), max_length=64, blank=True, default="")
    calendar = models.CharField(_("Calendar"), max_length=9, choices=Calendar.choices, default=Calendar.HIJRI)
    digits = models.CharField(_("Digits"), max_length=4, choices=Digits.choices, default="", blank=True)
    is_operator = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Somebody who left cannot sign in."""
        return self.left_at is None

    @property
    def has_account(self) -> bool:
        """Whether they can sign in again by themselves."""
        return self.kind == self.Kind.MEMBER

    def get_full_name(self) -> str:
        return self.display_name
