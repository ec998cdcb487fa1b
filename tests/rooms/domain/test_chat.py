"""The chat: what is said, refused, hidden, pinned and whispered."""

import datetime as dt

import pytest

from multaqa.common.refusal import Refused
from multaqa.rooms.domain import chat, order, undoing
from multaqa.rooms.domain.picture import picture_of
from multaqa.rooms.models import Act, Event, Message


def refusal(deed, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        deed(*args, **kwargs)
    return caught.value.code


def texts(hall):
    return [(row.person.name, row.text) for row in picture_of(hall.gathering).messages]


def test_a_message_is_kept_as_it_was_written(hall):
    n, message = chat.say(hall.gathering, "  السلام عليكم، hello\nسطر ثانٍ ", by=hall.amal)
    assert texts(hall) == [("أمل", "السلام عليكم، hello\nسطر ثانٍ")]
    assert Message.objects.get(pk=message).n == n == 1


@pytest.mark.parametrize("text", ["", "  \n ", "\u202e", "\x00"])
def test_nothing_visible_is_nothing_said(hall, text):
    assert refusal(chat.say, hall.gathering, text, by=hall.amal) == "empty"


def test_direction_overrides_are_taken_out(hall):
    chat.say(hall.gathering, "أ\u202eب\u2066ج", by=hall.amal)
    assert texts(hall) == [("أمل", "أبج")]


def test_links_are_for_members_unless_the_room_says_otherwise(hall):
    hall.rule(visitors_write=True)
    assert refusal(chat.say, hall.gathering, "انظر example.com/x", by=hall.zahir) == "links_not_allowed"
    chat.say(hall.gathering, "انظر https://example.com", by=hall.amal)
    hall.rule(links="nobody")
    assert refusal(chat.say, hall.gathering, "www.example.com", by=hall.amal) == "links_not_allowed"
    chat.say(hall.gathering, "www.example.com", by=hall.layla)
    hall.rule(links="everyone")
    chat.say(hall.gathering, "www.example.com", by=hall.zahir)


def test_slow_mode_says_how_long_to_wait_and_spares_the_staff(hall):
    order.set_slow(hall.room, 30, by=hall.layla)
    chat.say(hall.gathering, "أولى", by=hall.amal)
    with pytest.raises(Refused) as caught:
        chat.say(hall.gathering, "ثانية", by=hall.amal)
    assert caught.value.code == "slow_mode"
    assert caught.value.facts["seconds"] == 30
    assert 1 <= caught.value.facts["wait"] <= 30
    chat.say(hall.gathering, "أ", by=hall.layla)
    chat.say(hall.gathering, "ب", by=hall.layla)
    Message.objects.update(at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    chat.say(hall.gathering, "ثانية", by=hall.amal)


def test_visitors_write_only_where_the_room_lets_them(hall):
    assert refusal(chat.say, hall.gathering, "سلام", by=hall.zahir) == "visitors_listen"
    chat.say(hall.gathering, "أحتاج إلى عون", whisper=True, by=hall.zahir)


def test_a_whisper_is_for_the_supervisors_and_its_writer(hall):
    chat.say(hall.gathering, "همس", whisper=True, by=hall.amal)
    assert texts(hall) == []
    assert Event.objects.get().audience == {"staff": True, "persons": [hall.amal.pk]}
    read = {
        person: len(chat.history(hall.gathering, before=99, reader=person)[0])
        for person in (hall.amal, hall.layla, hall.basim, None)
    }
    assert read == {hall.amal: 1, hall.layla: 1, hall.basim: 0, None: 0}


def test_a_supervisor_answers_a_whisper_and_only_its_writer_hears(hall):
    _, whisper = chat.say(hall.gathering, "همس", whisper=True, by=hall.amal)
    chat.say(hall.gathering, "وصل", reply_to=whisper, whisper=True, by=hall.layla)
    assert Event.objects.last().audience == {"staff": True, "persons": [hall.layla.pk, hall.amal.pk]}
    assert refusal(chat.say, hall.gathering, "؟", reply_to=whisper, by=hall.basim) == "no_such_message"


def test_hiding_takes_the_text_from_everybody_and_undo_brings_it_back(hall):
    _, first = chat.say(hall.gathering, "كلمة", by=hall.amal)
    chat.say(hall.gathering, "رد", reply_to=first, by=hall.basim)
    assert refusal(chat.hide, hall.gathering, first, by=hall.basim) == "not_allowed"
    done = chat.hide(hall.gathering, first, why="إساءة", by=hall.layla)
    shown = picture_of(hall.gathering).messages
    assert [(row.text, row.reply_text, row.hidden) for row in shown] == [("", "", True), ("رد", "", False)]
    assert Message.objects.get(pk=first).text == "كلمة"
    undoing.undo(Act.objects.get(pk=done.act), by=hall.sami)
    shown = picture_of(hall.gathering).messages
    assert [(row.text, row.reply_text, row.hidden) for row in shown] == [("كلمة", "", False), ("رد", "كلمة", False)]


def test_pinning_and_hiding_the_pinned(hall):
    _, first = chat.say(hall.gathering, "كلمة", by=hall.amal)
    chat.pin(hall.gathering, first, by=hall.layla)
    assert picture_of(hall.gathering).pinned.text == "كلمة"
    chat.hide(hall.gathering, first, by=hall.layla)
    assert picture_of(hall.gathering).pinned is None
    assert refusal(chat.pin, hall.gathering, first, by=hall.layla) == "no_such_message"


def test_history_goes_back_page_by_page(hall):
    for i in range(60):
        chat.say(hall.gathering, f"{i}", by=hall.layla)
    latest = picture_of(hall.gathering).messages
    assert [row.text for row in latest] == [str(i) for i in range(10, 60)]
    older, more = chat.history(hall.gathering, before=latest[0].n, reader=None)
    assert ([row.text for row in older], more) == ([str(i) for i in range(10)], False)
