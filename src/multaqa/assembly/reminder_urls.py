"""Addresses of the month: reminder."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
