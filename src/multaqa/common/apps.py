"""Django's name for the app: here for its template tags alone."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.common"
    label = "common"
