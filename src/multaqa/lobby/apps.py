"""Django's name for the app."""

from django.apps import AppConfig


class LobbyConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.lobby"
