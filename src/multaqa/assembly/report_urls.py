"""Addresses of what is taken away from a sitting: its minutes as a PDF, and who came and spoke."""

from django.urls import path

from multaqa.assembly.views import printing

urlpatterns = [
    path("minutes/<int:sitting>/pdf/", printing.minutes_pdf, name="minutes_pdf"),
]
