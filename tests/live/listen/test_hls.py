"""The sliding window: what its playlist lists, what it keeps, what it forgets."""

import re

from multaqa.live.listen.fmp4 import write_init
from multaqa.live.listen.hls import AHEAD_PARTS, EPOCH_MS, SEGMENT_PACKETS, Place, Window, place_at, write_variants
from multaqa.live.listen.opus import SILENCE

from .sound import decode


def fill(window: Window, packets: int) -> Window:
    for _ in range(packets):
        window.add(SILENCE)
    return window


def segments(playlist: str) -> list[str]:
    return re.findall(r"^listen/(\d+)\.m4s", playlist, re.MULTILINE)


def parts(playlist: str) -> list[str]:
    return re.findall(r'#EXT-X-PART:.*URI="listen/(\d+\.\d+)\.m4s', playlist)


def test_a_new_window_can_be_played_at_once() -> None:
    assert Window().playlist("s=layla") == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:9\n"
        "#EXT-X-TARGETDURATION:2\n"
        "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.6,HOLD-BACK=6.0\n"
        "#EXT-X-PART-INF:PART-TARGET=0.2\n"
        "#EXT-X-MEDIA-SEQUENCE:0\n"
        '#EXT-X-MAP:URI="listen/init.mp4?s=layla"\n'
        + "".join(
            "".join(f'#EXT-X-PART:DURATION=0.2,INDEPENDENT=YES,URI="listen/{number}.{part}.m4s?s=layla"\n' for part in range(10))
            + f"#EXTINF:2.000,\nlisten/{number}.m4s?s=layla\n"
            for number in range(3)
        )
        + '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="listen/3.0.m4s?s=layla"\n'
    )


def test_the_window_lists_six_segments_with_parts_of_the_newest_only() -> None:
    playlist = fill(Window(), 10 * SEGMENT_PACKETS + 25).playlist("")
    assert segments(playlist) == ["7", "8", "9", "10", "11", "12"]
    assert "#EXT-X-MEDIA-SEQUENCE:7\n" in playlist
    assert parts(playlist) == [f"{n}.{p}" for n in (10, 11, 12) for p in range(10)] + ["13.0", "13.1"]
    assert 'URI="listen/13.2.m4s?"' in playlist


def test_what_left_the_list_is_kept_for_two_segments_more_and_then_forgotten() -> None:
    window = fill(Window(), 10 * SEGMENT_PACKETS)
    assert [number for number in range(20) if window.segment(number)] == list(range(5, 13))


def test_a_day_of_sound_takes_no_more_memory_than_twenty_seconds() -> None:
    def weigh(window: Window) -> int:
        return sum(len(window.segment(number) or b"") for number in range(window.number + 1))

    assert weigh(fill(Window(), 400 * SEGMENT_PACKETS)) == weigh(fill(Window(), 10 * SEGMENT_PACKETS))


def test_a_segment_is_its_parts_one_after_the_other() -> None:
    window = fill(Window(), SEGMENT_PACKETS)
    assert window.segment(3) == b"".join(window.part(3, part) or b"" for part in range(10))
    assert len(decode(write_init() + (window.segment(3) or b""))) in range(2 * 48_000 - 400, 2 * 48_000 + 1)


def test_what_is_not_whole_or_never_was_is_not_given() -> None:
    window = fill(Window(), 15)
    assert window.segment(3) is None
    assert window.part(3, 0) is not None
    assert window.part(3, 1) is None
    assert window.part(3, 99) is None
    assert window.part(4, 0) is None


def test_reaching_follows_the_parts_and_a_part_past_the_last_means_the_next_segment() -> None:
    window = fill(Window(), 25)
    assert window.reaches(3, 1)
    assert not window.reaches(3, 2)
    assert not window.reaches(3, None)
    assert window.reaches(2, None)
    assert window.reaches(2, 10)
    assert not window.reaches(3, 57)
    assert window.announces(3, 2)
    assert window.announces(3, 2 + AHEAD_PARTS)
    assert not window.announces(3, 3 + AHEAD_PARTS)
    assert not window.announces(3, 1)
    assert not window.announces(3, 10)


def test_an_ended_window_lists_its_short_last_segment_and_announces_nothing() -> None:
    window = fill(Window(), 25)
    window.end()
    playlist = window.playlist("")
    assert playlist.endswith("#EXTINF:0.600,\nlisten/3.m4s?\n#EXT-X-ENDLIST\n")
    assert "PRELOAD-HINT" not in playlist
    assert window.segment(3) is not None
    assert not window.announces(3, 3)


def test_a_part_that_was_announced_is_there_even_when_the_window_ends() -> None:
    window = Window(first=40)
    assert window.announces(43, 0)
    window.end()
    window.end()
    assert window.part(43, 0) is not None
    assert segments(window.playlist("")) == ["40", "41", "42", "43"]


def test_a_window_that_ends_with_a_whole_segment_lists_no_empty_one() -> None:
    window = fill(Window(), SEGMENT_PACKETS - 5)
    window.end()
    playlist = window.playlist("")
    assert segments(playlist) == ["0", "1", "2", "3"]
    assert playlist.endswith("#EXTINF:2.000,\nlisten/3.m4s?\n#EXT-X-ENDLIST\n")


def test_where_the_clock_stands_is_the_same_for_all() -> None:
    assert place_at(EPOCH_MS) == Place(0, 0)
    assert place_at(EPOCH_MS + 7 * 2_000 + 1_999) == Place(7, 99)


def test_the_first_playlist_leads_to_the_one_with_parts() -> None:
    assert write_variants("s=layla&t=x").splitlines()[-1] == "listen.m3u8?s=layla&t=x"
