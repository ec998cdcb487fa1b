"""Every door of a paper, for everybody who could knock, in every state of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from multaqa.contributions.domain import approving, bringing, handing_in, paper_files, preparing
from multaqa.contributions.models import Contribution, Revision
from tests.contributions.papers.conftest import file
from tests.contributions.papers.files import a_pdf, laden

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
INSIDE = ("author", "alternate", "coordinator", "chair", "secretary")
# Who reads it in which state; nobody else does.
READS = {
    "submitted": INSIDE,
    "returned": INSIDE,
    "replaced": INSIDE,
    "resubmitted": INSIDE,
    "approved": (*INSIDE, "other delegate"),
    "published": (*INSIDE, "other delegate", "stranger", "nobody"),
    "withdrawn": INSIDE,
}
EVERYBODY = (*INSIDE, "other delegate", "stranger", "nobody")


def _of(person, language="ar"):
    browser = Client(headers={"accept-language": language})
    if person is not None:
        browser.force_login(person, backend=BACKEND)
    return browser


@pytest.fixture
def people(world, tariq, mona):
    return {
        "author": tariq, "alternate": world.alternates[world.rooms[0].pk], "coordinator": world.coordinator, "chair": world.chair,
        "secretary": world.secretary, "other delegate": mona, "stranger": world.salwa, "nobody": None,
    }  # fmt: skip


@pytest.fixture
def reach(world, paper, revision, tariq):
    """Brings the first revision into a state."""

    def into(state):
        if state in ("returned", "replaced", "resubmitted"):
            approving.give_back(revision, note="أكمل المثال.", by=world.secretary)
        if state in ("replaced", "resubmitted"):
            handing_in.hand_in_again(paper, file=file(a_pdf(2)), by=tariq)
            preparing.prepare_all()
        if state in ("approved", "published", "withdrawn"):
            approving.approve(revision, by=world.secretary)
        if state in ("published", "withdrawn"):
            approving.publish(revision, by=world.secretary)
        if state == "withdrawn":
            bringing.withdraw(Contribution.objects.get(), by=tariq)
        return Revision.objects.latest("number") if state == "resubmitted" else Revision.objects.get(number=1)

    return into


@pytest.mark.parametrize("state", READS)
def test_who_reads_what(reach, people, state):
    row = reach(state)
    for name in EVERYBODY:
        browser = _of(people[name])
        expected = 200 if name in READS[state] else 404
        said = [browser.get(f"/calls/papers/{row.pk}{end}").status_code for end in ("/1.webp", ".pdf")]
        assert said == [expected] * 2, (state, name)
        original = 302 if name == "nobody" else 200 if name in INSIDE else 404
        assert browser.get(f"/calls/papers/{row.pk}/original").status_code == original, (state, name)


@pytest.mark.parametrize("deed", ["approve", "return", "publish"])
def test_who_weighs(revision, people, deed):
    for name in EVERYBODY:
        if name not in ("coordinator", "chair", "secretary"):
            expected = {"nobody": 302, "author": 422, "alternate": 422}.get(name, 404)
            answer = _of(people[name]).post(f"/calls/papers/{revision.pk}/{deed}/", {"note": "ملاحظة"})
            assert answer.status_code == expected, name
    assert Revision.objects.get().state == "submitted"
    assert _of(people["chair"]).get(f"/calls/papers/{revision.pk}/{deed}/").status_code == 405


def test_who_hands_in(call, month, people):
    for name in EVERYBODY:
        answer = _of(people[name]).get(f"/calls/{call.pk}/paper/")
        expected = 200 if name in ("author", "alternate", "coordinator", "other delegate") else 302 if name == "nobody" else 403
        assert answer.status_code == expected, name


def test_files_go_out_so_that_nothing_in_them_acts(reach, people):
    row = reach("published")
    pdf = Client().get(f"/calls/papers/{row.pk}.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert pdf["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in pdf["Content-Security-Policy"]
    assert "default-src 'none'" in pdf["Content-Security-Policy"]
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    original = _of(people["author"]).get(f"/calls/papers/{row.pk}/original")
    assert (original["Content-Type"], original["Cache-Control"]) == ("application/octet-stream", "private, no-store")
    assert original["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in original["Content-Security-Policy"]


def test_what_is_not_for_everybody_is_asked_for_each_time(reach, people, world):
    row = reach("approved")
    page = _of(people["author"]).get(f"/calls/papers/{row.pk}/1.webp")
    assert page["Cache-Control"] == "private, no-cache"
    again = _of(people["author"]).get(f"/calls/papers/{row.pk}/1.webp", headers={"if-none-match": page["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")
    approving.publish(row, by=world.secretary)
    assert Client().get(f"/calls/papers/{row.pk}/1.webp")["Cache-Control"] == "public, max-age=300"


def test_pages_that_are_not_there(revision, people):
    author = _of(people["author"])
    for page in (0, 2, 999):
        assert author.get(f"/calls/papers/{revision.pk}/{page}.webp").status_code == 404
    assert author.get("/calls/papers/999/1.webp").status_code == 404
    Revision.objects.update(work="waiting")
    assert author.get(f"/calls/papers/{revision.pk}/1.webp").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_the_call_to_everybody(world, call, month, people, language):
    author, secretary = _of(people["author"], language), _of(people["secretary"], language)
    assert f"/calls/{call.pk}/paper/" in author.get(f"/calls/{call.pk}/").content.decode()
    assert f"/calls/{call.pk}/paper/" not in Client().get(f"/calls/{call.pk}/").content.decode()
    wrong = author.post(f"/calls/{call.pk}/paper/", {"title": "ورقة طويلة العنوان", "body": "ملخص كُتب"})
    assert (wrong.status_code, "ملخص كُتب" in wrong.content.decode()) == (422, True)
    empty = SimpleUploadedFile("a.pdf", b"")
    assert author.post(f"/calls/{call.pk}/paper/", {"title": "ورقة", "file": empty}).status_code == 422
    author.post(
        f"/calls/{call.pk}/paper/", {"title": "ورقة", "body": "", "file": SimpleUploadedFile("a.pdf", a_pdf(2, change=laden))}
    )
    one = Contribution.objects.get()
    address = f"/calls/one/{one.pk}/"
    assert "data-files-being-made" in author.get(address).content.decode()
    preparing.prepare_all()
    row = Revision.objects.get()
    assert paper_files.original_of(row).stat().st_size > 3_000_000 > 100_000 > paper_files.pdf_of(row).stat().st_size
    assert f"/calls/papers/{row.pk}/2.webp" in author.get(address + "?page=2").content.decode()
    assert f"/calls/papers/{row.pk}/1.webp" not in Client().get(address).content.decode()
    note = secretary.post(f"/calls/papers/{row.pk}/return/", {"note": " "})
    assert note.status_code == 422
    secretary.post(f"/calls/papers/{row.pk}/return/", {"note": "أضف مثالًا من غرفتين."})
    assert "أضف مثالًا من غرفتين." in author.get(address).content.decode()
    assert "أضف مثالًا من غرفتين." not in _of(people["other delegate"]).get(address).content.decode().split('class="trace"')[0]
    assert author.post(f"/calls/one/{one.pk}/paper/", {}).status_code == 422
    author.post(f"/calls/one/{one.pk}/paper/", {"file": SimpleUploadedFile("b.txt", "ورقة ثانية".encode())})
    preparing.prepare_all()
    second = Revision.objects.get(number=2)
    for deed in ("approve", "publish"):
        assert secretary.post(f"/calls/papers/{second.pk}/{deed}/").status_code == 302
    public = Client().get(address).content.decode()
    assert (f"/calls/papers/{second.pk}/1.webp" in public, f"/calls/papers/{row.pk}" in public) == (True, False)


def test_why_it_could_not_be_prepared_is_told_to_its_author(call, month, people):
    handing_in.hand_in(call, title="ورقة", file=file(b"%PDF-1.4 torn"), by=people["author"])
    preparing.prepare_all()
    one = Contribution.objects.get()
    said = "The file is damaged and cannot be opened."
    assert said in _of(people["author"], "en").get(f"/calls/one/{one.pk}/").content.decode()
    assert said not in _of(people["other delegate"], "en").get(f"/calls/one/{one.pk}/").content.decode()


def test_the_page_asks_as_often_for_many_revisions_as_for_one(paper, revision, people, django_assert_max_num_queries):
    for number in range(2, 12):
        Revision.objects.create(
            paper=paper.paper, number=number, state="replaced", original="x", original_name="x", by=people["author"]
        )
    with django_assert_max_num_queries(40):
        assert _of(people["author"]).get(f"/calls/one/{paper.pk}/").status_code == 200
