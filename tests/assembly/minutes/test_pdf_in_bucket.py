"""The PDF of minutes in a bucket: drawn by one node, read at another, and gone when its text is another."""

import pytest
from django.test import Client

from multaqa.assembly.domain import printed
from multaqa.assembly.domain.minuting import draft_missing
from multaqa.assembly.models import Minutes
from multaqa.common.printing import shelf
from tests.assembly.minutes.test_pdf import at, chamber  # noqa: F401

pytestmark = pytest.mark.usefixtures("chamber")


def test_it_is_drawn_at_one_node_and_read_at_another(node_with_bucket, s3_server, tmp_path) -> None:
    draft_missing()
    Minutes.objects.update(state="published", published_at="2026-11-01T10:00Z")
    minutes = Minutes.objects.get()
    node_with_bucket("a")
    assert Client().get(at(minutes)).status_code == 202
    assert shelf.draw_all(printed.folder()) == 1
    here = Client().get(at(minutes)).content
    printed.carry()
    (first,) = s3_server.names()
    assert first.startswith(f"minutes/{minutes.sitting_id}-ar-all-")
    assert [path for path in (tmp_path / "a").rglob("*") if path.is_file()] == []
    node_with_bucket("b")
    there = Client().get(at(minutes))
    assert (there.status_code, there["Content-Type"], there.content) == (200, "application/pdf", here)
    node_with_bucket("b", away=True)
    assert Client().get(at(minutes)).status_code == 503
    node_with_bucket("b")
    minutes.entries.filter(what="opened").update(text_ar="بدأت الجلسة في موعدها.")
    assert Client().get(at(minutes)).status_code == 202
    shelf.draw_all(printed.folder())
    printed.carry()
    (second,) = s3_server.names()
    assert second != first and second.startswith(f"minutes/{minutes.sitting_id}-ar-all-")
    assert Client().get(at(minutes)).status_code == 200
