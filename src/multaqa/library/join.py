"""`python -m multaqa.library.join WISH`: makes a file of the library, in a process of its own.

A wish is `whole-<gathering>.ogg`, `whole-<gathering>.mp3` or `turn-<recording>.mp3`."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import django

from multaqa.common.background import step_back

_WISH = re.compile(r"(whole|turn)-([0-9]+)\.(ogg|mp3)")


def main(wish: str) -> None:
    """Makes it, unless it is there. The file appears whole or not at all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "multaqa.settings")
    django.setup()
    found = _WISH.fullmatch(wish)
    if found is None:
        raise SystemExit(f"{wish} is no file of the library")
    what, number, kind = found[1], int(found[2]), found[3]
    step_back()
    if what == "whole":
        make_whole(number, kind, wish)
    else:
        make_turn(number, wish)


def make_whole(gathering: int, kind: str, wish: str) -> None:
    """The turns of a gathering one after the other."""
    from multaqa.library.domain.making import whole
    from multaqa.library.sound.joining import join
    from multaqa.rooms.models import Gathering

    row = Gathering.objects.select_related("room").get(pk=gathering)
    made = whole(row, kind)
    if made.state != "ready":
        _write(made.path, wish, lambda path, tell: join(row, path, kind, tell))


def make_turn(recording: int, wish: str) -> None:
    """One turn as MP3."""
    from multaqa.library.domain.making import turn_mp3
    from multaqa.library.domain.places import file_of
    from multaqa.library.models import Recording
    from multaqa.library.sound.joining import convert

    row = Recording.objects.select_related("turn").get(pk=recording)
    made = turn_mp3(row)
    if made.state != "ready":
        _write(made.path, wish, lambda path, tell: convert(file_of(row), path))


def _write(target: Path, wish: str, make: "Callable[[Path, Callable[[int], None]], None]") -> None:
    from multaqa.common.store import store
    from multaqa.library.domain.making import making

    part = target.with_name(f"{target.stem}.part{target.suffix}")

    def tell(percent: int) -> None:
        making(wish).write_text(str(percent))

    part.parent.mkdir(parents=True, exist_ok=True)
    make(part, tell)
    part.rename(target)
    store().keep(target)


if __name__ == "__main__":
    main(sys.argv[1])
