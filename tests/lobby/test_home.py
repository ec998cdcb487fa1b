"""The first page: what is live first, then all rooms, at one price."""

import datetime as dt

import pytest
from django.core.cache import cache

from multaqa.bridge import crowds
from multaqa.rooms.models import Gathering, ProgrammeSlot


@pytest.mark.parametrize("other_rooms", [0, 2])
def test_one_room_costs_what_three_cost(build, visitor, other_rooms, django_assert_num_queries):
    for name in ("مرافئ", "ضفاف", "سقيا")[: other_rooms + 1]:
        room = build(name, live=True)
        ProgrammeSlot.objects.create(room=room, weekday=2, starts=dt.time(22), title="سهرة")
    visitor.get("/")
    cache.clear()
    with django_assert_num_queries(7):
        assert visitor.get("/").status_code == 200


def test_the_fullest_room_stands_first_and_says_how_many_listen(build, visitor):
    quiet, full = build("ضفاف", live=True), build("مرافئ", live=True)
    heads = {Gathering.objects.get(room=quiet).pk: 2, Gathering.objects.get(room=full).pk: 186}
    stop = crowds.counted_by(lambda gathering: heads[gathering])
    page = visitor.get("/").content.decode()
    stop()
    assert page.index(f'data-listen="{full.slug}"') < page.index(f'data-listen="{quiet.slug}"')
    assert "١٨٦ مستمعًا" in page
    assert "مستمعان" in page
    assert "١٨٨ مستمعًا" in page


def test_a_locked_room_is_not_entered_by_one_press(build, visitor):
    room = build("مرافئ", live=True, doors="locked")
    page = visitor.get("/").content.decode()
    assert f'data-listen="{room.slug}"' not in page
    assert "مباشرة الآن" in page


@pytest.mark.parametrize("words", ["أمهات", "امهات", "أُمَّهَات"])
def test_a_room_is_found_in_any_spelling(build, visitor, words):
    build("أمهات الغد")
    build("ضفاف")
    page = visitor.get("/", {"q": words})
    assert [card.room.name for card in page.context["shelf"].cards] == ["أمهات الغد"]


def test_only_the_live_and_only_a_language(build, visitor):
    build("ضفاف", languages="العربية، English")
    build("مرافئ", live=True, languages="العربية")
    assert [card.room.name for card in visitor.get("/", {"show": "live"}).context["shelf"].cards] == ["مرافئ"]
    assert [card.room.name for card in visitor.get("/", {"language": "English"}).context["shelf"].cards] == ["ضفاف"]


def test_twenty_four_rooms_make_a_page(build, visitor):
    for number in range(25):
        build(f"غرفة {number:02}")
    first, second = visitor.get("/").context["shelf"], visitor.get("/", {"page": "2"}).context["shelf"]
    assert (len(first.cards), len(second.cards), first.later, second.later) == (24, 1, 2, None)
    assert visitor.get("/", {"page": "nonsense"}).context["shelf"].number == 1


def test_a_search_without_an_answer_says_what_to_try(build, visitor):
    build("ضفاف")
    page = visitor.get("/", {"q": "قصيدة"}).content.decode()
    assert "لا غرفة توافق هذا البحث" in page
    assert "عرض الغرف كلها" in page


def test_the_page_is_right_to_left_in_arabic_and_left_to_right_in_english(build, visitor):
    build("ضفاف")
    assert '<html lang="ar" dir="rtl" data-digits="arab"' in visitor.get("/").content.decode()
    english = visitor.get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="en" dir="ltr" data-digits="latn"' in english
    assert "1 room" in english


def test_the_theme_is_the_browsers_choice(build, visitor):
    build("ضفاف")
    visitor.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in visitor.get("/").content.decode()
    visitor.cookies["theme"] = '"><script>'
    assert "data-theme=" not in visitor.get("/").content.decode()


def test_a_name_is_text_and_never_markup(build, visitor):
    build("<b>ضفاف<b>", live=True)
    assert "<b>ضفاف" not in visitor.get("/").content.decode()
