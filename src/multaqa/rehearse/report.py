"""Adds up a rehearsal: what was acknowledged against what was heard, sound sent against sound that came, and the cost."""

from typing import Any

from multaqa.rehearse.person import Person
from multaqa.rehearse.play import Play
from multaqa.rehearse.witness import overlapping


def report_of(play: Play) -> dict[str, Any]:
    """The numbers, as `--json` prints them. `lost` counts pairs of an acknowledged message and a listener it never
    reached; `duplicated` lasting events that reached a listener twice, or one key that became two messages;
    `floor_violations` the moments when two had the microphone, as seen at any node, in the database or by ear."""
    outcome, everybody = play.outcome, range(len(play.listeners))
    keys, twice = list(outcome.acknowledged.values()), _of(play, everybody)["duplicated"]
    return {
        **_of(play, everybody),
        "join_failures": outcome.join_failures,
        "joins_per_second": round(outcome.joins_per_second, 1),
        "acknowledged": len(keys),
        "refused": outcome.refused,
        "delivered": sum(sum(1 for n in outcome.acknowledged if n <= p.n) for p in play.listeners if p.joined_at),
        "duplicated": twice + len(keys) - len(set(keys)),
        "turns": sum(speaker.turns for speaker in play.speakers),
        "floor_violations": sum(witness.violations for witness in play.witnesses)
        + sum(person.mixed for person in play.listeners)
        + overlapping(play.cast.gathering),
        "stalled": len(outcome.stalled),
        "came_back": len(outcome.dropped),
        "last_number": max(outcome.acknowledged, default=0),
        **_cost(play),
        "seconds": play.seconds,
        "nodes": [_of_node(play, n) for n in range(len(play.servers))],
    }


def _cost(play: Play) -> dict[str, Any]:
    """What the servers needed; nothing when not all of them can be looked at from here."""
    if not all(server.pid for server in play.servers):
        return {}
    cpu = round(sum(play.outcome.cpu_seconds), 2)
    return {"server_cpu_seconds": cpu, "server_bytes_per_listener": play.outcome.bytes_per_listener}


def _of_node(play: Play, n: int) -> dict[str, Any]:
    """What the listeners saw who came by this node's address."""
    server, heard = play.servers[n], _of(play, range(n, len(play.listeners), len(play.servers)))
    cost = {"cpu_seconds": round(play.outcome.cpu_seconds[n], 2)} if server.pid else {}
    return {"url": server.url, **heard, **cost}


def _of(play: Play, listeners: range) -> dict[str, Any]:
    """The accounts of some of the listeners. Sound is expected by those alone who neither stalled nor dropped."""
    outcome = play.outcome
    heard = [play.listeners[i] for i in listeners if play.listeners[i].joined_at]
    steady = [play.listeners[i] for i in listeners if play.listeners[i].joined_at and i not in outcome.stalled | outcome.dropped]
    sent = sum(packets for speaker in play.speakers for _, packets in speaker.sent)
    return {
        "joined": len(heard),
        "lost": sum(sum(1 for n in outcome.acknowledged if n > person.n) + person.gaps for person in heard),
        "duplicated": sum(person.twice for person in heard),
        **sound_of(steady, sent),
    }


def sound_of(steady: list[Person], sent: int) -> dict[str, Any]:
    """Packets that should have come to these people, those that did not, and how long they took."""
    delays = sorted(delay for person in steady for delay in person.delays)
    return {
        "frames_expected": sent * len(steady),
        "frames_missed": sum(max(0, sent - person.frames) for person in steady),
        "delay_ms": {f"p{q}": _quantile(delays, q) for q in (50, 95, 99)},
    }


def _quantile(ordered: list[int], percent: int) -> int | None:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else None
