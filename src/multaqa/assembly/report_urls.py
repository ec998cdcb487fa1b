"""Addresses of what is taken away from a sitting: its minutes as a PDF, and who came and spoke."""

from django.urls import path

from multaqa.assembly.views import printing, report

urlpatterns = [
    path("minutes/<int:sitting>/pdf/", printing.minutes_pdf, name="minutes_pdf"),
    path("sittings/<int:sitting>/report/", report.report, name="report"),
    path("sittings/<int:sitting>/report.csv", report.report_csv, name="report_csv"),
]
