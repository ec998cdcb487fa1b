"""Persons and the links that let them in."""

from multaqa.accounts.models.link import PersonalLink
from multaqa.accounts.models.person import Person

__all__ = ["Person", "PersonalLink"]
