"""Addresses of alliances, below /alliances/."""

from django.urls import URLPattern, URLResolver

from multaqa.alliance import series_urls

app_name = "alliance"
urlpatterns: list[URLPattern | URLResolver] = [*series_urls.urlpatterns]
