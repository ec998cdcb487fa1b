"""Minutes as a PDF: drawn once for each text of them, found by its words, shown to whoever may read them."""

import os
import time
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from multaqa.assembly.domain import ballots, editing, printed, running, voting
from multaqa.assembly.domain.deciding import decide
from multaqa.assembly.domain.minuting import draft_missing
from multaqa.assembly.models import Ballot, Minutes
from multaqa.common.printing import libraries, shelf
from tests.alliance.world import new_person
from tests.assembly.sittings.conftest import Chamber, build_chamber

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DECISION = "قرّر المجتمعون اعتماد يوم التعريف، وتكليف غرفة ضفاف بإعداد برنامجه"


@pytest.fixture
def shelf_folder(tmp_path: Path, settings, monkeypatch) -> Path:
    monkeypatch.setattr(printed, "folder", lambda: tmp_path / "minutes")
    return tmp_path / "minutes"


@pytest.fixture
def chamber(db) -> Chamber:
    chamber = build_chamber(kind="open")
    chamber.arrive(chamber.chair, *chamber.delegates)
    running.open_sitting(chamber.gathering, by=chamber.chair)
    ballots.propose(chamber.gathering, question="هل يُعتمد يوم التعريف؟", by=chamber.chair)
    ballot = Ballot.objects.get()
    ballots.open_ballot(chamber.gathering, ballot=ballot.pk, by=chamber.chair)
    for person in chamber.delegates:
        voting.vote(chamber.gathering, ballot=ballot.pk, choices=[ballot.choices.all()[0].pk], by=person)
    ballots.close_ballot(chamber.gathering, ballot=ballot.pk, by=chamber.chair)
    ballots.publish(chamber.gathering, ballot=ballot.pk, decision=f"{DECISION}.", by=chamber.chair)
    room = chamber.world.rooms[1]
    decide(chamber.gathering, text="إعداد البطاقة", action=True, room=room.pk, due="2027-01-01", by=chamber.chair)
    running.adjourn(chamber.gathering, by=chamber.chair)
    return chamber


@pytest.fixture
def minutes(chamber: Chamber, shelf_folder: Path) -> Minutes:
    draft_missing()
    return Minutes.objects.get()


@pytest.fixture
def published(minutes: Minutes) -> Minutes:
    Minutes.objects.update(state="published", published_at=timezone.now())
    minutes.refresh_from_db()
    return minutes


def at(minutes: Minutes, language: str = "ar") -> str:
    return f"/months/minutes/{minutes.sitting_id}/pdf/?lang={language}"


def browser_of(person=None) -> Client:
    browser = Client(headers={"accept-language": "ar"})
    if person is not None:
        browser.force_login(person, backend=BACKEND)
    return browser


def pdf_of(minutes: Minutes, language: str = "ar", browser: Client | None = None) -> bytes:
    browser = browser or browser_of()
    browser.get(at(minutes, language))
    shelf.draw_all(printed.folder())
    answer = browser.get(at(minutes, language))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return answer.content


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for number in range(len(document)):
        leaf = document[number]
        layer = leaf.get_textpage()
        texts.append(layer.get_text_range())
        layer.close()
        leaf.close()
    document.close()
    return "\n".join(texts)


def test_its_words_are_read_in_order_and_found(published: Minutes) -> None:
    pdf = pdf_of(published)

    text = " ".join(text_of(pdf).split())
    assert DECISION in text
    assert "محضر الاجتماع المفتوح للدورة الثالثة" in text
    document = pypdfium2.PdfDocument(pdf)
    leaf = document[0]
    layer = leaf.get_textpage()
    search = layer.search("التعريف")
    assert search.get_next() is not None
    search.close()
    layer.close()
    leaf.close()
    document.close()


def test_it_says_its_language_and_title_and_is_tagged(published: Minutes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of(published))
    with pikepdf.open(tmp_path / "a.pdf") as document:
        assert str(document.Root.Lang) == "ar"
        assert document.Root.MarkInfo.Marked
        assert str(document.docinfo["/Title"]) == "محضر الاجتماع المفتوح للدورة الثالثة"


def test_in_english_too(published: Minutes) -> None:
    text = " ".join(text_of(pdf_of(published, "en")).split())
    assert "Attendance by room" in text
    assert "Page 1 of" in text
    assert DECISION in text


def test_while_it_is_drawn_the_page_says_so_and_looks_again(published: Minutes) -> None:
    answer = browser_of().get(at(published, "en"))
    assert (answer.status_code, answer["Refresh"], answer["Cache-Control"]) == (202, "3", "no-store")
    assert "The PDF is being prepared." in answer.content.decode()
    browser_of().get(at(published, "en"))
    assert len(list(printed.folder().glob("*.wanted"))) == 1


