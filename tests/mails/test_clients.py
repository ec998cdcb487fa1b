"""Every mail, in both languages, as common clients need it.

Gmail drops what stands on html and body and clips at 102 kB, many clients drop <style>, Outlook draws no flex, and a screen
reader or a watch reads the text."""

import html
import os
import re
import unicodedata
from pathlib import Path

import pytest

from multaqa.assembly.domain.wording import KINDS
from tests.alliance.world import found_world
from tests.mails.every import CODE, Mails, every_mail

MOST_BYTES = 100_000
MOST_WIDTH = 600
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
# Mails are no rows: made once, they are read by every test.
_made: dict[str, Mails] = {}
MARKS = {"rtl": ("R", "AL"), "ltr": ("L",)}


@pytest.fixture(params=("ar", "en"))
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def mails(db, language):
    if language in _made:
        return _made[language]
    made = _made[language] = every_mail(found_world(3), language)
    if folder := os.environ.get("MAILS_KEPT_IN"):
        for name, mail in made.items():
            Path(folder, f"{name}.{language}.html").write_text(mail.alternatives[0][0], encoding="utf-8")
    return made


def page_of(mail) -> str:
    (page, kind), = mail.alternatives  # fmt: skip
    assert kind == "text/html"
    return page


def readable(page: str) -> str:
    """What is read of a page, marks and all, in one line."""
    body = page[page.index("<body") :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?(a|b)\b[^>]*>", "", body))).split())


def failing(mails, rule) -> list[str]:
    return [name for name, mail in mails.items() if not rule(mail)]


def test_text_and_page_say_the_same(mails):
    def words(mail) -> bool:
        seen = readable(page_of(mail))
        lines = [" ".join(line.split()) for line in mail.body.splitlines()]
        return all(line in seen for line in lines if line and line != "--" and "http" not in line and not line.endswith(":"))

    def links(mail) -> bool:
        found = re.findall(r'href="(?:mailto:)?([^"]+)"', page_of(mail))
        return all(html.unescape(link) in mail.body for link in found)

    assert failing(mails, words) == []
    assert failing(mails, links) == []


def test_language_and_direction_outlive_html_and_body(mails, language):
    told = f'lang="{language}" dir="{DIRECTIONS[language]}"'

    def says(mail) -> bool:
        page = page_of(mail)
        inside = page[page.index("<body") :].split(">", 1)[1].lstrip()
        return f"<html {told}>" in page and inside.startswith(f"<div {told} ")

    assert failing(mails, says) == []


def test_only_what_every_client_draws(mails):
    never = re.compile(r"<(style|link|img|script|svg|form)\b|\bclass=|display:\s*(flex|grid)|position:|url\(|@import|<bdi")

    def plain(mail) -> bool:
        widths = re.findall(r'(?:width="|width:\s*)(\d+)(?:px|")', page_of(mail))
        return not never.search(page_of(mail)) and all(int(width) <= MOST_WIDTH for width in widths)

    assert failing(mails, plain) == []
    assert failing(mails, lambda mail: 'role="presentation"' in page_of(mail)) == []


def test_dark_clients_are_told_and_every_colour_has_its_ground(mails):
    def told(mail) -> bool:
        page = page_of(mail)
        colours = re.findall(r"(?<!-)color:#", page)
        return '<meta name="color-scheme" content="light dark">' in page and bool(colours) and "background-color:#fffcf5" in page

    assert failing(mails, told) == []


def test_a_line_for_the_list_of_mails_before_anything_else(mails):
    hidden = re.compile(r'<div style="display:none[^"]*">([^<]{10,})</div>')
    assert failing(mails, lambda mail: hidden.search(page_of(mail))) == []


def test_small_enough_not_to_be_clipped(mails):
    assert failing(mails, lambda mail: len(mail.message().as_bytes()) < MOST_BYTES) == []


def test_subjects_run_the_way_of_their_language(mails, language):
    def runs(mail) -> bool:
        outside = re.sub("[\u2066-\u2068][^\u2069]*\u2069", "", mail.subject)
        first = next(kind for kind in map(unicodedata.bidirectional, outside) if kind in ("L", "R", "AL"))
        return first in MARKS[DIRECTIONS[language]] and mail.subject.count("\u2068") == mail.subject.count("\u2069")

    assert failing(mails, runs) == []


def test_what_can_be_turned_off_says_how(mails):
    of_reminders = [name for name, mail in mails.items() if "List-Unsubscribe" in mail.extra_headers]
    assert of_reminders == list(KINDS)
    for name in of_reminders:
        head = mails[name].extra_headers
        assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert head["List-Unsubscribe"].strip("<>") in mails[name].body


def test_buttons_are_followed_by_their_address(mails):
    def shown(mail) -> bool:
        buttons = re.findall(r'<td align="center" bgcolor="#0f645e"[^>]*><a href="([^"]+)"', page_of(mail))
        return all(html.unescape(address) in readable(page_of(mail)) for address in buttons)

    assert failing(mails, shown) == []


def test_a_code_is_large_and_reads_from_the_left(mails):
    with_code = {name for name, mail in mails.items() if CODE in mail.body}
    assert with_code == {"login_code", "email_confirmation", "email_confirmation_signup"}
    for name in with_code:
        assert re.search(rf'<p dir="ltr" style="[^"]*font-size:28px[^"]*">{CODE}</p>', page_of(mails[name]))
