"""Addresses of alliances, below /alliances/."""

from django.urls import URLPattern, URLResolver, path

from multaqa.alliance import series_urls
from multaqa.alliance.views import charter, founding, mandates, offices, seats

app_name = "alliance"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", founding.alliances, name="alliances"),
    path("new/", founding.new, name="new"),
    # The face of an alliance is shown by the app that knows its months; this stands where there is none.
    path("<str:slug>/", founding.alliance, name="alliance"),
    path("<str:slug>/edit/", founding.edit, name="edit"),
    path("<str:slug>/rooms/", seats.rooms, name="rooms"),
    path("<str:slug>/rooms/<int:seat>/admit/", seats.answer, {"deed": "admit"}, name="admit"),
    path("<str:slug>/rooms/<int:seat>/not-admit/", seats.answer, {"deed": "not_admit"}, name="not_admit"),
    path("<str:slug>/rooms/<int:seat>/withdraw/", seats.answer, {"deed": "withdraw"}, name="withdraw"),
    path("<str:slug>/apply/", seats.apply, name="apply"),
    path("<str:slug>/apply/elsewhere/", seats.apply_elsewhere, name="elsewhere"),
    path("<str:slug>/elsewhere/<str:room>/", seats.link, name="link"),
    path("<str:slug>/leave/", seats.leave, name="leave"),
    path("<str:slug>/leave/<str:room>/", seats.leave, name="leave_room"),
    path("<str:slug>/leave/<str:room>/data.json", seats.data, name="room_data"),
    path("<str:slug>/charter/", charter.charter, name="charter"),
    path("<str:slug>/charter/publish/", charter.publish, name="publish"),
    path("<str:slug>/charter/<int:version>/", charter.charter, name="version"),
    path("<str:slug>/charter/<int:version>/accept/", charter.accept, name="accept_charter"),
    path("<str:slug>/offices/", offices.offices, name="offices"),
    path("<str:slug>/offices/<int:held>/end/", offices.end, name="end_office"),
    path("<str:slug>/mandates/", mandates.mandates, name="mandates"),
    path("<str:slug>/mandates/rooms/<str:room>/", mandates.room, name="room_mandates"),
    path("<str:slug>/mandates/rooms/<str:room>/swap/<int:series>/", mandates.swap, name="swap"),
    path("<str:slug>/mandates/<int:mandate>/<str:deed>/", mandates.act, name="mandate"),
    *series_urls.urlpatterns,
]
