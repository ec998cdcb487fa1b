"""What RFC 6455 forbids and allows, frame by frame: the server cases of Autobahn's suite, of which the package wants Python 2,
written anew. Compression is not offered by the node, so its cases have nothing to try."""

import struct

from bench.faults.raw import BINARY, CLOSE, PING, PONG, TEXT, frame

ALIVE = b'{"do":"ping","t":7}'
PROTOCOL_ERROR, BAD_FRAME, TOO_BIG = 1002, 4400, 4413
CONTINUATION = 0
REPLACEMENT = "ملتقى".encode()


def _close(code: int, reason: bytes = b"") -> bytes:
    return frame(CLOSE, struct.pack(">H", code) + reason)


# What is sent, and the code the server closes with; None: it goes on, and answers the ping that follows.
CASES: dict[str, tuple[bytes, int | None]] = {
    "ping with nothing": (frame(PING), None),
    "ping of 125 bytes": (frame(PING, b"\xfe" * 125), None),
    "ping of 126 bytes": (frame(PING, b"\xfe" * 126), PROTOCOL_ERROR),
    "ping in fragments": (frame(PING, fin=False), PROTOCOL_ERROR),
    "pong nobody asked for": (frame(PONG, b"unasked"), None),
    "pong of 126 bytes": (frame(PONG, b"p" * 126), PROTOCOL_ERROR),
    "ten pings at once": (frame(PING, b"again") * 10, None),
    **{f"reserved bits {bits}": (frame(TEXT, ALIVE, reserved=bits), PROTOCOL_ERROR) for bits in range(1, 8)},
    **{f"reserved bits {bits} of a ping": (frame(PING, reserved=bits), PROTOCOL_ERROR) for bits in (1, 2, 4)},
    **{f"reserved opcode {code}": (frame(code, b"x"), PROTOCOL_ERROR) for code in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)},
    "text not masked": (frame(TEXT, ALIVE, masked=False), PROTOCOL_ERROR),
    "ping not masked": (frame(PING, masked=False), PROTOCOL_ERROR),
    "binary not masked": (frame(BINARY, b"x" * 20, masked=False), PROTOCOL_ERROR),
    "a continuation of nothing": (frame(CONTINUATION, b"x"), PROTOCOL_ERROR),
    "a continuation after the end": (frame(TEXT, ALIVE) + frame(CONTINUATION, b"x"), PROTOCOL_ERROR),
    "a new text within a text": (frame(TEXT, ALIVE[:4], fin=False) + frame(TEXT, ALIVE), PROTOCOL_ERROR),
    "a binary within a text": (frame(TEXT, ALIVE[:4], fin=False) + frame(BINARY, b"x"), PROTOCOL_ERROR),
    "a text in two": (frame(TEXT, ALIVE[:4], fin=False) + frame(CONTINUATION, ALIVE[4:]), None),
    "a text byte by byte": (
        frame(TEXT, ALIVE[:1], fin=False)
        + b"".join(frame(CONTINUATION, ALIVE[i : i + 1], fin=False) for i in range(1, len(ALIVE)))
        + frame(CONTINUATION),
        None,
    ),
    "a ping within a text": (frame(TEXT, ALIVE[:4], fin=False) + frame(PING, b"within") + frame(CONTINUATION, ALIVE[4:]), None),
    "a text of nothing": (frame(TEXT), None),
    "fragments of nothing": (frame(TEXT, fin=False) + frame(CONTINUATION, fin=False) + frame(CONTINUATION), None),
    "broken UTF-8": (frame(TEXT, b"\xce\xba\xe1\xbd\xb9\xed\xa0\x80"), BAD_FRAME),
    "UTF-8 that ends too early": (frame(TEXT, REPLACEMENT[:-1]), BAD_FRAME),
    "overlong UTF-8": (frame(TEXT, b"\xc0\xaf"), BAD_FRAME),
    "UTF-8 above the last character": (frame(TEXT, b"\xf4\x90\x80\x80"), BAD_FRAME),
    "a byte that is never UTF-8": (frame(TEXT, b"\xff"), BAD_FRAME),
    "broken UTF-8 in fragments": (frame(TEXT, b"\xce", fin=False) + frame(CONTINUATION, b"\xce"), BAD_FRAME),
    "a character in two fragments": (frame(TEXT, REPLACEMENT[:1], fin=False) + frame(CONTINUATION, REPLACEMENT[1:]), None),
    "closing with nothing": (frame(CLOSE), 1005),
    "closing with one byte": (frame(CLOSE, b"\x03"), PROTOCOL_ERROR),
    "closing with 124 bytes of reason": (_close(1000, b"r" * 123), 1000),
    "closing with 126 bytes": (_close(1000, b"r" * 124), PROTOCOL_ERROR),
    "closing with a broken reason": (_close(1000, b"\xff\xfe"), 1007),
    "closing in fragments": (frame(CLOSE, struct.pack(">H", 1000), fin=False), PROTOCOL_ERROR),
    "closing twice": (_close(1000) + _close(1000), 1000),
    "a text after closing": (_close(1000) + frame(TEXT, ALIVE), 1000),
    **{
        f"closing with {code}": (_close(code), code)
        for code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4999)
    },
    **{
        f"closing with {code}, which is none": (_close(code), PROTOCOL_ERROR)
        for code in (0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65535)
    },
    "a text of 64 KiB and one": (frame(TEXT, b" " * 65537), TOO_BIG),
    "fragments of 64 KiB and more": (
        frame(TEXT, b" " * 40_000, fin=False) + frame(CONTINUATION, b" " * 40_000),
        TOO_BIG,
    ),
    "a length of 2^62": (struct.pack(">BBQ", 0x81, 0xFF, 2**62) + b"mask", TOO_BIG),
}
