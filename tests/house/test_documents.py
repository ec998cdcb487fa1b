"""The documents speak of this program: what they point to is there, and its words are the program's."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src/multaqa"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", page.read_text())
    # Pictures are taken of a running evening, and added when they are.
    assert [link for link in links if "pictures/" not in link and not (page.parent / link).exists()] == []


def test_the_map_shows_what_is_there() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text()
    named = re.findall(r"`((?:src|web|docs|tests|scripts|bench)/[\w/.]+)`", page)
    assert len(named) > 20
    assert [
        path for path in named if not (ROOT / path).exists() and not list((ROOT / path).parent.glob(f"{Path(path).name}*"))
    ] == []


def test_every_package_is_on_the_map() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text()
    packages = {path.parent.name for path in SOURCES.glob("*/__init__.py")}
    assert {package for package in packages if f"`{package}`" not in page} == set()


def test_every_word_of_the_glossary_is_a_word_of_the_code() -> None:
    rows = [line.split("|")[2].strip() for line in (ROOT / "docs/glossary.md").read_text().splitlines() if line.startswith("| ")]
    words = {word for row in rows for word in re.findall(r"`(\w+)/?`", row)}
    code = "\n".join(path.read_text() for path in SOURCES.rglob("*.py"))
    assert len(words) > 50
    assert {word for word in words if not re.search(rf"\b{word}\b", code)} == set()


def test_every_decision_is_in_the_list_and_has_its_price() -> None:
    folder = ROOT / "docs/decisions"
    listed = (folder / "README.md").read_text()
    for page in folder.glob("0*.md"):
        assert f"]({page.name})" in listed
        assert "**Decided.**" in (text := page.read_text())
        assert "**Why.**" in text
        assert "**Price.**" in text


def test_the_unit_starts_what_is_there() -> None:
    unit = (ROOT / "deploy/multaqa.service").read_text()
    command = re.search(r"^ExecStart=/opt/multaqa/(\S+)", unit, re.MULTILINE)
    assert command
    assert (ROOT / command.group(1)).stat().st_mode & 0o100
