"""Where the library's files are: in the store below `recordings`, a folder for each gathering."""

from pathlib import Path

from multaqa.common.store import store
from multaqa.library.models import Recording


def folder() -> Path:
    """The library's folder; it may not exist yet."""
    return store().here / "recordings"


def file_of(recording: Recording) -> Path:
    """The sound as it was recorded (Ogg Opus)."""
    return folder() / recording.file


def mp3_of(recording: Recording) -> Path:
    """The same for browsers that cannot play Ogg; made when first wished for."""
    return file_of(recording).with_suffix(".mp3")
