"""Addresses of minutes, decisions and actions."""

from django.urls import path

from multaqa.assembly.views import minutes_deeds, minutes_pages, registers

urlpatterns = [
    path("minutes/<int:sitting>/", minutes_pages.minutes, name="minutes"),
    path("minutes/<int:sitting>/changes/", minutes_pages.changed, name="revisions"),
    path("minutes/entry/<int:pk>/", minutes_deeds.entry, name="entry"),
    path("minutes/remark/<int:pk>/", minutes_deeds.settle, name="settle"),
    path("minutes/<int:sitting>/<str:deed>/", minutes_deeds.deed, name="minutes_deed"),
    path("decisions/", registers.decisions, name="decisions"),
    path("actions/", registers.actions, name="actions"),
    path("actions/<int:pk>/", registers.carry_on, name="carry_on"),
]
