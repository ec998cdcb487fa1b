"""Addresses of sittings."""

from django.urls import path

from multaqa.assembly.views import sittings

urlpatterns = [
    path("sittings/<int:sitting>/open/", sittings.open_doors, name="open_doors"),
]
