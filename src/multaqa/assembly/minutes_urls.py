"""Addresses of the month: minutes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
