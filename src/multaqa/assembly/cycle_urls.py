"""Addresses of the month: cycle."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
