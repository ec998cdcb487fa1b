"""The secretary's hand in the minutes: every language for itself, every change kept, every correction seen."""

import pytest

from multaqa.assembly.domain import editing
from multaqa.assembly.domain.revisions import changes, word_diff
from multaqa.assembly.domain.sentences import drafted, sentence
from multaqa.assembly.models import EntryRevision, Minutes
from tests.assembly.minutes.conftest import browser, refused


def _order(held) -> list[int]:
    return list(held.minutes.entries.values_list("pk", flat=True))


def test_a_wording_in_arabic_leaves_the_english_to_the_draft(held):
    entry = held.spoken
    english = drafted(entry, "en")
    editing.reword(entry, text_ar="قال طارق كلامًا طيبًا.", text_en=english, by=held.secretary)
    assert (held.spoken.text_ar, held.spoken.text_en) == ("قال طارق كلامًا طيبًا.", "")
    assert sentence(held.spoken, "en") == english
    assert held.state == "editing"


def test_the_same_words_in_other_digits_are_no_change(held):
    entry = held.minutes.entries.get(what="ballot")
    editing.reword(entry, text_ar=drafted(entry, "ar").replace("4", "٤"), text_en="", by=held.secretary)
    assert (EntryRevision.objects.count(), held.state) == (0, "auto_draft")


def test_an_emptied_wording_goes_back_to_the_draft(held):
    editing.reword(held.spoken, text_ar="غير ذلك", text_en="Something else", by=held.secretary)
    editing.reword(held.spoken, text_ar="", text_en="Something else", by=held.secretary)
    assert sentence(held.spoken, "ar") == drafted(held.spoken, "ar")
    assert sentence(held.spoken, "en") == "Something else"


def test_a_note_of_her_own_stands_after_the_entry_it_belongs_to(held):
    before = _order(held)
    at = before.index(held.spoken.pk)
    first = editing.add(held.minutes, after=held.spoken, text_ar="شكرت الرئاسة الحضور.", by=held.secretary)
    second = editing.add(held.minutes, after=held.spoken, text_ar="وتُلي البيان.", by=held.secretary)
    assert _order(held) == [*before[: at + 1], second.pk, first.pk, *before[at + 1 :]]
    assert (first.item, refused(editing.add, held.minutes, after=None, text_ar=" ", by=held.secretary)) == (
        held.spoken.item,
        "empty",
    )


def test_an_entry_goes_up_and_down_and_over_into_the_next_item(held):
    before = _order(held)
    entry = held.minutes.entries.all()[1]
    editing.move(entry, "up", by=held.secretary)
    assert _order(held) == [before[1], before[0], *before[2:]]
    editing.move(entry, "up", by=held.secretary)
    assert _order(held)[0] == entry.pk
    editing.move(entry, "down", by=held.secretary)
    assert _order(held) == before
    carried = held.minutes.entries.filter(what="item_carried").first()
    above = held.minutes.entries.filter(position__lt=carried.position).last()
    assert above.item_id != carried.item_id
    editing.move(carried, "up", by=held.secretary)
    carried.refresh_from_db()
    assert (carried.item_id, _order(held)) == (above.item_id, before)


def test_what_is_for_delegates_only_stays_among_its_own(held):
    carried = held.minutes.entries.filter(what="item_carried").first()
    carried.item.for_delegates_only = True
    carried.item.save()
    editing.move(carried, "up", by=held.secretary)
    kept = held.minutes.entries.get(pk=carried.pk)
    assert (kept.item_id, EntryRevision.objects.count()) == (carried.item_id, 0)


def test_what_is_taken_out_is_kept_and_comes_back(held):
    for back in (False, False, True, True):
        editing.take_out(held.spoken, back=back, by=held.secretary)
    assert held.spoken.removed_at is None
    assert list(EntryRevision.objects.order_by("pk").values_list("deed", flat=True)) == ["removed", "back"]


def test_approved_words_stand_still(held):
    held.send()
    held.approve_in_writing()
    assert refused(editing.reword, held.spoken, text_ar="غير ذلك", text_en="", by=held.secretary) == "minutes_approved"
    assert refused(editing.take_out, held.spoken, by=held.secretary) == "minutes_approved"


def test_published_minutes_are_corrected_before_everybody_s_eyes(held):
    editing.reword(held.spoken, text_ar="قبل النشر", text_en="", by=held.secretary)
    held.publish()
    assert refused(editing.reword, held.spoken, text_ar="غير ذلك", text_en="", by=held.secretary) == "why_needed"
    editing.reword(held.spoken, text_ar="بعد النشر", text_en="", why="خطأ في الاسم", by=held.secretary)
    row = Minutes.objects.get()
    assert (row.state, row.version, row.correction_note) == ("corrected", 2, "خطأ في الاسم")
    page = browser().get(held.path).content.decode()
    assert "خطأ في الاسم" in page
    seen = browser().get(f"{held.path}changes/").content.decode()
    assert "بعد" in seen
    assert held.secretary.display_name in seen
    assert [one.revision.why for one in changes(row, since_publication=True)] == ["خطأ في الاسم"]
    editing.take_out(held.spoken, why="تكرار", by=held.secretary)
    assert "<del>بعد النشر</del>" in browser().get(held.path).content.decode()


def test_the_changes_tell_which_words_came_and_went(held):
    before = drafted(held.spoken, "ar")
    editing.reword(held.spoken, text_ar=before.replace("مداخلة", "كلمة"), text_en="", by=held.secretary)
    (change,) = changes(held.minutes)
    ((language, pieces),) = change.wording
    assert language == "ar"
    assert [(piece.how, piece.text.strip()) for piece in pieces if piece.how != "same"] == [("out", "مداخلة"), ("in", "كلمة")]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("قال الحاضرون خيرًا", "قال الحاضرون خيرًا", [("same", "قال الحاضرون خيرًا")]),
        ("قال خيرًا", "قالت خيرًا", [("out", "قال "), ("in", "قالت "), ("same", "خيرًا")]),
        ("", "كلمة", [("in", "كلمة")]),
    ],
)
def test_a_changed_letter_shows_the_whole_word(before, after, pieces):
    assert word_diff(before, after) == pieces


def test_a_refused_wording_stays_in_its_field(held):
    held.publish()
    page = browser(held.secretary).post(f"/months/minutes/entry/{held.spoken.pk}/", {"text_ar": "لا يضيع هذا", "text_en": "x"})
    assert (page.status_code, "لا يضيع هذا" in page.content.decode()) == (422, True)


def test_the_page_moves_adds_and_takes_out(held):
    secretary, entry = browser(held.secretary), held.minutes.entries.all()[1]
    assert secretary.post(f"/months/minutes/entry/{entry.pk}/", {"step": "up"}).status_code == 302
    assert _order(held)[0] == entry.pk
    secretary.post(f"{held.path}add/", {"after": entry.pk, "text_ar": "شكرت الرئاسة الحضور."})
    secretary.post(f"/months/minutes/entry/{entry.pk}/", {"out": "1"})
    page = secretary.get(held.path).content.decode()
    assert "شكرت الرئاسة الحضور." in page
    assert "entry--out" in page
    assert "entry--out" not in browser(held.delegates[0]).get(held.path).content.decode()
