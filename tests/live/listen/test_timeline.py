"""One sound out of several speakers, their pauses and their late packets."""

from multaqa.live.listen.opus import SILENCE
from multaqa.live.listen.timeline import DELAY_SLOTS, HOLD_SLOTS, LEAD_SLOTS, Timeline
from multaqa.wire.audio import FIRST, LAST, AudioMessage, encode_audio


def packet(name: str) -> bytes:
    return b"\x78" + name.encode()


def message(stream: int, slot: int, *names: str, flags: int = 0) -> bytes:
    return encode_audio(AudioMessage(flags, stream, slot, 0, [packet(name) for name in names]))


def go_out(timeline: Timeline, count: int) -> list[str]:
    """The names of the next packets, "-" for silence."""
    packets = [timeline.advance() for _ in range(count)]
    return ["-" if one == SILENCE else one[1:].decode() for one in packets]


def test_nobody_speaking_is_silence_without_end() -> None:
    assert go_out(Timeline(), 500) == ["-"] * 500


def test_nour_is_heard_a_quarter_of_a_second_after_her_words_came_in() -> None:
    timeline = Timeline()
    timeline.hear(message(1, 90_000, "a", "b", "c", flags=FIRST))
    assert go_out(timeline, DELAY_SLOTS) == ["-"] * DELAY_SLOTS
    timeline.hear(message(1, 90_003, "d", flags=LAST))
    assert go_out(timeline, 6) == ["a", "b", "c", "d", "-", "-"]


def test_messages_that_come_late_or_in_disorder_within_200_ms_leave_no_hole() -> None:
    timeline = Timeline()
    timeline.hear(message(1, 0, "a", "b", flags=FIRST))
    timeline.hear(message(1, 4, "e", "f"))
    go_out(timeline, DELAY_SLOTS)
    timeline.hear(message(1, 2, "c", "d"))
    assert go_out(timeline, 6) == ["a", "b", "c", "d", "e", "f"]


def test_the_hole_a_speaker_left_in_their_slots_stays_a_hole_of_that_length() -> None:
    timeline = Timeline()
    timeline.hear(message(1, 0, "a", flags=FIRST))
    timeline.hear(message(1, 4, "e"))
    go_out(timeline, DELAY_SLOTS)
    assert go_out(timeline, 5) == ["a", "-", "-", "-", "e"]


def test_after_a_blackout_the_speech_goes_on_after_the_usual_delay() -> None:
    timeline = Timeline()
    timeline.hear(message(1, 0, "a", flags=FIRST))
    go_out(timeline, 100)
    timeline.hear(message(1, 1, "b", "c"))
    assert go_out(timeline, DELAY_SLOTS + 2) == ["-"] * DELAY_SLOTS + ["b", "c"]


def test_what_comes_again_after_it_went_out_is_dropped_and_moves_nothing() -> None:
    timeline = Timeline()
    timeline.hear(message(1, 0, "a", "b", flags=FIRST))
    go_out(timeline, DELAY_SLOTS + 2)
    timeline.hear(message(1, 0, "a"))
    timeline.hear(message(1, 4, "e"))
    assert go_out(timeline, 3) == ["-", "-", "e"]


def test_a_burst_never_becomes_more_than_a_second_and_a_half_of_delay() -> None:
    timeline = Timeline()
    for slot in range(1_000):
        timeline.hear(message(1, slot, str(slot), flags=FIRST if slot == 0 else 0))
    out = go_out(timeline, LEAD_SLOTS + 2)
    assert out[-1] == "-"
    assert "999" in out


def test_a_speaker_whose_count_begins_again_is_heard_again() -> None:
    timeline = Timeline()
    timeline.hear(message(1, 70_000, "a", flags=FIRST))
    go_out(timeline, 100)
    timeline.hear(message(1, 0, "b"))
    assert go_out(timeline, DELAY_SLOTS + 1)[-1] == "b"


def test_of_two_at_once_the_one_with_the_floor_longest_is_heard() -> None:
    timeline = Timeline()
    timeline.hear(message(8, 0, "x", "y", "z", flags=FIRST))
    timeline.hear(message(7, 0, "a", "b", flags=FIRST | LAST))
    go_out(timeline, DELAY_SLOTS)
    assert go_out(timeline, 4) == ["a", "b", "z", "-"]


def test_a_short_hole_does_not_let_the_other_speaker_in_but_a_long_one_does() -> None:
    timeline = Timeline()
    timeline.hear(message(7, 0, "a", flags=FIRST))
    for slot in range(0, 32, 16):
        timeline.hear(message(8, slot, *["x"] * 16, flags=FIRST if slot == 0 else 0))
    go_out(timeline, DELAY_SLOTS)
    assert go_out(timeline, 16) == ["a"] + ["-"] * HOLD_SLOTS + ["x"] * 5


def test_a_packet_that_does_not_last_20_ms_is_replaced_by_silence() -> None:
    timeline = Timeline()
    timeline.hear(encode_audio(AudioMessage(FIRST, 1, 0, 0, [packet("a"), b"\x18long", packet("c")])))
    go_out(timeline, DELAY_SLOTS)
    assert go_out(timeline, 3) == ["a", "-", "c"]


def test_no_more_than_four_voices_are_kept() -> None:
    timeline = Timeline()
    for stream in range(1, 7):
        timeline.hear(message(stream, 0, str(stream), flags=FIRST | LAST))
        timeline.advance()
    assert [name for name in go_out(timeline, 20) if name != "-"] == ["3", "4", "5", "6"]
