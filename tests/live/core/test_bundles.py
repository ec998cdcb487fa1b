"""The gallery hears what the near ones hear: every packet, once, in order, under the right slot."""

from hypothesis import given
from hypothesis import strategies as st

from multaqa.live.core.bundles import Bundler, bundle_size
from multaqa.wire.audio import FIRST, LAST, MAX_PACKETS, SILENCE_BEFORE, AudioMessage, decode_audio, encode_audio

messages = st.lists(
    st.tuples(
        st.integers(1, 16),
        st.sampled_from([0, 0, 0, 7, 400]),
        st.sampled_from([0, 0, 0, 0, FIRST, LAST, SILENCE_BEFORE]),
        st.booleans(),
    ),
    max_size=40,
)


@given(messages, st.sampled_from([3, 5, 10]))
def test_no_packet_is_lost_doubled_or_moved(spoken: list[tuple[int, int, int, bool]], size: int) -> None:
    bundler, slot, serial, out = Bundler(), 2**32 - 50, 0, []
    sent: list[tuple[int, bytes]] = []
    for packets, hole, flags, wait in spoken:
        slot = (slot + hole) % 2**32
        bodies = [(serial + i).to_bytes(4, "big") for i in range(packets)]
        message = AudioMessage(flags, 9, slot, 0, bodies)
        sent += [((slot + i) % 2**32, body) for i, body in enumerate(bodies)]
        out += bundler.add(encode_audio(message), size, now=0)
        out += bundler.flush() if wait else []
        slot, serial = (slot + packets) % 2**32, serial + packets
    out += bundler.flush()
    bundles = [decode_audio(bundle) for bundle in out]
    heard = [((b.slot + i) % 2**32, body) for b in bundles for i, body in enumerate(b.packets)]
    assert heard == sent
    assert all(len(b.packets) <= MAX_PACKETS and b.stream == 9 for b in bundles)


def test_flags_stay_with_the_sound_they_speak_of() -> None:
    def packet(slot: int, flags: int) -> bytes:
        return encode_audio(AudioMessage(flags, 1, slot, 0, [b"x"]))

    bundler = Bundler()
    assert bundler.add(packet(0, FIRST), 5, 0) == []
    assert [decode_audio(b).flags for b in bundler.add(packet(1, LAST), 5, 0)] == [FIRST | LAST]
    assert bundler.add(packet(2, 0), 5, 0) == []
    (before,) = bundler.add(packet(3, SILENCE_BEFORE), 5, 0)
    assert (decode_audio(before).flags, decode_audio(before).slot) == (0, 2)
    (held,) = bundler.flush()
    assert decode_audio(held).flags == SILENCE_BEFORE


def test_what_is_held_is_due_soon() -> None:
    bundler = Bundler()
    bundler.add(encode_audio(AudioMessage(0, 1, 0, 0, [b"x"])), 5, now=1000)
    assert bundler.due == 1160
    bundler.flush()
    assert bundler.due is None


def test_a_larger_gallery_gets_larger_bundles() -> None:
    assert [bundle_size(gallery) for gallery in (1, 499, 500, 3999, 4000, 9000)] == [3, 3, 5, 5, 10, 10]
