"""All addresses of the house. The live engine and the listening doors stand before these, in `asgi`."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("multaqa.lobby.urls")),
    path("rooms/", include("multaqa.rooms.urls")),
    path("me/", include("multaqa.accounts.urls")),
    path("l/", include("multaqa.accounts.link_urls")),
    path("account/", include("allauth.urls")),
]

if settings.CONFIG.is_loopback or settings.DEBUG:
    from multaqa.demo import views as demo

    urlpatterns.append(path("demo/<str:token>/", demo.sign_in, name="demo"))

handler403 = "multaqa.lobby.views.errors.forbidden"
handler404 = "multaqa.lobby.views.errors.not_found"
