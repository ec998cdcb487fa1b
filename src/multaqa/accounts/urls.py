"""Addresses of one's own account, below /me/."""

from django.urls import path

from multaqa.accounts.views import export, leave, profile

app_name = "accounts"
urlpatterns = [
    path("", profile.profile, name="me"),
    path("export/", export.export, name="export"),
    path("leave/", leave.leave, name="leave"),
]
