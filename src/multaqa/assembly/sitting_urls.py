"""Addresses of sittings."""

from django.urls import path

from multaqa.assembly.views import agenda, sittings

urlpatterns = [
    path("sittings/<int:sitting>/open/", sittings.open_doors, name="open_doors"),
    path("sittings/<int:sitting>/rehearse/", sittings.rehearse, name="rehearse"),
    path("sittings/<int:sitting>/agenda/", agenda.build, name="agenda"),
]
