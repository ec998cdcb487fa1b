"""Django's name for the app."""

from django.apps import AppConfig

LOOK_SECONDS = 2


class LibraryConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.library"

    def ready(self) -> None:
        """Joins its sentences, and what it has made by the clock."""
        from multaqa.common.clockwork import every
        from multaqa.library import refusals as refusals
        from multaqa.library.domain import making

        every(LOOK_SECONDS, "files of the library", making.look)
