"""The rows of the library."""

from multaqa.library.models.recording import Mark, Recording

__all__ = ["Mark", "Recording"]
