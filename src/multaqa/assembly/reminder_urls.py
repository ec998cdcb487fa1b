"""Addresses of reminders."""

from django.urls import path

from multaqa.assembly.views import reminders

urlpatterns = [
    path("reminders/", reminders.choose, name="reminders"),
    path("reminders/off/<str:token>/", reminders.off, name="reminders_off"),
    path("reminders/subscribe/", reminders.subscribe, name="push_subscribe"),
    path("reminders/unsubscribe/", reminders.unsubscribe, name="push_unsubscribe"),
    path("reminders/worker.js", reminders.worker, name="push_worker"),
    path("<int:cycle>/remind/<str:what>/", reminders.remind, name="remind"),
]
