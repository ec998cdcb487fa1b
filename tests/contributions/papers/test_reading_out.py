"""Word files and plain text, read out paragraph by paragraph; nothing in them is believed."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.contributions.papers import docx, plain
from multaqa.contributions.papers.blocks import Block, as_page
from multaqa.contributions.papers.kinds import as_text, kind_of
from multaqa.contributions.papers.reasons import CannotPrepare
from multaqa.contributions.papers.words import as_text as as_words
from multaqa.contributions.papers.words import shared_out
from tests.contributions.papers.files import WORD, a_docx


def _read(tmp_path, data):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    return docx.read(path)


def _reason(read, *args):
    with pytest.raises(CannotPrepare) as cannot:
        read(*args)
    return cannot.value.code


def _p(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_headings_lists_and_tables_are_read(tmp_path):
    styles = f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="a5"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>'
    table = f"<w:tbl><w:tr><w:tc>{_p('أ')}{_p('ب')}</w:tc><w:tc>{_p('ج')}</w:tc></w:tr></w:tbl>"
    body = (
        _p("عنوان", '<w:pStyle w:val="1"/>')
        + _p("فرع", '<w:pStyle w:val="a5"/>')
        + "<w:p><w:r><w:t>سطر</w:t><w:br/><w:t>وسطر</w:t><w:tab/><w:t>بعده</w:t></w:r><w:del><w:r><w:delText>محذوف</w:delText></w:r></w:del></w:p>"
        + _p("بند", "<w:numPr/>")
        + table
    )
    assert _read(tmp_path, a_docx(body, parts={"word/styles.xml": styles.encode()})) == [
        Block("h1", "عنوان"), Block("h2", "فرع"), Block("p", "سطر\nوسطر بعده"), Block("li", "بند"), Block("row", "أ\nب\tج")
    ]  # fmt: skip


def test_what_is_said_twice_for_older_programs_is_read_once(tmp_path):
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"{_p('مرة')}</mc:Choice><mc:Fallback>{_p('مرة')}</mc:Fallback></mc:AlternateContent>"
    )
    assert _read(tmp_path, a_docx(both)) == [Block("p", "مرة")]


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_a_file_that_declares_entities_is_not_read(tmp_path, before):
    assert _reason(_read, tmp_path, a_docx(_p("&e;"), before=before)) == "broken"


def test_a_bomb_is_counted_while_it_unpacks(tmp_path):
    bomb = a_docx(_p("أ" + " " * (docx.MOST_UNPACKED + 1)))
    assert len(bomb) < 200_000
    assert _reason(_read, tmp_path, bomb) == "too_heavy"


def test_a_bomb_that_lies_about_its_size_is_counted_too(tmp_path):
    bomb = bytearray(a_docx(_p("أ" + " " * (docx.MOST_UNPACKED + 1))))
    real = zipfile.ZipFile(io.BytesIO(bytes(bomb))).getinfo("word/document.xml").file_size.to_bytes(4, "little")
    assert _reason(_read, tmp_path, bytes(bomb).replace(real, (100).to_bytes(4, "little"))) in ("broken", "too_heavy", "no_text")


def test_too_many_parts_too_deep_too_long_and_nothing_at_all(tmp_path):
    assert _reason(_read, tmp_path, a_docx(parts={f"x{n}": b"" for n in range(docx.MOST_PARTS)})) == "too_heavy"
    assert _reason(_read, tmp_path, a_docx("<w:p>" * 300 + "</w:p>" * 300)) == "too_heavy"
    assert _reason(_read, tmp_path, a_docx(_p("ا" * (docx.MOST_LETTERS + 1)))) == "too_heavy"
    assert _reason(_read, tmp_path, a_docx("<w:p/>")) == "no_text"
    assert _reason(_read, tmp_path, a_docx("<w:p>")) == "broken"
    assert _reason(_read, tmp_path, b"PK\x03\x04 word/document.xml") == "broken"


def test_plain_text_has_its_headings_and_lists():
    text = "# عنوان\nسطر\nوسطر **مهم**\n\n- بند\n2 + 2\n\n### فرع ###\n"
    assert plain.read(text.encode()) == [
        Block("h1", "عنوان"), Block("p", "سطر\nوسطر مهم"), Block("li", "بند"), Block("p", "2 + 2"), Block("h3", "فرع")
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_arabic_in_the_codes_people_have(encoding):
    data = "ورقة عمل\nعن الحوار".encode(encoding)
    assert kind_of(io.BytesIO(data)) == "txt"
    assert plain.read(data) == [Block("p", "ورقة عمل\nعن الحوار")]


def test_a_long_text_is_known_by_its_beginning():
    assert kind_of(io.BytesIO("ا".encode() * 200_001)) == "txt"
    assert kind_of(io.BytesIO(b"x" + "ا".encode() * 200_001)) == "txt"


def test_no_text_is_none():
    assert _reason(plain.read, b"\x00\x01") == "not_text"
    assert _reason(plain.read, b" \n\t\n") == "no_text"
    assert kind_of(io.BytesIO(b"\x89PNG\r\n\x1a\n\x00")) is None


def test_nothing_that_was_written_is_taken_for_markup():
    page = as_page(
        [Block("p", '<script>x</script><img src="file:///etc/passwd">'), Block("row", "<b>\t&amp;"), Block("li", "<i>")]
    )
    assert "<script" not in page
    assert "<img" not in page
    assert "&amp;amp;" in page
    assert page.count("<table") == page.count("</table>") == page.count("<ul") == page.count("</ul>") == 1


@given(st.binary(max_size=300))
def test_whatever_bytes_come_something_is_said(data):
    kind = kind_of(io.BytesIO(data))
    assert kind in (None, "txt", "pdf", "docx")
    if kind == "txt":
        assert as_text(data) is not None


def test_the_words_of_a_text_are_cut_where_its_pages_end():
    text = "أولًا: هذا سطر\nثانيًا: وهذا آخر\nثالثًا: وهذا ختام"
    pages = ["أولا هذا سطر ثانV وهذا آخر\n١", "ثالثا وهذا ختام\n٢"]
    assert shared_out(text, pages) == ["أولًا: هذا سطر\nثانيًا: وهذا آخر", "ثالثًا: وهذا ختام"]
    assert shared_out(text, ["", ""]) == [text, ""]
    assert as_words([Block("h1", "أ"), Block("row", "ب\tج")]) == "أ\nب · ج"


@given(st.text(max_size=200), st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_no_word_is_lost_or_said_twice(text, pages):
    shared = shared_out(text, pages)
    assert len(shared) == len(pages)
    assert "".join("".join(shared).split()) == "".join(text.split())
