"""Deeds that join rooms and accounts."""
