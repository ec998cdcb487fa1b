"""A message as it stands on the socket: serialised once, written to everybody. No permessage-deflate, no masking."""

from websockets.frames import Close, Frame, Opcode


def text_frame(data: bytes) -> bytes:
    """A JSON message as a WebSocket frame."""
    return Frame(Opcode.TEXT, data).serialize(mask=False)


def sound_frame(data: bytes) -> bytes:
    """An audio message as a WebSocket frame."""
    return Frame(Opcode.BINARY, data).serialize(mask=False)


def close_frame(code: int, reason: str) -> bytes:
    """The frame that closes a socket."""
    return Frame(Opcode.CLOSE, Close(code, reason).serialize()).serialize(mask=False)
