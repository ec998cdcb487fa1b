"""Addresses of the lobby; those below a room come before the room's own."""

from django.urls import path, re_path

from multaqa.lobby.views import entering, files, health, home, language, welcome

urlpatterns = [
    path("", home.home, name="home"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("health", health.health, name="health"),
    path("language/", language.switch, name="set_language"),
    re_path(r"^i18n/(?P<language>ar|en)\.js$", language.Catalogue.as_view(), name="catalogue"),
    path("files/<path:path>", files.file, name="file"),
    path("rooms/<str:slug>/live/", entering.live, name="live"),
    path("rooms/<str:slug>/word", entering.word, name="word"),
    path("rooms/<str:slug>/ticket", entering.ticket, name="ticket"),
    path("rooms/<str:slug>/name", entering.name, name="name"),
]