def test_it_is_drawn_once_and_known_by_its_tag(published: Minutes) -> None:
    pdf_of(published)
    answer = browser_of().get(at(published))
    assert answer["Cache-Control"] == "private, no-cache"
    again = browser_of().get(at(published), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again["ETag"]) == (304, answer["ETag"])
    assert shelf.draw_all(printed.folder()) == 0


def test_a_correction_is_another_pdf_and_says_why(
    chamber: Chamber, published: Minutes, django_capture_on_commit_callbacks
) -> None:
    pdf_of(published)
    entry = published.entries.get(what="opened")
    with django_capture_on_commit_callbacks(execute=True):
        editing.reword(
            entry, text_ar="بدأت الجلسة في موعدها.", text_en="It was opened.", why="سقط اسم من الحضور", by=chamber.world.secretary
        )
    published.refresh_from_db()
    assert len(list(printed.folder().glob("*.wanted"))) == 2
    text = " ".join(text_of(pdf_of(published)).split())
    assert "سقط اسم من الحضور" in text
    assert "بدأت الجلسة في موعدها." in text
    assert len(list(printed.folder().glob("*-ar-all-*.pdf"))) == 1


def test_a_draft_is_for_those_who_sat_there(chamber: Chamber, minutes: Minutes) -> None:
    assert browser_of().get(at(minutes)).status_code == 404
    assert browser_of(new_person("غريب")).get(at(minutes)).status_code == 404
    assert browser_of(chamber.delegates[0]).get(at(minutes)).status_code == 202
    assert browser_of(chamber.delegates[0]).post(at(minutes)).status_code == 405
    text = text_of(pdf_of(minutes, "en", browser_of(chamber.delegates[0])))
    assert "A draft. It has not been approved." in text


def test_what_was_for_delegates_only_is_in_theirs_alone(chamber: Chamber, published: Minutes) -> None:
    entry = published.entries.get(kind="decision")
    entry.item.for_delegates_only = True
    entry.item.save()
    assert DECISION not in " ".join(text_of(pdf_of(published)).split())
    assert DECISION in " ".join(text_of(pdf_of(published, browser=browser_of(chamber.delegates[0]))).split())
    assert DECISION not in " ".join(text_of(pdf_of(published)).split())


def test_without_what_draws_it_the_page_says_how_to_add_it(published: Minutes, monkeypatch) -> None:
    monkeypatch.setitem(libraries.LIBRARIES, "libpango-1.0-0", ("libthatisnotthere.so.0",))
    libraries.missing_libraries.cache_clear()
    answer = browser_of().get(at(published, "en"))
    libraries.missing_libraries.cache_clear()
    assert answer.status_code == 503
    assert "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in answer.content.decode()
    assert "The page of the minutes prints well" in answer.content.decode()


def test_a_hostile_sentence_stays_a_sentence(published: Minutes) -> None:
    entry = published.entries.get(what="opened")
    entry.text_ar = "</p><style>*{display:none}</style><img src=file:///etc/passwd>«هنا»"
    entry.save()
    page = printed.document(published, "ar", among=False)
    assert "<img" not in page
    assert "&lt;img src=file:///etc/passwd&gt;" in page


def test_more_entries_ask_no_more_questions(published: Minutes) -> None:
    printed.document(published, "ar", among=True)
    with CaptureQueriesContext(connection) as few:
        printed.document(published, "ar", among=True)
    entry = published.entries.get(what="opened")
    for _ in range(20):
        entry.pk, entry.position = None, entry.position + 1
        entry.save()
    with CaptureQueriesContext(connection) as many:
        printed.document(published, "ar", among=True)
    assert len(many) == len(few)


def test_minutes_that_wait_are_drawn_on_the_clock(published: Minutes) -> None:
    browser_of().get(at(published))
    printed.look()
    for thread in shelf._drawing:
        thread.join(timeout=60)
    assert browser_of().get(at(published)).status_code == 200


def test_one_that_a_dead_node_had_taken_is_drawn_by_another(published: Minutes) -> None:
    browser_of().get(at(published))
    wish = next(printed.folder().glob("*.wanted"))
    taken = wish.with_suffix(".drawing")
    wish.rename(taken)
    long_ago = time.time() - 1000
    os.utime(taken, (long_ago, long_ago))
    assert shelf.draw_all(printed.folder()) == 1
    assert browser_of().get(at(published)).status_code == 200


def test_whoever_waits_is_served_before_what_is_drawn_in_advance(published: Minutes) -> None:
    printed.printed(published, "ar", among=False)
    browser_of().get(at(published, "en"))
    first = shelf._take(printed.folder())
    assert first is not None
    assert first.name.startswith(f"{published.sitting_id}-en-all-")
