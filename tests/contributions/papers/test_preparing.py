"""Papers are prepared by a child: what it cannot do is said, and what it leaves undone is taken up again."""

import datetime as dt
import os
import signal
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone

from multaqa.contributions.domain import handing_in, paper_files, preparing
from multaqa.contributions.models import Revision
from tests.contributions.papers.conftest import file
from tests.contributions.papers.files import a_docx, a_pdf, drawn_for_ever, locked_with_password, packed_twice


def _of(call, by, data, name):
    handing_in.hand_in(call, title=f"ورقة {Revision.objects.count()}", file=file(data, name), by=by)
    preparing.prepare_all()
    return Revision.objects.latest("pk")


def test_pages_text_and_pictures_of_each_kind(call, tariq, mona):
    rows = [
        _of(call, tariq, a_pdf(3), "a.pdf"),
        _of(call, tariq, a_docx(), "a.docx"),
        _of(call, mona, "# ورقة\n\nمرحبًا".encode(), "a.md"),
    ]
    assert [(row.work, row.pages, row.claimed_at) for row in rows] == [("done", 3, None), ("done", 1, None), ("done", 1, None)]
    assert rows[0].text == "Hello 1\fHello 2\fHello 3"
    assert [row.text for row in rows[1:]] == ["مرحبًا", "ورقة\nمرحبًا"]
    for row in rows:
        assert paper_files.pdf_of(row).read_bytes().startswith(b"%PDF-")
        assert paper_files.page_of(row, row.pages).read_bytes()[8:12] == b"WEBP"
        assert {path.stat().st_mode & 0o077 for path in paper_files.pdf_of(row).parent.iterdir()} == {0}


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"%PDF-1.4 torn", "a.pdf", "broken"),
        (locked_with_password(), "a.pdf", "encrypted"),
        (a_docx("<w:p/>"), "a.docx", "no_text"),
        (
            a_docx("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", before='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
            "a.docx",
            "broken",
        ),
        (a_docx("<w:p><w:r><w:t>" + " " * 30_000_000 + "</w:t></w:r></w:p>"), "a.docx", "too_heavy"),
    ],
    ids=["torn", "locked", "empty", "entity", "bomb"],
)
def test_what_cannot_be_prepared_says_why_and_gives_way_to_another(call, tariq, data, name, why):
    row = _of(call, tariq, data, name)
    assert (row.work, row.work_why, row.file, row.pages) == ("failed", why, "", 0)
    assert [path.name for path in paper_files.original_of(row).parent.iterdir()] == [paper_files.original_of(row).name]
    again = handing_in.hand_in_again(row.paper.contribution, file=file(a_pdf()), by=tariq)
    assert (again.number, again.state) == (2, "submitted")


def test_a_file_that_draws_for_ever_is_ended(call, tariq, monkeypatch):
    monkeypatch.setattr(preparing, "MOST_SECONDS", 4.0)
    handing_in.hand_in(call, title="ورقة", file=file(a_pdf(change=drawn_for_ever)), by=tariq)
    preparing.look()
    (child,) = preparing._children
    with pytest.raises(preparing.subprocess.TimeoutExpired):
        child.process.wait(5)
    preparing.look()
    assert (child.process.returncode, preparing._children) == (-signal.SIGKILL, [])
    assert Revision.objects.values_list("work", "work_why").get() == ("failed", "too_heavy")


def test_a_file_that_holds_more_than_there_is_does_no_harm(call, tariq):
    bomb = a_pdf(change=packed_twice, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(bomb) < 500_000
    row = _of(call, tariq, bomb, "a.pdf")
    assert (row.work, row.text, paper_files.pdf_of(row).stat().st_size < 500_000) == ("done", "", True)


def test_a_child_that_is_killed_in_the_middle_leaves_nothing_behind(call, tariq, folder):
    handing_in.hand_in(call, title="ورقة", file=file(a_pdf(50)), by=tariq)
    preparing.look()
    (child,) = preparing._children
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()
    preparing.look()
    assert Revision.objects.values_list("work", "work_why").get() == ("failed", "too_heavy")
    assert not child.target.exists()


def test_of_two_nodes_one_prepares(call, paper):
    preparing.look()
    mine = list(preparing._children)
    preparing._children.clear()
    preparing.look()
    assert preparing._children == []
    assert Revision.objects.get().tries == 1
    preparing._children[:] = mine


def test_a_claim_of_a_node_that_died_is_taken_up(call, paper):
    Revision.objects.update(claimed_at=timezone.now() - dt.timedelta(seconds=61), tries=1)
    left = paper_files.original_of(Revision.objects.get()).with_name("half-made")
    left.mkdir()
    preparing.prepare_all()
    assert Revision.objects.values_list("work", "tries").get() == ("done", 2)
    assert not left.exists()


def test_what_ends_nodes_is_not_tried_for_ever(call, paper):
    Revision.objects.update(claimed_at=timezone.now() - dt.timedelta(seconds=61), tries=preparing.MOST_TRIES)
    preparing.prepare_all()
    assert Revision.objects.values_list("work", "work_why").get() == ("failed", "too_heavy")


def test_a_node_that_was_taken_for_dead_changes_nothing(call, paper):
    preparing.look()
    (child,) = preparing._children
    later = timezone.now() + dt.timedelta(seconds=5)
    Revision.objects.update(claimed_at=later)
    child.process.wait()
    preparing.look()
    assert Revision.objects.values_list("work", "claimed_at").get() == ("waiting", later)
    assert not child.target.exists()


def test_a_file_that_is_gone_is_said_to_be(call, paper):
    paper_files.forget(Revision.objects.get().original)
    preparing.prepare_all()
    assert Revision.objects.values_list("work", "work_why").get() == ("failed", "lost")


def test_the_child_is_given_no_secret(monkeypatch, call, paper):
    monkeypatch.setenv("MULTAQA_SECRET", "abc")
    preparing.look()
    (child,) = preparing._children
    given = Path(f"/proc/{child.process.pid}/environ").read_bytes()
    assert b"MULTAQA" not in given
