"""Addresses of series, below /alliances/<slug>/series/."""

from django.urls import URLPattern, path

from multaqa.alliance.views import series

urlpatterns: list[URLPattern] = [
    path("<str:slug>/series/", series.series, name="series"),
    path("<str:slug>/series/new/", series.new, name="series_new"),
    path("<str:slug>/series/months/", series.months, name="series_months"),
    path("<str:slug>/series/months/<int:start>/drop/", series.drop_month, name="series_drop_month"),
    path("<str:slug>/series/<int:series>/", series.edit, name="series_edit"),
    path("<str:slug>/series/<int:series>/end/", series.end, name="series_end"),
    path("<str:slug>/series/<int:series>/exceptions/", series.exceptions, name="series_exceptions"),
    path("<str:slug>/series/<int:series>/exceptions/<int:exception>/drop/", series.drop_exception, name="series_drop_exception"),
]
