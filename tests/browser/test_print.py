"""The minutes on paper: as a PDF from the server, and as any browser prints the page."""

import io

import pypdfium2
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
MINUTES = "/months/minutes/4/"
PRESSED = ".top, .foot, .btn, form, summary, .read__side, sitting-player, room-player"


def test_the_page_prints_ink_on_white_and_nothing_to_press(server, people):
    page = people.person(dark=True)
    page.goto(server.url + MINUTES)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.emulate_media(media="print", color_scheme="dark")

    assert dark != "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert [shown for shown in page.locator(PRESSED).all() if shown.is_visible()] == []
    expect(page.locator(".decision").first).to_be_visible()
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    document.close()


def test_the_pdf_is_there_as_soon_as_it_is_drawn(server, people):
    page, address = people.person(language="en"), f"{server.url}{MINUTES}pdf/?lang=ar"
    answer = page.request.get(address)
    for _ in range(90):
        if answer.status != 202:
            break
        # What a browser does by itself.
        page.wait_for_timeout(1000 * int(answer.headers["refresh"]))
        answer = page.request.get(address)

    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    leaf = document[0]
    layer = leaf.get_textpage()
    assert "محضر الاجتماع المفتوح" in layer.get_text_range()
    layer.close()
    leaf.close()
    document.close()
