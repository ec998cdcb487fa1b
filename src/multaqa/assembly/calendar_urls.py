"""Addresses of calendar files, below /months/calendar/."""

from django.urls import URLPattern, path

from multaqa.assembly.views import calendar

urlpatterns: list[URLPattern] = [
    path("calendar/", calendar.calendars, name="calendars"),
    path("calendar/sittings/<int:sitting>.ics", calendar.sitting_ics, name="sitting_ics"),
    path("calendar/months/<int:cycle>.ics", calendar.cycle_ics, name="cycle_ics"),
    path("calendar/alliances/<str:slug>.ics", calendar.alliance_ics, name="alliance_ics"),
    path("calendar/mine/<str:token>.ics", calendar.personal_ics, name="personal_ics"),
]
