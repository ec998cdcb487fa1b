"""Addresses of minutes, decisions and actions."""

from django.urls import path

from multaqa.assembly.views import minutes_pages as pages

urlpatterns = [
    path("minutes/<int:sitting>/", pages.minutes, name="minutes"),
    path("minutes/entry/<int:pk>/", pages.entry, name="entry"),
    path("minutes/remark/<int:pk>/", pages.settle, name="settle"),
    path("minutes/<int:sitting>/<str:deed>/", pages.deed, name="minutes_deed"),
    path("decisions/", pages.decisions, name="decisions"),
    path("actions/", pages.actions, name="actions"),
    path("actions/<int:pk>/", pages.carry_on, name="carry_on"),
]
