"""The tags that bring a page its built script: what Vite's manifest says an entry needs, and nothing it would fetch later."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NotRequired, TypedDict

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MANIFEST = "dist/manifest.json"


class AssetsNotBuilt(ImproperlyConfigured):
    """The page asks for a script that was never built."""


class Chunk(TypedDict):
    """One row of the manifest. `file` and `css` are paths below dist/, `imports` are keys of other rows."""

    file: str
    css: NotRequired[list[str]]
    imports: NotRequired[list[str]]


_read: dict[str, tuple[float, dict[str, Chunk]]] = {}


def asset_tags(*entries: str, nonce: str = "") -> SafeString:
    """Style sheets, preloads and module scripts of the entries, each file once, in that order."""
    manifest = read_manifest()
    needed = {key: manifest[key] for entry in entries for key in _with_imports(_known(entry, manifest), manifest)}
    styles = dict.fromkeys(css for chunk in needed.values() for css in (*chunk.get("css", []), *_itself_a_style(chunk)))
    scripts = [chunk["file"] for key, chunk in needed.items() if key in entries and not _itself_a_style(chunk)]
    preloads = [chunk["file"] for key, chunk in needed.items() if key not in entries]
    attributes = format_html(' nonce="{}"', nonce) if nonce else ""
    # Turbo loads the page afresh when a tracked file has another name than before.
    tags = [
        *(
            format_html('<link rel="stylesheet" href="{}"{} data-turbo-track="reload">', _url(file), attributes)
            for file in styles
        ),
        *(format_html('<link rel="modulepreload" href="{}"{}>', _url(file), attributes) for file in preloads),
        *(
            format_html('<script type="module" src="{}"{} data-turbo-track="reload"></script>', _url(file), attributes)
            for file in scripts
        ),
    ]
    return format_html_join("\n", "{}", ((tag,) for tag in tags))


def read_manifest() -> dict[str, Chunk]:
    """The manifest among the static files; kept, and while debugging read again whenever it was written again."""
    if not settings.DEBUG and MANIFEST in _read:
        return _read[MANIFEST][1]
    path = finders.find(MANIFEST)
    if not isinstance(path, str):
        raise AssetsNotBuilt(
            f"{MANIFEST} is not among the static files: build the web client first (npm ci && npm run build, in web/)."
        )
    written_at = Path(path).stat().st_mtime
    if MANIFEST not in _read or _read[MANIFEST][0] != written_at:
        _read[MANIFEST] = (written_at, json.loads(Path(path).read_text("utf-8")))
    return _read[MANIFEST][1]


def _known(entry: str, manifest: dict[str, Chunk]) -> str:
    if entry not in manifest:
        raise AssetsNotBuilt(f"{entry} is not in {MANIFEST}: it is no entry of the build, or the build is older than the page.")
    return entry


def _with_imports(key: str, manifest: dict[str, Chunk], seen: set[str] | None = None) -> Iterator[str]:
    """The chunk after all it imports, so that styles keep the order they were written in."""
    seen = set() if seen is None else seen
    if key in seen:
        return
    seen.add(key)
    for imported in manifest[key].get("imports", []):
        yield from _with_imports(imported, manifest, seen)
    yield key


def _itself_a_style(chunk: Chunk) -> list[str]:
    return [chunk["file"]] if chunk["file"].endswith(".css") else []


def _url(file: str) -> str:
    return static(f"dist/{file}")
