"""A page is drawn, and nothing outside it is reached."""

import io
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from multaqa.common.background import NICE
from multaqa.common.printing import CannotPrint, can_print, libraries, to_pdf
from multaqa.common.printing.fonts import FOLDER, RANGES, WEIGHTS

SENTENCE = "قرّر المجتمعون إنشاء لجنة للتنسيق برئاسة أم ياسر"


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>محضر</title>{head}</head><body>{body}'


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(_text_of_leaf(document, number) for number in range(len(document)))
    finally:
        document.close()


def _text_of_leaf(document: pypdfium2.PdfDocument, number: int) -> str:
    leaf = document[number]
    layer = leaf.get_textpage()
    try:
        return layer.get_text_range()
    finally:
        layer.close()
        leaf.close()


def test_what_drawing_needs_is_installed() -> None:
    """Not a skip: PDFs are part of the house."""
    assert libraries.missing_libraries() == ()
    assert can_print()


def test_the_face_is_shipped_with_its_licence() -> None:
    for letters in RANGES:
        for weight in WEIGHTS:
            assert (FOLDER / f"amiri-{letters}-{weight}-normal.woff2").read_bytes()[:4] == b"wOF2"
    assert "SIL Open Font License, Version 1.1" in (FOLDER / "OFL.txt").read_text()


def test_whoever_draws_stands_behind_whoever_speaks() -> None:
    ask = "import os, sys; from multaqa.common.printing.__main__ import main; main(60); sys.exit(os.nice(0))"
    for before in (0, 5, 15):
        drawn = subprocess.run(
            ["nice", "-n", str(before), sys.executable, "-c", ask], input=b"<p>", capture_output=True, check=False
        )
        assert (drawn.stdout[:5], drawn.returncode) == (b"%PDF-", max(os.nice(0) + before, NICE))


def test_arabic_is_read_in_order_and_latin_beside_it() -> None:
    text = text_of(to_pdf(page(f"<p>{SENTENCE}</p><p>غرفة <bdi>Riverside Café Şahin</bdi></p><p><b>لا إله إلا الله</b></p>")))

    assert SENTENCE in text
    assert "Riverside" in text
    assert "Café" in text
    assert "Şahin" in text
    assert "لا إله إلا الله" in text


def test_a_word_is_found_in_it() -> None:
    document = pypdfium2.PdfDocument(to_pdf(page(f"<p>{SENTENCE}</p>")))
    leaf = document[0]
    layer = leaf.get_textpage()
    search = layer.search("للتنسيق")
    found = search.get_next()
    assert found == (SENTENCE.index("للتنسيق"), len("للتنسيق"))
    search.close()
    layer.close()
    leaf.close()
    document.close()


def test_only_the_face_is_used_whatever_the_page_asks_for() -> None:
    pdf = to_pdf(page('<p style="font-family: DejaVu Sans">قرار Decision</p>'))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        faces = {str(font.BaseFont)[8:] for font in document.pages[0].Resources.Font.values()}
    assert faces == {"Amiri", "Amiri-Latin"}


class Doors:
    """A server that remembers who knocked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Tells nobody."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def test_a_hostile_page_reaches_nothing_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("كلمة السر")
    svg = tmp_path / "secret.svg"
    svg.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>secret</text></svg>')
    doors = Doors()
    try:
        head = (
            f'<link rel="stylesheet" href="{doors.address}/sheet.css"><style>@import url("{doors.address}/import.css");'
            f'@font-face {{ font-family: X; src: url("{doors.address}/font.woff2") }}'
            f'body {{ background: url("{doors.address}/background.png") }}</style>'
            f'<link rel="attachment" href="{secret.as_uri()}"><link rel="attachment" href="file:///etc/passwd">'
        )
        body = (
            f'<p>هنا</p><img src="{doors.address}/picture.png"><img src="{svg.as_uri()}"><img src="file:///etc/passwd">'
            f'<object data="{doors.address}/object"></object><embed src="{svg.as_uri()}">'
            f'<a rel="attachment" href="{secret.as_uri()}">x</a>'
            f'<svg width="9" height="9"><image href="{doors.address}/inside.png" width="9" height="9"/></svg>'
        )
        pdf = to_pdf(page(body, head))
    finally:
        doors.close()

    assert doors.asked == []
    document = pypdfium2.PdfDocument(pdf)
    assert document.count_attachments() == 0
    document.close()
    text = text_of(pdf)
    assert "هنا" in text
    assert "root:" not in text
    assert "secret" not in text


def test_secrets_of_the_server_are_not_given_to_the_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    from multaqa.common import printing

    monkeypatch.setenv("MULTAQA_SECRET_KEY", "very secret")
    assert "MULTAQA_SECRET_KEY" in os.environ
    assert not [name for name in printing._ENVIRONMENT if name.startswith("MULTAQA")]


def test_a_page_too_large_is_not_begun() -> None:
    with pytest.raises(CannotPrint) as refused:
        to_pdf(page("م" * 4 * 1024**2))
    assert refused.value.code == "too_long"


def test_a_page_without_end_is_ended() -> None:
    with pytest.raises(CannotPrint) as refused:
        to_pdf(page("<p>سطر طويل</p>" * 60_000), seconds=3)
    assert refused.value.code == "too_long"


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(libraries.LIBRARIES, "libpango-1.0-0", ("libthatisnotthere.so.0",))
    libraries.missing_libraries.cache_clear()
    try:
        assert not can_print()
        with pytest.raises(CannotPrint) as refused:
            to_pdf(page("هنا"))
        assert (refused.value.code, refused.value.told) == ("libraries_missing", "libpango-1.0-0")
    finally:
        libraries.missing_libraries.cache_clear()
