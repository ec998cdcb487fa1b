"""Whose sound passes, and who is still listening."""

import pytest

from multaqa.live.core.sound import AFTERMATH_MS, CLAIM_MS, Gate, Hearing
from multaqa.wire.audio import FIRST, AudioMessage, encode_audio
from multaqa.wire.views import FloorRules, GatheringView, LineView, PersonView, Picture, RoomView, TurnState, TurnView

SAMI = PersonView(2, 2, "سامي")
RULES = FloorRules()


def picture(state: TurnState | None = "speaking", *, interrupted: bool = False, suspended: int = 0) -> Picture:
    turns = [TurnView(1, 41, SAMI, "contribution", state, "in_order", 1, 180, interrupted=interrupted)] if state else []
    return Picture(
        1, RoomView(1, "majlis", "المجلس", 1, "open", RULES), GatheringView(7, "", 1, suspended, 0), LineView(),
        turns, [], [], [], None, [], [],
    )  # fmt: skip


def sound(slot: int, flags: int = 0) -> bytes:
    return encode_audio(AudioMessage(flags, 0, slot, 0, [b"x"] * 3))


def gate() -> Gate:
    gate = Gate()
    gate.obey(picture(), 0)
    return gate


def test_the_one_on_air_passes_and_nobody_else() -> None:
    on_air = gate()
    assert on_air.judge(2, "a", sound(0), 3, 10) == "pass"
    assert on_air.judge(3, "b", sound(0), 3, 10) == "no_floor"
    assert on_air.judge(None, "c", sound(0), 3, 10) == "no_floor"
    assert on_air.stream_of(2) == 41


@pytest.mark.parametrize(
    "after",
    [picture(None), picture("paused"), picture("waiting"), picture("called"), picture(interrupted=True), picture(suspended=5)],
)
def test_off_the_air_sound_is_late_for_a_moment_and_then_an_offence(after: Picture) -> None:
    on_air = gate()
    on_air.obey(after, 1000)
    assert on_air.judge(2, "a", sound(0), 3, 1000 + AFTERMATH_MS - 1) == "late"
    assert on_air.judge(2, "a", sound(0), 3, 1000 + AFTERMATH_MS) == "no_floor"


def test_one_page_has_the_microphone_until_it_is_gone_or_silent() -> None:
    on_air = gate()
    assert on_air.judge(2, "a", sound(0), 3, 0) == "pass"
    assert on_air.judge(2, "b", sound(900), 3, CLAIM_MS - 1) == "elsewhere"
    assert on_air.judge(2, "b", sound(900), 3, CLAIM_MS) == "pass"
    on_air.let_go("b")
    assert on_air.judge(2, "a", sound(3), 3, CLAIM_MS + 1) == "pass"


def test_a_slot_comes_once_and_a_new_spurt_may_begin_anywhere() -> None:
    on_air = gate()
    assert on_air.judge(2, "a", sound(2**32 - 3), 3, 0) == "pass"
    assert on_air.judge(2, "a", sound(2**32 - 3), 3, 0) == "late"
    assert on_air.judge(2, "a", sound(0), 3, 0) == "pass"
    assert on_air.judge(2, "a", sound(500), 3, 0) == "pass"
    assert on_air.judge(2, "a", sound(400), 3, 0) == "late"
    assert on_air.judge(2, "a", sound(7, FIRST), 3, 0) == "pass"
    assert on_air.heard_from("a") == [(41, 9)]


def test_a_listener_is_measured_from_the_first_slot_not_acknowledged() -> None:
    hearing = Hearing()
    assert hearing.may_send(41, 0, 0)
    hearing.heard(41, 2, 100, 500)
    assert hearing.may_send(41, 1000, 20_000)
    assert hearing.may_send(41, 1003, 21_500)
    assert not hearing.may_send(41, 1006, 21_501)
    hearing.heard(41, 1000, 21_600, 500)
    assert hearing.may_send(41, 1009, 23_100)
    assert not hearing.may_send(41, 1012, 23_101)
    hearing.heard(41, 1011, 23_200, 500)
    assert hearing.may_send(41, 1015, 99_000)


def test_a_speaker_who_counts_anew_is_heard_by_those_who_owe_an_answer_of_the_old_count() -> None:
    hearing = Hearing()
    hearing.may_send(41, 300, 0)
    hearing.heard(41, 302, 10, 500)
    hearing.may_send(41, 303, 60)
    assert not hearing.may_send(41, 400, 10_000)
    assert hearing.may_send(41, 0, 10_100)
    hearing.heard(41, 2, 10_200, 500)
    assert all(hearing.may_send(41, slot, 10_200 + slot * 20) for slot in range(3, 60, 3))


def test_one_who_never_acknowledges_is_left_to_the_socket_and_lies_change_nothing() -> None:
    hearing = Hearing()
    hearing.heard(99, 5, 0, 500)
    assert all(hearing.may_send(41, slot, slot * 20) for slot in range(0, 3000, 3))


def test_whoever_promises_to_answer_later_has_longer_to_answer() -> None:
    for next_ms in (500, 1000, 4000):
        hearing = Hearing()
        hearing.may_send(41, 0, 0)
        hearing.heard(41, 2, 100, next_ms)
        assert hearing.may_send(41, 6, 200)
        assert hearing.may_send(41, 12, 1200 + next_ms)
        assert not hearing.may_send(41, 18, 1201 + next_ms)


def test_each_answer_makes_a_promise_of_its_own() -> None:
    hearing = Hearing()
    hearing.may_send(41, 0, 0)
    hearing.heard(41, 2, 100, 4000)
    hearing.may_send(41, 6, 200)
    hearing.may_send(41, 12, 300)
    hearing.heard(41, 8, 400, 500)
    assert hearing.may_send(41, 18, 1900)
    assert not hearing.may_send(41, 24, 1901)
