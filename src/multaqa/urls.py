"""All addresses of the house. The live engine and the listening doors stand before these, in `asgi`."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from multaqa.assembly.views.alliance import alliance
from multaqa.demo import views as demo

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("multaqa.lobby.urls")),
    path("rooms/", include("multaqa.rooms.urls")),
    # The one slug that is no alliance is the form to found one.
    re_path(r"^alliances/(?!new/)(?P<slug>[^/]+)/$", alliance, name="alliance"),
    path("alliances/", include("multaqa.alliance.urls")),
    path("calls/", include("multaqa.contributions.urls")),
    path("listen/", include("multaqa.library.urls")),
    path("months/", include("multaqa.assembly.urls")),
    path("me/", include("multaqa.accounts.urls")),
    path("l/", include("multaqa.accounts.link_urls")),
    path("account/", include("allauth.urls")),
    # Opens only to links signed here, for people of a demo world: where there was no demo it opens to nobody.
    path("demo/<str:token>/", demo.sign_in, name="demo"),
]

handler403 = "multaqa.lobby.views.errors.forbidden"
handler404 = "multaqa.lobby.views.errors.not_found"
handler500 = "multaqa.lobby.views.errors.failed"
