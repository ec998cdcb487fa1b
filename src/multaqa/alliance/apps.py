"""Django's name for the app."""

from django.apps import AppConfig


class AllianceConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.alliance"

    def ready(self) -> None:
        """Joins what accounts do with what alliances know of people."""
        from multaqa.accounts.domain import export, leaving
        from multaqa.alliance import refusals as refusals  # joins its sentences
        from multaqa.alliance.domain import belongings

        leaving.when_leaving(belongings.let_go)
        for collect in (belongings.offices, belongings.mandates, belongings.alliances_founded, belongings.applications):
            export.collected_as(collect.__name__, collect)
