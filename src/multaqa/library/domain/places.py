"""Where the library's files are: below `recordings` in the folder of files, a folder for each gathering."""

from pathlib import Path

from django.conf import settings

from multaqa.library.models import Recording


def folder() -> Path:
    """The library's folder; it may not exist yet."""
    return Path(settings.CONFIG.files_dir) / "recordings"


def file_of(recording: Recording) -> Path:
    """The sound as it was recorded (Ogg Opus)."""
    return folder() / recording.file


def mp3_of(recording: Recording) -> Path:
    """The same for browsers that cannot play Ogg; made when first wished for."""
    return file_of(recording).with_suffix(".mp3")
