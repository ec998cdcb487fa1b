"""The pictures of rooms, where files are kept in a bucket: Django's fields write and read them here."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

from multaqa.common.store import store

BELOW = "files"
MOST = 64 * 1024 * 1024


class Pictures(Storage):
    """Django's storage over ours; every file is small, and read as a whole."""

    def _save(self, name: str, content: Any) -> str:
        path = self._place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for piece in content.chunks():
                file.write(piece)
        store().keep(path)
        return name

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        return ContentFile(b"".join(store().pieces(self._place(name), 0, MOST)), name=name)

    def exists(self, name: str) -> bool:
        """Whether it is kept."""
        return store().find(self._place(name)) is not None

    def delete(self, name: str) -> None:
        """It is kept no more."""
        store().remove(self._place(name))

    def url(self, name: str | None) -> str:
        """By way of a node: a page of ours loads from nowhere else."""
        return f"{settings.MEDIA_URL}{quote(name or '')}"

    def _place(self, name: str) -> Path:
        below = Path(name)
        if below.is_absolute() or ".." in below.parts or not below.parts:
            raise SuspiciousFileOperation("outside")
        return store().here / BELOW / below
