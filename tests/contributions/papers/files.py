"""Files as people hand them in, and as those do who mean no good."""

import io
import os
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def a_pdf(pages: int = 1, *, text: str = "Hello", change=None, **saving) -> bytes:
    """So many pages, each with a line of text; `change(pdf)` adds what should not be there."""
    made = Pdf.new()
    for number in range(1, pages + 1):
        made.add_blank_page(page_size=(200, 300))
        page = made.pages[-1]
        page.Contents = Stream(made, f"BT /F1 18 Tf 20 200 Td ({text} {number}) Tj ET".encode())
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=made.make_indirect(font)))
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **saving)
    return out.getvalue()


def armed(made: Pdf) -> None:
    """Scripts, actions, attachments, a form, links, files outside, and words about whoever wrote it."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.OpenAction = made.make_indirect(script)
    made.Root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F=String("/bin/sh")))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(made, b"<xdp/>"))
    made.attachments["worm.exe"] = b"MZ of a worm"
    made.docinfo["/Author"] = "salwa@example.org"
    page = made.pages[0]
    page.obj.AA = Dictionary(O=script)
    page.obj.PieceInfo = Dictionary(Secret=String("PieceInfo"))
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.URI, URI=String("http://evil.example"))
    )
    page.obj.Annots = Array([made.make_indirect(link)])
    outside = Stream(made, b"")
    outside.stream_dict.F = String("http://evil.example/picture")
    outside.stream_dict.Type, outside.stream_dict.Subtype = Name.XObject, Name.Image
    form = Stream(made, b"q Q")
    form.stream_dict.Type, form.stream_dict.Subtype, form.stream_dict.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    form.stream_dict.Ref = Dictionary(F=String("other.pdf"), Page=0)
    form.stream_dict.Metadata = Stream(made, b"<x:xmpmeta>salwa</x:xmpmeta>")
    page.Resources.XObject = Dictionary(X1=made.make_indirect(outside), X2=made.make_indirect(form))


def laden(made: Pdf) -> None:
    """So large that it comes in through a file of its own."""
    made.attachments["random.bin"] = os.urandom(3_100_000)


def drawn_for_ever(made: Pdf) -> None:
    """Each form draws the next ten times: a small file, and ten to the ninth lines."""
    below = Stream(made, b"0 0 m 9 9 l S")
    below.stream_dict.Subtype, below.stream_dict.BBox = Name.Form, Array([0, 0, 200, 300])
    for _ in range(9):
        below = made.make_indirect(below)
        above = Stream(made, b"/X Do " * 10)
        above.stream_dict.Subtype, above.stream_dict.BBox = Name.Form, Array([0, 0, 200, 300])
        above.stream_dict.Resources = Dictionary(XObject=Dictionary(X=below))
        below = above
    page = made.pages[0]
    page.Contents = Stream(made, b"/X Do")
    page.Resources = Dictionary(XObject=Dictionary(X=made.make_indirect(below)))


def packed_twice(made: Pdf) -> None:
    """A page of fifty thousand bytes that unpack to three thousand million."""
    runs = bytes([129, 32]) * 25_000_000
    content = Stream(made, zlib.compress(runs, 1))
    content.stream_dict.Filter = Array([Name.FlateDecode, Name.RunLengthDecode])
    made.pages[0].Contents = content


def locked_with_password() -> bytes:
    return a_pdf(encryption=pikepdf.Encryption(owner="سر", user="password"))


def a_docx(
    body: str = "<w:p><w:r><w:t>مرحبًا</w:t></w:r></w:p>", *, before: str = "", parts: dict[str, bytes] | None = None
) -> bytes:
    """A Word file with this body; `before` stands in front of the document's root."""
    out = io.BytesIO()
    document = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        for name, data in (parts or {}).items():
            packed.writestr(name, data)
        packed.writestr("word/document.xml", document)
    return out.getvalue()
