"""Django's name for the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.accounts"
