"""Papers in a bucket: handed in at one node, prepared by another, read at a third."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from multaqa.common.refusal import Refused
from multaqa.contributions.domain import approving, handing_in, preparing
from multaqa.contributions.models import Contribution, Revision
from tests.contributions.papers.conftest import file
from tests.contributions.papers.files import a_pdf

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
THREE_PAGES = a_pdf(3)


def _of(person, language="en"):
    browser = Client(headers={"accept-language": language})
    browser.force_login(person, backend=BACKEND)
    return browser


def _files_of(tmp_path, *nodes):
    return [path for node in nodes for path in (tmp_path / node).rglob("*") if path.is_file()]


@pytest.fixture
def revision(node_with_bucket, call, tariq):
    """Handed in at node a, prepared by node b; from now on this is node c."""
    node_with_bucket("a")
    handing_in.hand_in(call, title="حماية الغرف", file=file(THREE_PAGES), by=tariq)
    node_with_bucket("b")
    preparing.prepare_all()
    node_with_bucket("c")
    return Revision.objects.get()


def test_a_paper_goes_from_node_to_node_and_stays_with_none(revision, s3_server, tariq, tmp_path):
    assert (revision.work, revision.pages, revision.text) == ("done", 3, "Hello 1\fHello 2\fHello 3")
    made = revision.file.rpartition("/")[0]
    assert s3_server.names() == sorted(
        f"papers/{name}" for name in (revision.original, revision.file, *(f"{made}/{page}.webp" for page in (1, 2, 3)))
    )
    assert _files_of(tmp_path, "a", "b") == []
    author = _of(tariq)
    whole = author.get(f"/calls/papers/{revision.pk}.pdf")
    pdf = b"".join(whole.streaming_content)
    assert (whole.status_code, pdf[:5], whole["Content-Length"]) == (200, b"%PDF-", str(len(pdf)))
    part = author.get(f"/calls/papers/{revision.pk}.pdf", headers={"range": "bytes=5-9"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, pdf[5:10])
    assert part["Content-Range"] == f"bytes 5-9/{len(pdf)}"
    outside = author.get(f"/calls/papers/{revision.pk}.pdf", headers={"range": f"bytes={len(pdf)}-"})
    assert outside.status_code == 416
    again = author.get(f"/calls/papers/{revision.pk}.pdf", headers={"if-none-match": whole["ETag"]})
    assert again.status_code == 304
    page = author.get(f"/calls/papers/{revision.pk}/3.webp")
    assert b"".join(page.streaming_content)[8:12] == b"WEBP"


def test_who_may_not_read_is_not_told_that_it_is_there(revision, world, tariq):
    stranger, address = _of(world.salwa), f"/calls/papers/{revision.pk}.pdf"
    assert [stranger.get(address).status_code, Client().get(address).status_code] == [404, 404]
    approving.approve(revision, by=world.secretary)
    approving.publish(Revision.objects.get(), by=world.secretary)
    assert [stranger.get(address).status_code, Client().get(address).status_code] == [200, 200]
    assert stranger.get(f"/calls/papers/{revision.pk}/original").status_code == 404


def test_the_same_file_twice_is_one(revision, node_with_bucket, s3_server, call, tariq):
    kept = s3_server.names()
    node_with_bucket("d")
    handing_in.hand_in(call, title="حماية الغرف", file=file(THREE_PAGES), by=tariq)
    assert (Contribution.objects.count(), s3_server.names()) == (1, kept)


def test_what_is_refused_stays_nowhere(node_with_bucket, s3_server, call, tariq, tmp_path):
    node_with_bucket("a")
    with pytest.raises(Refused, match="title_needed"):
        handing_in.hand_in(call, title="و", file=file(a_pdf()), by=tariq)
    assert (s3_server.names(), _files_of(tmp_path, "a")) == ([], [])


@pytest.mark.parametrize(("language", "said"), [("en", "Files cannot be kept just now, and nothing was changed."), ("ar", "")])
def test_nothing_is_acknowledged_while_the_store_is_away(node_with_bucket, call, tariq, tmp_path, language, said):
    node_with_bucket("a", away=True)
    sent = {"title": "ورقة", "body": "ملخص كُتب", "file": SimpleUploadedFile("a.pdf", a_pdf())}
    answer = _of(tariq, language).post(f"/calls/{call.pk}/paper/", sent)
    assert (answer.status_code, Contribution.objects.count(), _files_of(tmp_path, "a")) == (422, 0, [])
    page = answer.content.decode()
    assert said in page and "ملخص كُتب" in page and "files_away" not in page


def test_a_reader_is_told_that_the_files_are_out_of_reach(revision, node_with_bucket, tariq):
    node_with_bucket("c", away=True)
    answer = _of(tariq).get(f"/calls/papers/{revision.pk}.pdf")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store")
    assert "The files are out of reach" in answer.content.decode()


def test_preparing_waits_for_the_store_and_that_is_no_try(node_with_bucket, call, tariq, tmp_path):
    node_with_bucket("a")
    handing_in.hand_in(call, title="حماية الغرف", file=file(a_pdf()), by=tariq)
    node_with_bucket("a", away=True)
    preparing.look()
    assert (Revision.objects.values_list("work", "tries").get(), preparing._children) == (("waiting", 0), [])
    node_with_bucket("a")
    preparing.look()
    (child,) = preparing._children
    child.process.wait()
    node_with_bucket("a", away=True)
    preparing.look()
    assert (Revision.objects.values_list("work", "tries", "claimed_at").get(), preparing._children) == (("waiting", 0, None), [])
    node_with_bucket("a")
    preparing.prepare_all()
    assert Revision.objects.values_list("work", "tries").get() == ("done", 1)
    assert _files_of(tmp_path, "a") == []
