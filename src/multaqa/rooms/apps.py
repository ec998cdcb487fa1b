"""Django's name for the app."""

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.rooms"
