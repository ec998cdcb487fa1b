"""Sittings are recorded where the speaker's sound enters, in a thread of its own: however slow the disk, no word waits.

What the thread cannot take in time is left out of the recording, never out of the room, and the operator is told."""

import queue
import threading
import time
from contextlib import suppress
from typing import NamedTuple

import structlog

from multaqa.live.mending import mend
from multaqa.live.metrics import RECORDING, RECORDING_LOST
from multaqa.live.ports import Mended, Shelf
from multaqa.live.tape import Tape
from multaqa.wire.views import Picture, TurnView

MOST_WAITING = 4096  # over a minute of four voices
LOOK_SECONDS = 0.5
IDLE_SECONDS = 35.0  # longer than any hole that is kept as silence: what comes later begins a new part
RETRY_SECONDS = 5.0
CLOSE_SECONDS = 15.0
UNWELL_SECONDS = 60.0
logger = structlog.get_logger(__name__)


class Sound(NamedTuple):
    """A message of sound of a turn; an empty one ends it."""

    gathering: int
    turn: int
    at_ms: int
    message: bytes


class Recorder:
    """One for a node. `Desk`s of gatherings put sound in; nothing of it ever waits."""

    def __init__(self, shelf: Shelf, *, most_waiting: int = MOST_WAITING) -> None:
        self._writer = Writer(shelf)
        self._waiting: queue.Queue[Sound | None] = queue.Queue(most_waiting)
        self._lost_at = -UNWELL_SECONDS
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    def start(self) -> None:
        """Begins to write."""
        self._thread.start()

    def close(self) -> None:
        """Writes what is waiting and ends every recording; a disk that hangs is not waited for without end, what it has is
        mended at the next start. Not for the event loop."""
        if self._thread.is_alive():
            with suppress(queue.Full):
                self._waiting.put(None, timeout=CLOSE_SECONDS)
                self._thread.join(timeout=CLOSE_SECONDS)

    def put(self, sound: Sound) -> None:
        """Gives sound to the thread; a full queue takes none."""
        try:
            self._waiting.put_nowait(sound)
        except queue.Full:
            if self.is_well:
                logger.error("The recorder is behind; sound is missing in the recording", gathering=sound.gathering)
            self._lost_at = time.monotonic()
            RECORDING_LOST.inc()

    @property
    def is_well(self) -> bool:
        """Whether all sound of the last minute was taken and written."""
        return time.monotonic() - max(self._lost_at, self._writer.failed_at) >= UNWELL_SECONDS

    def _run(self) -> None:
        looked = time.monotonic()
        while True:
            try:
                sound = self._waiting.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                pass
            else:
                if sound is None:
                    break
                self._writer.take(sound)
            if time.monotonic() - looked >= LOOK_SECONDS:
                looked = time.monotonic()
                self._writer.look()
        self._writer.end_all()


class Tapes:
    """One gathering's turns that are recorded now, as its picture has them."""

    def __init__(self, recorder: Recorder, gathering: int) -> None:
        self._recorder, self._gathering = recorder, gathering
        self._turns: dict[int, int] = {}

    def obey(self, picture: Picture, now: int) -> None:
        """From now on only what this picture allows to be recorded."""
        turns = {turn.stream: turn.id for turn in picture.turns if wants(picture, turn)}
        for stream in self._turns.keys() - turns.keys():
            self._recorder.put(Sound(self._gathering, self._turns[stream], now, b""))
        self._turns = turns

    def take(self, stream: int, message: bytes, now: int) -> None:
        """Sound that passed, from a speaker of this node."""
        turn = self._turns.get(stream)
        if turn is not None:
            self._recorder.put(Sound(self._gathering, turn, now, message))

    def stop(self, now: int) -> None:
        """The gathering is let go here."""
        for turn in self._turns.values():
            self._recorder.put(Sound(self._gathering, turn, now, b""))
        self._turns = {}


def wants(picture: Picture, turn: TurnView) -> bool:
    """Whether this turn is recorded: a sitting that is recorded, and neither the speaker nor the item says no."""
    sitting = picture.sitting
    if sitting is None or not sitting.recorded or turn.off_record or turn.state not in ("speaking", "paused"):
        return False
    return not any(item.id == turn.item and item.do_not_record for item in sitting.items)


class Writer:
    """The thread's own: the open tapes, by turn. An error of one recording ends that one and no other."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._tapes: dict[int, tuple[int, Tape]] = {}
        self._broken: dict[int, float] = {}
        self.failed_at = -UNWELL_SECONDS

    def take(self, sound: Sound) -> None:
        """Writes sound, or ends the turn's recording."""
        if not sound.message:
            self._broken.pop(sound.turn, None)
            self._end(sound.turn)
        elif time.monotonic() - self._broken.get(sound.turn, -RETRY_SECONDS) >= RETRY_SECONDS:
            try:
                self._write(sound)
            except Exception as error:
                self._fail(sound.turn, error)

    def look(self) -> None:
        """Twice a second: writes what has waited, ends what nobody speaks into any more."""
        for turn, (_, tape) in tuple(self._tapes.items()):
            try:
                tape.turn_page()
            except OSError as error:
                self._fail(turn, error)
                continue
            if time.monotonic() - tape.touched_at > IDLE_SECONDS:
                self._end(turn)

    def end_all(self) -> None:
        """Ends every recording."""
        for turn in tuple(self._tapes):
            self._end(turn)

    def _write(self, sound: Sound) -> None:
        if sound.turn in self._tapes and self._tapes[sound.turn][1].add(sound.message, sound.at_ms):
            return
        self._end(sound.turn)
        opened = self._shelf.begin(sound.gathering, sound.turn, sound.at_ms)
        tape = Tape(opened.path, sound.at_ms)
        self._tapes[sound.turn] = opened.recording, tape
        RECORDING.set(len(self._tapes))
        tape.add(sound.message, sound.at_ms)

    def _end(self, turn: int) -> None:
        recording, tape = self._tapes.pop(turn, (0, None))
        if tape is None:
            return
        RECORDING.set(len(self._tapes))
        try:
            self._shelf.end(recording, _ended(tape))
        except Exception as error:
            self._complain(turn, error)

    def _fail(self, turn: int, error: Exception) -> None:
        self._broken[turn] = time.monotonic()
        self._complain(turn, error)
        self._end(turn)

    def _complain(self, turn: int, error: Exception) -> None:
        self.failed_at = time.monotonic()
        RECORDING_LOST.inc()
        logger.error("A recording could not be written", turn=turn, error=repr(error))


def _ended(tape: Tape) -> Mended:
    try:
        return tape.end()
    except OSError:
        return mend(tape.path)
