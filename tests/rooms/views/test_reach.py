"""Who reaches which page of a room, in both directions of writing."""

import re

import pytest

PAGES = {
    "": {"nobody", "zahir", "amal", "layla", "sami"},
    "people/": {"layla", "sami"},
    "order/": {"layla", "sami"},
    "invite/": {"layla", "sami"},
    "edit/": {"layla", "sami"},
    "end/": {"sami"},
}
BUTTONS = {
    "open/": {"layla", "sami"}, "close/": {"layla", "sami"}, "edit/face/": {"sami"}, "edit/rule/": {"sami"},
    "edit/doors/": {"layla", "sami"}, "edit/picture/": {"sami"}, "edit/programme/": {"sami"},
    "people/999/member/": {"layla", "sami"}, "order/sanctions/999/lift/": {"layla", "sami"},
    "order/sanctions/999/change/": {"layla", "sami"}, "order/acts/999/undo/": {"layla", "sami"},
    "invite/999/renew/": {"layla", "sami"}, "invite/999/close/": {"layla", "sami"},
}  # fmt: skip
EVERYBODY = ("nobody", "zahir", "amal", "layla", "sami")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", EVERYBODY)
def test_pages(hall, browser_of, who, path):
    status = browser_of(getattr(hall, who, None)).get(f"/rooms/diwan/{path}").status_code
    assert status == (200 if who in PAGES[path] else 302 if who == "nobody" else 403)


@pytest.mark.parametrize("path", BUTTONS)
@pytest.mark.parametrize("who", EVERYBODY)
def test_buttons(hall, browser_of, who, path):
    answer = browser_of(getattr(hall, who, None)).post(f"/rooms/diwan/{path}")
    if who in BUTTONS[path]:
        assert answer.status_code in (302, 404, 422)
    else:
        assert answer.status_code == (302 if who == "nobody" else 403)
        assert who != "nobody" or answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize("path", BUTTONS)
def test_a_button_is_not_followed_as_a_link(hall, browser_of, path):
    assert browser_of(hall.sami).get(f"/rooms/diwan/{path}").status_code == 405


def test_a_form_from_elsewhere_is_not_accepted(hall, browser_of):
    browser = browser_of(hall.sami)
    browser.handler.enforce_csrf_checks = True
    assert browser.post("/rooms/diwan/close/").status_code == 403


def test_a_closed_room_is_nowhere(hall, browser_of):
    hall.rule(ended_at="2026-11-22T20:00:00Z")
    assert {browser_of(hall.sami).get(f"/rooms/diwan/{path}").status_code for path in PAGES} == {404}


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
@pytest.mark.parametrize("path", PAGES)
def test_direction_and_language(hall, browser_of, path, language, direction):
    page = browser_of(hall.sami, language).get(f"/rooms/diwan/{path}").content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in page


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_left_in_english(hall, browser_of, path):
    page = browser_of(hall.sami).get(f"/rooms/diwan/{path}").content.decode()
    assert english_in(page) == []


def english_in(page: str) -> list[str]:
    """Words of Latin letters a reader sees or hears, but for the names of zones and the other language's own."""
    page = re.sub(
        r"(?s)<head>.*?</head>|<svg.*?</svg>|<option.*?</option>|<bdi>.*?</bdi>|<button[^>]*lang=\"en\".*?</button>", "", page
    )
    heard = re.findall(r'(?:aria-label|placeholder|alt)="([^"]*)"', page)
    seen = re.findall(r">([^<]+)<", page)
    return [
        text.strip()
        for text in [*heard, *seen]
        if re.search(r"[A-Za-z]{3,}", text) and not re.fullmatch(r"PNG.*WebP.*", text.strip())
    ]


@pytest.mark.parametrize("path", PAGES)
def test_no_script_or_style_stands_in_a_page(hall, browser_of, path):
    page = browser_of(hall.sami).get(f"/rooms/diwan/{path}").content.decode()
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", page) == []
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


@pytest.mark.parametrize(("doors", "told"), [("open", True), ("members", False), ("locked", False), ("closed", False)])
def test_the_light_stream_is_told_of_where_it_is_open(hall, browser_of, doors, told):
    hall.rule(doors=doors)
    page = browser_of(None).get("/rooms/diwan/").content.decode()
    assert [f'href="/rooms/diwan/listen.{kind}"' in page for kind in ("m3u8", "ogg")] == [told, told]
