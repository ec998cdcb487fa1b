"""Adds up a rehearsal: what was acknowledged against what was heard, sound sent against sound that came, and the cost."""

from typing import Any

from multaqa.rehearse.play import Play


def report_of(play: Play) -> dict[str, Any]:
    """The numbers, as `--json` prints them. `lost` counts pairs of an acknowledged message and a listener it never
    reached; `duplicated` lasting events that reached a listener twice, or one key that became two messages."""
    outcome = play.outcome
    last = max(outcome.acknowledged, default=0)
    heard = [person for person in play.listeners if person.joined_at]
    lost = sum(sum(1 for n in outcome.acknowledged if n > person.n) + person.gaps for person in heard)
    keys = list(outcome.acknowledged.values())
    steady = [p for i, p in enumerate(play.listeners) if p.joined_at and i not in outcome.stalled | outcome.dropped]
    expected, missed = _frames(play, steady)
    delays = sorted(delay for person in steady for delay in person.delays)
    return {
        "joined": len(heard),
        "join_failures": outcome.join_failures,
        "joins_per_second": round(outcome.joins_per_second, 1),
        "acknowledged": len(keys),
        "refused": outcome.refused,
        "delivered": sum(sum(1 for n in outcome.acknowledged if n <= person.n) for person in heard),
        "lost": lost,
        "duplicated": sum(person.twice for person in heard) + len(keys) - len(set(keys)),
        "turns": sum(speaker.turns for speaker in play.speakers),
        "frames_expected": expected,
        "frames_missed": missed,
        "delay_ms": {f"p{q}": _quantile(delays, q) for q in (50, 95, 99)},
        "stalled": len(outcome.stalled),
        "came_back": len(outcome.dropped),
        "last_number": last,
        "server_cpu_seconds": round(outcome.cpu_seconds, 2),
        "server_bytes_per_listener": outcome.bytes_per_listener,
        "seconds": play.seconds,
    }


def _frames(play: Play, steady: list[Any]) -> tuple[int, int]:
    sent = sum(packets for speaker in play.speakers for _, packets in speaker.sent)
    return sent * len(steady), sum(max(0, sent - person.frames) for person in steady)


def _quantile(ordered: list[int], percent: int) -> int | None:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else None
