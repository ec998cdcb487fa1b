"""Django's name for the app."""

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.assembly"
