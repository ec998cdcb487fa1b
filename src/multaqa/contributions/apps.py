"""Django's name for the app."""

from django.apps import AppConfig

LOOK_SECONDS = 2


class ContributionsConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.contributions"

    def ready(self) -> None:
        """Joins its sentences, and what it prepares by the clock."""
        from multaqa.common.clockwork import every
        from multaqa.contributions import refusals as refusals
        from multaqa.contributions.domain import preparing

        every(LOOK_SECONDS, "working papers", preparing.look)
