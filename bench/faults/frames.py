"""Frames nobody should send: the cases of the protocol, every close code, and a great many at random from a seed."""

import random
import time

from bench.faults.cases import ALIVE, CASES
from bench.faults.closes import WRITERS, codes
from bench.faults.ground import Ground, prepared
from bench.faults.raw import TEXT, Raw, frame
from bench.faults.room import cast_of
from bench.faults.scene import say
from bench.faults.verdict import Verdict
from multaqa.wire.close_codes import CloseCode

A_SOCKET = 200
LOOK_SECONDS = 5.0  # a node closes who says nothing for a minute
SPEECH = (
    b'{"do":"say","key":"key-00000001","text":"',
    b'{"do":"ask","key":"',
    b'{"do":"heard","stream":1,"slot":',
    b"\x01\x00\x00\x00",
)


def run(*, quick: bool, times: int = 0) -> Verdict:
    """Full: a million random frames; quick: 20,000."""
    with prepared() as ground:
        cast = cast_of(len(CASES) + 60, writers=WRITERS)
        ground.node.start()
        verdict, tickets = Verdict(), list(cast.listeners)  # type: ignore[attr-defined]
        # A minute's silence costs a minute: in the full run only, beside all else.
        silent = None if quick else Raw(ground.node.port)
        if silent is not None:
            silent.hello(tickets.pop())
            silent.until(TEXT, b'"welcome"')
        _cases(ground, tickets, verdict)
        _fuzz(ground, tickets, verdict, times or (20_000 if quick else 1_000_000))
        closed = codes(ground, cast, tickets, silent)
        verdict.wrong += [f"{name}: {was} in place of {code}" for name, (code, was) in closed.items() if code != was]
        verdict.notes |= {
            "close_codes": len(closed),
            "close_codes_left": [code.name for code in CloseCode if code.name not in closed],
        }
        return verdict


def _cases(ground: Ground, tickets: list[str], verdict: Verdict) -> None:
    for name, (words, expected) in CASES.items():
        raw = Raw(ground.node.port)
        raw.hello(tickets.pop())
        raw.until(TEXT, b'"welcome"')
        raw.send(words)
        was = _answers(raw) if expected is None else raw.close_code()
        if was != expected:
            verdict.wrong.append(f"{name}: {was} in place of {expected}")
        raw.end()
    verdict.notes["cases"] = len(CASES)
    say(f"{len(CASES)} cases of the protocol, {len(verdict.wrong)} wrong")


def _answers(raw: Raw) -> int | None:
    """None when a ping of ours is answered, else the code it was closed with."""
    raw.send(frame(TEXT, ALIVE))
    try:
        raw.until(TEXT, b'"pong"')
    except OSError:
        return raw.close_code()
    return None


def _fuzz(ground: Ground, tickets: list[str], verdict: Verdict, count: int) -> None:
    seed = int(time.time())
    chance, before, sent = random.Random(seed), 0, 0
    witness = Raw(ground.node.port)
    witness.hello(tickets.pop())
    witness.until(TEXT, b'"welcome"')
    hello, looked, looks = tickets.pop(), time.monotonic(), 0
    while sent < count:
        raw = Raw(ground.node.port)
        if chance.random() < 0.7:
            raw.hello(hello)
        raw.send(b"".join(_frame(chance) for _ in range(A_SOCKET)))
        raw.end()
        sent += A_SOCKET
        if sent % 100_000 == 0:
            say(f"{sent} of {count} random frames, the bystander was answered {looks} times")
        if sent == 2000 or sent == count // 10:
            before = ground.node.server.resident_bytes()
        if sent % 10_000 == 0 or time.monotonic() - looked > LOOK_SECONDS:
            looked, looks = time.monotonic(), looks + 1
            if (was := _answers(witness)) is not None:
                verdict.wrong.append(f"a bystander was closed with {was} after {sent} frames")
                break
    if not verdict.wrong and (was := _answers(witness)) is not None:
        verdict.wrong.append(f"a bystander was closed with {was} at the end")
    verdict.times = sent
    verdict.notes |= {
        "seed": seed,
        "frames": sent,
        "bystander_answered": looks,
        "memory_grew_mib": round((ground.node.server.resident_bytes() - before) / 2**20, 1),
    }


def _frame(chance: random.Random) -> bytes:
    """Mostly whole frames with broken contents; sometimes the frame itself is broken."""
    payload = chance.choice(SPEECH) + chance.randbytes(chance.randrange(60)) if chance.random() < 0.7 else b""
    payload = payload or chance.randbytes(chance.randrange(200))
    made = frame(chance.choice((1, 1, 1, 2, 2, 9, 10)), payload, fin=chance.random() < 0.95)
    if chance.random() < 0.05:
        at = chance.randrange(len(made))
        made = made[:at] + chance.randbytes(1) + made[at + 1 :]
    return made
