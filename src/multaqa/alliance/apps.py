"""Django's name for the app."""

from django.apps import AppConfig


class AllianceConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.alliance"
