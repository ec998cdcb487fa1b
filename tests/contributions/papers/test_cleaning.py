"""Nothing that acts is left of a PDF, and what was drawn still is."""

import pikepdf
import pypdfium2
import pytest

from multaqa.contributions.papers.allowed import ALLOWED
from multaqa.contributions.papers.cleaning import clean
from multaqa.contributions.papers.pictures import draw
from multaqa.contributions.papers.reasons import CannotPrepare
from tests.contributions.papers.files import a_pdf, armed, locked_with_password

LEFT_BEHIND = (
    b"JavaScript",
    b"alert",
    b"Launch",
    b"/bin/sh",
    b"MZ of a worm",
    b"worm.exe",
    b"evil.example",
    b"salwa",
    b"PieceInfo",
    b"other.pdf",
    b"xdp",
)


def _cleaned(tmp_path, data, name="clean.pdf"):
    source, target = tmp_path / "source.pdf", tmp_path / name
    source.write_bytes(data)
    clean(source, target)
    return target


def _names(path):
    """Every name of every dictionary that can be reached."""
    found, seen = set(), set()

    def walk(piece):
        if isinstance(piece, pikepdf.Array):
            for part in piece:
                walk(part)
        elif isinstance(piece, (pikepdf.Dictionary, pikepdf.Stream)):
            if piece.objgen != (0, 0):
                if piece.objgen in seen:
                    return
                seen.add(piece.objgen)
            for key, value in piece.items():
                found.add(key)
                walk(value)

    with pikepdf.open(path) as opened:
        assert opened.trailer.get("/Info") is None
        walk(opened.Root)
    return found


def _reason(tmp_path, data):
    with pytest.raises(CannotPrepare) as cannot:
        _cleaned(tmp_path, data)
    return cannot.value.code


def test_of_an_armed_file_the_words_are_left_and_nothing_else(tmp_path):
    made = a_pdf(2, change=armed)
    assert all(trace in _flat(tmp_path, made) for trace in (b"alert", b"MZ of a worm", b"evil.example"))
    target = _cleaned(tmp_path, made)
    flat = _flat(tmp_path, target.read_bytes())
    assert [trace for trace in LEFT_BEHIND if trace in flat] == []
    page = {
        "/Pages",
        "/Kids",
        "/Count",
        "/Parent",
        "/Type",
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/Resources",
        "/Contents",
        "/Length",
    }
    assert _names(target) <= page | ALLOWED | {"/F1", "/X1", "/X2"}
    assert draw(target, tmp_path) == ["Hello 1", "Hello 2"]
    assert {path.name for path in tmp_path.glob("*.webp")} == {"1.webp", "2.webp"}


def _flat(tmp_path, data):
    """The file with nothing packed, so that what is in it can be looked for."""
    source, target = tmp_path / "flat-of.pdf", tmp_path / "flat.pdf"
    source.write_bytes(data)
    with pikepdf.open(source) as opened:
        opened.save(
            target,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
        )
    return target.read_bytes()


def test_a_page_keeps_how_it_is_turned_and_cut(tmp_path):
    def change(made):
        made.pages[0].obj.CropBox = pikepdf.Array([0, 0, 100, 300])
        made.Root.Pages.Rotate = 90

    target = _cleaned(tmp_path, a_pdf(change=change))
    with pypdfium2.PdfDocument(target) as document:
        assert document[0].get_size() == (300, 100)


def test_what_was_filled_in_stays_on_the_page(tmp_path):
    def change(made):
        drawn = pikepdf.Stream(made, b"BT /F1 12 Tf 5 5 Td (filled in) Tj ET")
        drawn.stream_dict.Type, drawn.stream_dict.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        drawn.stream_dict.BBox, drawn.stream_dict.Resources = pikepdf.Array([0, 0, 100, 30]), made.pages[0].Resources
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=pikepdf.Array([20, 20, 120, 50]), F=4,
            AP=pikepdf.Dictionary(N=made.make_indirect(drawn)),
        )  # fmt: skip
        made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(stamp)])

    target = _cleaned(tmp_path, a_pdf(change=change))
    assert "filled in" in draw(target, tmp_path)[0]
    assert "/Annots" not in _names(target)


def test_a_form_that_draws_itself_ends(tmp_path):
    def change(made):
        form = made.make_indirect(pikepdf.Stream(made, b"/X Do"))
        form.stream_dict.Subtype, form.stream_dict.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
        form.stream_dict.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        made.pages[0].Resources.XObject = pikepdf.Dictionary(X=form)

    assert draw(_cleaned(tmp_path, a_pdf(change=change)), tmp_path) == ["Hello 1"]


@pytest.mark.parametrize("box", [[0, 0, 0, 0], [0, 0, 1e9, 1e9]])
def test_a_page_of_no_size_or_of_every_size_is_none(tmp_path, box):
    def change(made):
        made.pages[0].obj.MediaBox = pikepdf.Array(box)

    assert _reason(tmp_path, a_pdf(change=change)) == "broken"


def test_what_cannot_be_opened_says_why(tmp_path):
    assert _reason(tmp_path, locked_with_password()) == "encrypted"
    assert (
        _reason(tmp_path, a_pdf(encryption=pikepdf.Encryption(owner="x", user="", allow=pikepdf.Permissions(extract=False))))
        == "encrypted"
    )
    assert _reason(tmp_path, b"%PDF-1.7 and then nothing") == "broken"
    assert _reason(tmp_path, a_pdf(0)) == "no_pages"
    assert _reason(tmp_path, a_pdf(201)) == "too_many_pages"
