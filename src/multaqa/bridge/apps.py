"""Django's name for the bridge."""

from django.apps import AppConfig


class BridgeConfig(AppConfig):
    """The bridge has no models."""

    name = "multaqa.bridge"
