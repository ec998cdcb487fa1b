"""A WebSocket to which anybody on the loop may write a ready frame without waiting.

uvicorn's sans-I/O protocol always writes whole messages in one `transport.write`, so a frame of ours cannot fall inside
another. Nobody waits for a slow listener: its sound is dropped, and when its words pile up the connection is closed.
Nothing here may be called from another thread.
"""

from asyncio import TimerHandle, Transport
from asyncio.transports import BaseTransport
from collections.abc import Callable
from socket import SO_SNDBUF, SOL_SOCKET
from typing import Any, cast

import structlog
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import PayloadTooBig
from websockets.protocol import OPEN

from multaqa.live.frames import close_frame, is_between_frames, short_text
from multaqa.live.inbox import Inbox, Writable
from multaqa.live.metrics import CLOSED, DROPPED
from multaqa.wire.close_codes import CLOSES, CloseCode

EXTENSION = "multaqa.fanout"
HIGH_WATER, LOW_WATER = 64 * 1024, 16 * 1024
SOUND_WATER = 12 * 1024
KERNEL_BYTES = 64 * 1024
BACKLOG = 256 * 1024
PATIENCE_SECONDS = 5.0
LINGER_SECONDS = 3.0
THROW_AWAY_SECONDS = 1.0
logger = structlog.get_logger(__name__)


