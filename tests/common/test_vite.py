"""A page asks for its script by the name of the source, and gets the built files it needs."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory, override_settings

from multaqa.common import vite
from multaqa.common.vite import AssetsNotBuilt, asset_tags

MANIFEST = {
    "_line-B2.js": {"file": "assets/line-B2.js", "name": "line", "css": ["assets/line-C3.css"], "imports": ["_wire-D4.js"]},
    "_wire-D4.js": {"file": "assets/wire-D4.js", "name": "wire"},
    "src/app.ts": {
        "file": "assets/app-A1.js",
        "name": "app",
        "src": "src/app.ts",
        "isEntry": True,
        "imports": ["_line-B2.js", "_wire-D4.js"],
        "dynamicImports": ["src/talk.ts"],
        "css": ["assets/app-E5.css"],
    },
    "src/talk.ts": {
        "file": "assets/talk-F6.js",
        "name": "talk",
        "src": "src/talk.ts",
        "isDynamicEntry": True,
        "imports": ["_wire-D4.js"],
    },
    "src/site.css": {"file": "assets/site-G7.css", "src": "src/site.css", "isEntry": True},
}


@pytest.fixture
def dist(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "dist").mkdir()
    vite._read.clear()
    with override_settings(STATICFILES_DIRS=[tmp_path], STATIC_URL="/static/", DEBUG=True):
        yield tmp_path / "dist"
    vite._read.clear()


@pytest.fixture
def built(dist: Path) -> Path:
    (dist / "manifest.json").write_text(json.dumps(MANIFEST), "utf-8")
    return dist / "manifest.json"


def test_an_entry_brings_its_styles_its_imports_and_itself(built: Path) -> None:
    assert asset_tags("src/app.ts").splitlines() == [
        '<link rel="stylesheet" href="/static/dist/assets/line-C3.css" data-turbo-track="reload">',
        '<link rel="stylesheet" href="/static/dist/assets/app-E5.css" data-turbo-track="reload">',
        '<link rel="modulepreload" href="/static/dist/assets/wire-D4.js">',
        '<link rel="modulepreload" href="/static/dist/assets/line-B2.js">',
        '<script type="module" src="/static/dist/assets/app-A1.js" data-turbo-track="reload"></script>',
    ]


def test_two_entries_share_what_they_share(built: Path) -> None:
    tags = asset_tags("src/app.ts", "src/talk.ts")
    assert tags.count("wire-D4.js") == 1
    assert tags.count("<script") == 2


def test_a_style_sheet_may_be_an_entry(built: Path) -> None:
    assert asset_tags("src/site.css", nonce="abc") == (
        '<link rel="stylesheet" href="/static/dist/assets/site-G7.css" nonce="abc" data-turbo-track="reload">'
    )


def test_the_nonce_of_the_request_is_on_every_tag(built: Path) -> None:
    request = RequestFactory().get("/")
    request.csp_nonce = 'r4nd"om'  # type: ignore[attr-defined]
    page = Template('{% load common %}{% vite "src/app.ts" %}').render(Context({"request": request}))
    assert page.count('nonce="r4nd&quot;om"') == 5


def test_without_a_nonce_there_is_no_attribute(built: Path) -> None:
    assert "nonce" not in Template('{% load common %}{% vite "src/app.ts" %}').render(Context())


def test_what_was_not_built_is_said_plainly(dist: Path) -> None:
    with pytest.raises(AssetsNotBuilt, match="build the web client first"):
        asset_tags("src/app.ts")


def test_an_unknown_entry_is_said_plainly(built: Path) -> None:
    with pytest.raises(AssetsNotBuilt, match=r"src/nobody\.ts is not in dist/manifest\.json"):
        asset_tags("src/nobody.ts")


def test_a_new_build_is_seen_while_debugging(built: Path) -> None:
    assert "app-A1.js" in asset_tags("src/app.ts")
    written_at = built.stat().st_mtime
    built.write_text(built.read_text("utf-8").replace("app-A1", "app-Z9"), "utf-8")
    os.utime(built, (written_at + 5, written_at + 5))
    assert "app-Z9.js" in asset_tags("src/app.ts")


def test_the_manifest_is_read_once_in_service(built: Path) -> None:
    with override_settings(DEBUG=False):
        before = asset_tags("src/app.ts")
        built.unlink()
        assert asset_tags("src/app.ts") == before
