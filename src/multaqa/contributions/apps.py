"""Django's name for the app."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.contributions"

    def ready(self) -> None:
        """Joins its sentences."""
        from multaqa.contributions import refusals as refusals
