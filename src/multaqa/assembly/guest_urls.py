"""Addresses of the month: guest."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
