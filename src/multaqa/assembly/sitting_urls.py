"""Addresses of the month: sitting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