class FanoutProtocol(WebSocketsSansIOProtocol):
    """Give it to uvicorn as `ws=`. The ASGI application finds it in `scope["extensions"]["multaqa.fanout"]`."""

    # uvicorn's own attributes, too: in a dictionary they are 1.5 KiB of a listener's memory, and a write that looks four of
    # them up there waits for as many lines of memory as the rest of it. What is not named here still has its place there.
    __slots__ = (
        "_allowance", "_held", "_is_between", "_patience", "_too_big", "app", "app_state", "asgi_version", "client", "close_sent",
        "close_timeout", "close_timer", "config", "conn", "connections", "curr_msg_data_type", "default_headers",
        "disconnected", "dropped", "frames", "handshake_complete", "handshake_initiated", "initial_response", "last_ping_rtt",
        "logger", "loop", "on_shutdown", "on_text", "pending_ping_payload", "ping_interval", "ping_sent_at", "ping_timeout",
        "ping_timer", "pong_timer", "queue", "read_paused", "request", "response", "root_path", "scheme", "scope", "server",
        "tasks", "transport", "writable",
    )  # fmt: skip
    transport: Transport

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        self.queue = cast(Any, Inbox(self.loop))
        self.writable = Writable()
        self.transport.set_write_buffer_limits(high=HIGH_WATER, low=LOW_WATER)
        # Left to itself the kernel keeps megabytes for one who does not read: minutes of sound that nobody sees waiting.
        self.transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_SNDBUF, KERNEL_BYTES)
        self.dropped = 0
        self._held: list[bytes] | None = None
        self.on_shutdown: Callable[[], None] | None = None
        # Given a text at once where that changes no order: most of what comes in is listeners saying how far they have heard.
        self.on_text: Callable[[bytes], None] | None = None
        self._is_between = False
        self._allowance = 0
        self._too_big = False
        self._patience: TimerHandle | None = None

    async def run_asgi(self) -> None:
        cast(dict[str, Any], self.scope["extensions"])[EXTENSION] = self
        await super().run_asgi()

    def forget_handshake(self) -> None:
        """Frees the headers of both sides, which otherwise stay as long as the connection does."""
        self.request.headers.clear()
        self.response.headers.clear()
        cast(list[Any], self.scope["headers"]).clear()

    def start_keepalive(self) -> None:
        """Nothing: the browser pings, and one that has been silent for a minute is closed with a code of ours. The server's
        own pings would close a slow phone earlier, with a code that says nothing."""

    @property
    def is_open(self) -> bool:
        """Whether a frame may still be written."""
        return self.handshake_complete and not (self.close_sent or self.disconnected or self.transport.is_closing())

    def push(self, frame: bytes) -> bool:
        """Writes a frame of sound, or drops it where the listener is behind; answers whether it was written."""
        # `is_open`, spelled out: a property costs as much as all of this.
        transport = self.transport
        if self.close_sent or self.disconnected or not self.handshake_complete or transport.is_closing():
            return False
        if transport.get_write_buffer_size() > SOUND_WATER:
            self.dropped += 1
            DROPPED.inc()
            return False
        transport.write(frame)
        return True

    def push_words(self, frame: bytes, *, allowance: int = 0) -> bool:
        """Writes a frame of words; one who does not take them is closed, never skipped. `allowance` bytes of this frame
        do not count until they are taken: the picture a newcomer is given may be larger than any backlog."""
        if not self.is_open:
            return False
        if self.transport.get_write_buffer_size() > BACKLOG + self._allowance:
            self.shut(CloseCode.TOO_SLOW)
            return False
        self._allowance += allowance
        if self._held is None:
            self.transport.write(frame)
        else:
            self._held.append(frame)
        return True

    def hold(self) -> None:
        """Words wait until they are `let_out` in one write: in the same turn of the loop, or sound overtakes them."""
        self._held = []

    def let_out(self) -> None:
        """Writes what was held, if anything was."""
        held, self._held = self._held, None
        if held:
            self.transport.writelines(held)

    def shut(self, code: CloseCode) -> None:
        """Closes with a code of ours, at once and without waiting for what is unsent. Twice is once."""
        if not self.is_open:
            return
        self.let_out()
        name = CLOSES[code].name
        self.queue.put_nowait({"type": "websocket.disconnect", "code": int(code), "reason": name})
        if self.conn.state is OPEN:  # else the other side's close was read just now, and is being answered
            self.conn.send_close(int(code), name)
        self.transport.write(b"".join(self.conn.data_to_send()))
        CLOSED.labels(name).inc()
        self._leave(LINGER_SECONDS)

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._patience is None:
            self._patience = self.loop.call_later(PATIENCE_SECONDS, self.shut, CloseCode.TOO_SLOW)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._allowance = 0
        self._stop_patience()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_patience()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """uvicorn goes down: whoever serves this socket says goodbye in its own time; the server waits for that."""
        if self.on_shutdown is not None and self.is_open:
            self.on_shutdown()
        else:
            super().shutdown()

    def data_received(self, data: bytes) -> None:
        # The rest of an oversized message is read and thrown away: closing over unread bytes resets the connection,
        # and the client would never see why.
        if self._is_between and self.on_text is not None and not (self.read_paused or self.close_sent):
            text = short_text(data)
            if text is not None and self.queue.empty():
                self._hand_over(text, self.on_text)
                return
        if not self._too_big:
            super().data_received(data)
            self._is_between = not self.frames and is_between_frames(self.conn)

    def _hand_over(self, text: bytes, on_text: Callable[[bytes], None]) -> None:
        try:
            on_text(text)
        except Exception:
            logger.exception("A connection failed")
            self.shut(CloseCode.LOST_TRACK)

    def send_receive_event_to_app(self) -> None:
        # uvicorn would log a traceback for each; anybody can send broken text as fast as a log can grow.
        if self.curr_msg_data_type == "text" and not _is_utf8(b"".join(self.frames)):
            self.frames = []
            self.shut(CloseCode.BAD_FRAME)
        else:
            super().send_receive_event_to_app()

    def handle_parser_exception(self) -> None:
        if isinstance(self.conn.parser_exc, PayloadTooBig) and self.is_open:
            self._close_too_big()
        else:
            super().handle_parser_exception()

    def _close_too_big(self) -> None:
        """The library would say 1009; ours tells a client not to come back with the same."""
        self.conn.data_to_send()
        name = CLOSES[CloseCode.TOO_BIG].name
        self.queue.put_nowait({"type": "websocket.disconnect", "code": int(CloseCode.TOO_BIG), "reason": name})
        self.transport.write(close_frame(int(CloseCode.TOO_BIG), name))
        CLOSED.labels(name).inc()
        self._too_big = True
        self._leave(THROW_AWAY_SECONDS)

    def _leave(self, seconds: float) -> None:
        """After a close frame: read on until the answer, but not for long. A reader of nothing is cut off, or the words it
        does not take would be kept for it."""
        self.close_sent = True
        self.stop_keepalive()
        self._stop_patience()
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(seconds, self.transport.abort)

    def _stop_patience(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
