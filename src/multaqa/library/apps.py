"""Django's name for the app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.library"
