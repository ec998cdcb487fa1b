"""Addresses of the month: calendar."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
