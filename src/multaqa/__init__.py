"""Multaqa: a home for an alliance of live voice rooms. See ARCHITECTURE.md."""

__version__ = "0.1.0"
