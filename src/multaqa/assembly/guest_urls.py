"""Addresses of guests: the coordinator's list, and each guest's own page."""

from django.urls import path

from multaqa.assembly.views import guests

urlpatterns = [
    path("<int:cycle>/guests/", guests.everybody, name="guests"),
    path("guests/<int:invitation>/send/", guests.send, name="guest_send"),
    path("guests/<int:invitation>/renew/", guests.renew, name="guest_renew"),
    path("guests/<int:invitation>/thank/", guests.thank, name="guest_thank"),
    path("guests/<int:invitation>/heard/", guests.heard, name="guest_heard"),
    path("guests/<int:invitation>/answer/", guests.answer, name="guest_answer"),
    path("guests/<int:invitation>/", guests.own, name="guest"),
]
