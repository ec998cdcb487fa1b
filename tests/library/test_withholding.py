"""Who may hear, who may withhold, who may give back."""

import pytest
from django.urls import reverse

from multaqa.common.refusal import Refused
from multaqa.library.domain import hooks, marks
from multaqa.library.domain.timeline import WITHHELD_MS, timeline_of
from multaqa.library.domain.withholding import give_back, withhold
from multaqa.library.rules import may_listen

from .conftest import NOON, Shelf


def refused(deed) -> str:
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value.code


def test_an_owner_withholds_and_gives_back(shelf: Shelf) -> None:
    said = shelf.recordings[0]
    before = timeline_of(shelf.gathering)
    row = withhold(said, "  ذكر  عنوان بيت ", by=shelf.layla)
    assert (row.withheld_why, row.withheld_by) == ("ذكر عنوان بيت", shelf.layla)
    assert withhold(said, "سبب آخر", by=shelf.layla).withheld_why == "ذكر عنوان بيت"
    part = timeline_of(shelf.gathering).parts[0]
    assert part.is_withheld and part.length_ms == WITHHELD_MS
    assert timeline_of(shelf.gathering).digest != before.digest
    assert give_back(said, by=shelf.layla).withheld_at is None
    assert timeline_of(shelf.gathering) == before


def test_speakers_withhold_their_own_and_only_they_give_it_back(shelf: Shelf) -> None:
    said = shelf.recordings[0]
    assert refused(lambda: withhold(said, "لا أريد", by=shelf.amal)) == "not_allowed"
    assert refused(lambda: withhold(said, " ", by=shelf.sami)) == "why_needed"
    withhold(said, "لا أريد", by=shelf.sami)
    assert refused(lambda: give_back(said, by=shelf.layla)) == "not_allowed"
    assert give_back(said, by=shelf.sami).withheld_at is None


def test_what_an_office_withheld_the_speaker_does_not_give_back(shelf: Shelf, rules_of_sittings: None) -> None:
    hooks.decided_by(lambda person, gathering: person == shelf.nour)
    withhold(shelf.recordings[0], "بقرار الرئاسة", by=shelf.nour)
    assert refused(lambda: give_back(shelf.recordings[0], by=shelf.sami)) == "not_allowed"
    assert give_back(shelf.recordings[0], by=shelf.layla).withheld_at is None


def test_a_title_is_corrected_by_whoever_decides(shelf: Shelf) -> None:
    chapter = marks.mark(shelf.gathering, "item", NOON, "الافتتاح", "1")
    assert refused(lambda: marks.retitle(chapter, "x", by=shelf.sami)) == "not_allowed"
    assert refused(lambda: marks.retitle(chapter, " ", by=shelf.layla)) == "chapter_title_needed"
    assert marks.retitle(chapter, "افتتاح الجلسة", by=shelf.layla).title == "افتتاح الجلسة"


def test_everybody_hears_an_open_room_and_members_a_members_room(shelf: Shelf) -> None:
    assert may_listen(None, shelf.gathering)
    shelf.room.doors = "members"
    shelf.room.save()
    assert [may_listen(person, shelf.gathering) for person in (None, shelf.sami, shelf.layla)] == [False, False, True]


def test_the_rule_of_a_sitting_goes_before_the_doors(shelf: Shelf, rules_of_sittings: None, browser_of) -> None:
    hooks.listening_ruled_by(lambda person, gathering: None)
    hooks.listening_ruled_by(lambda person, gathering: person == shelf.amal)
    addresses = [
        reverse("library:sitting", args=(shelf.gathering.pk,)),
        reverse("library:turn", args=(shelf.recordings[0].public_id,)),
        reverse("library:turn_ogg", args=(shelf.recordings[0].public_id,)),
        reverse("library:whole", args=(shelf.gathering.pk, "ogg")),
    ]
    assert [browser_of(shelf.sami).get(address).status_code for address in addresses] == [404] * 4
    assert [browser_of(None).get(address).status_code for address in addresses] == [404] * 4
    assert [browser_of(shelf.amal).get(address).status_code for address in addresses] == [200, 200, 200, 404]


def test_withheld_on_the_pages(shelf: Shelf, browser_of) -> None:
    public_id = shelf.recordings[1].public_id
    sami, amal = browser_of(shelf.sami), browser_of(shelf.amal)
    page = reverse("library:turn", args=(public_id,))
    assert "Withhold this part" not in sami.get(page).content.decode()
    assert "Withhold this part" in amal.get(page).content.decode()
    assert amal.post(reverse("library:withhold", args=(public_id,)), {"why": "خطأ في الاسم"}).status_code == 302
    assert sami.get(reverse("library:turn_ogg", args=(public_id,))).status_code == 404
    assert amal.get(reverse("library:turn_mp3", args=(public_id,))).status_code == 404
    whole = sami.get(reverse("library:sitting", args=(shelf.gathering.pk,))).content.decode()
    assert "Withheld: <bdi>خطأ في الاسم</bdi>" in whole and public_id + ".ogg" not in whole
    assert sami.post(reverse("library:give_back", args=(public_id,))).status_code == 302
    assert sami.get(reverse("library:turn_ogg", args=(public_id,))).status_code == 404
    assert amal.post(reverse("library:give_back", args=(public_id,))).status_code == 302
    assert sami.get(reverse("library:turn_ogg", args=(public_id,))).status_code == 200
    assert (
        browser_of(None)
        .post(reverse("library:withhold", args=(public_id,)), {"why": "x"})["Location"]
        .startswith("/account/login/")
    )
