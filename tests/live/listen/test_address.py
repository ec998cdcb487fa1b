"""Paths and queries, those of players and those of people who try things."""

import pytest

from multaqa.live.listen.address import InitWish, MediaWish, OggWish, PlaylistWish, Query, read_path, read_query


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        ("/rooms/diwan/listen.ogg", OggWish("diwan")),
        ("/rooms/ديوان-الشعر/listen.m3u8", PlaylistWish("ديوان-الشعر")),
        ("/rooms/diwan/listen/init.mp4", InitWish("diwan")),
        ("/rooms/diwan/listen/12.m4s", MediaWish("diwan", 12, None)),
        ("/rooms/diwan/listen/12.0.m4s", MediaWish("diwan", 12, 0)),
        ("/rooms/diwan/listen/١٢.m4s", None),
        ("/rooms/diwan/listen/1234567890.m4s", None),
        ("/rooms/diwan/listen/12.123.m4s", None),
        ("/rooms/diwan/listen.ogg\n", None),
        ("/rooms/a/b/listen.ogg", None),
        ("/rooms//listen.ogg", None),
        ("/rooms/diwan/listen.mp3", None),
        ("/rooms/" + "x" * 201 + "/listen.ogg", None),
    ],
)
def test_a_path_is_one_of_four_wishes_or_none(path: str, wish: object) -> None:
    assert read_path(path) == wish


def test_a_players_query_is_read_whole() -> None:
    query = read_query(b"s=Visitor-01&t=a%2Bb&_HLS_msn=12&_HLS_part=3&utm=x")
    assert query == Query(token="a+b", visitor="Visitor-01", segment=12, part=3)


@pytest.mark.parametrize("raw", [b"", b"s=short&_HLS_msn=-1&_HLS_part=%D9%A1", b"s=%22%0Ax23456", b"\xff", b"&" * 99])
def test_a_strange_query_is_an_empty_one(raw: bytes) -> None:
    assert read_query(raw) == Query()


def test_what_playlists_carry_on_cannot_leave_its_quotation_marks() -> None:
    assert Query(token='x"\n#EXT', visitor="visitor-1").carry() == "s=visitor-1&t=x%22%0A%23EXT"
