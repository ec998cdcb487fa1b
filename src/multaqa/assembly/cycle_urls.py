"""Addresses of the month itself, below /months/."""

from django.urls import URLPattern, path

from multaqa.assembly.views import cycle, planning

urlpatterns: list[URLPattern] = [
    path("series/<int:series>/", cycle.archive, name="archive"),
    path("series/<int:series>/plan/", planning.plan, name="plan"),
    path("<int:cycle>/", cycle.cycle, name="cycle"),
    path("<int:cycle>/planning/", planning.planning, name="planning"),
    path("<int:cycle>/do/<str:deed>/", cycle.deed, name="cycle_deed"),
]
