"""kill -9 of the server while people write and ask for the floor; then everything acknowledged is looked for.

Prints, as its last line, one JSON object: kills, acknowledged, lost, doubled, line_changed, recover_seconds {median, max}.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any


class Insistent:
    """Somebody who writes, and writes again under the same key until answered."""

    def __init__(self, name: str, ticket: str) -> None:
        self.name, self.ticket = name, ticket
        self.acknowledged: dict[str, tuple[int, str]] = {}
        self.pending: tuple[str, str] | None = None

    async def write(self, person: Any) -> None:
        """Until the connection ends; what was not answered is kept for the server's next life."""
        while True:
            key, text = self.pending = self.pending or (secrets.token_hex(8), f"{self.name}: {len(self.acknowledged)}")
            reply = await person.do("say", key=key, text=text)
            if "refused" in reply:
                assert reply["refused"] == "too_fast", reply
                await asyncio.sleep(0.3)
                continue
            self.acknowledged[key] = (reply["n"], text)
            self.pending = None


async def live(url: str, people: list[Insistent], seconds: float, kill: Any) -> float:
    """One life of the server: everybody writes until it is killed. Answers the seconds until the first was back."""
    from multaqa.rehearse.person import Person

    began = time.monotonic()
    clients = [Person(url, person.ticket, person.name) for person in people]
    await asyncio.gather(*(client.join() for client in clients))
    back = time.monotonic() - began
    tasks = [asyncio.create_task(person.write(client)) for person, client in zip(people, clients, strict=True)]
    await asyncio.sleep(seconds)
    kill()
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError, AssertionError, TimeoutError):
            await task
    return back


async def take_places(url: str, tickets: list[tuple[str, str]]) -> None:
    """People stand in line; whether they still do is looked at after every life."""
    from multaqa.rehearse.person import Person

    for name, ticket in tickets:
        person = Person(url, ticket, name)
        await person.join()
        reply = await person.do("ask")
        assert "refused" not in reply, reply
        person.leave()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="Six kills.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="multaqa-kill-") as folder:
        os.environ.update(MULTAQA_DATA=folder, MULTAQA_PORT="0", MULTAQA_LOG="error", DJANGO_SETTINGS_MODULE="multaqa.settings")
        result = play(6 if options.quick else options.kills, options.writers)
    print(json.dumps(result))
    return int(bool(result["lost"] or result["doubled"] or result["line_changed"]))


def play(kills: int, writers: int) -> dict[str, Any]:
    """The whole story, on the data folder of the environment."""
    from multaqa.rehearse.server import wait_until_ready

    subprocess.run([sys.executable, "-m", "multaqa", "migrate", "--verbosity", "0"], check=True)
    import django

    django.setup()
    from multaqa.rehearse.cast import gather
    from multaqa.rooms.models import Room

    cast = gather(0, 4, writers, 60)
    Room.objects.filter(pk=cast.gathering.room_id).update(auto_call=False)
    people = [Insistent(name, ticket) for name, ticket in cast.writers]
    chance, recovered, line, changed = random.Random(), [], None, 0

    def start() -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen([sys.executable, "-m", "multaqa", "serve"], stdout=subprocess.PIPE, text=True)
        return process, wait_until_ready(process)

    for life in range(kills):
        process, url = start()

        def kill(process: subprocess.Popen[str] = process) -> None:
            process.send_signal(signal.SIGKILL)
            process.wait()

        if life == 0:
            asyncio.run(take_places(url, cast.speakers))
            line = order_of(cast.gathering)
        recovered.append(asyncio.run(live(url, people, 0.5 + chance.random() * 2, kill)))
        changed += order_of(cast.gathering) != line
    process, url = start()
    try:
        asyncio.run(settle(url, people))
    finally:
        process.terminate()
        process.wait(15)
    return {**count(cast.gathering, people), "kills": kills, "line_changed": changed, "recover_seconds": {
        "median": round(statistics.median(recovered), 2), "max": round(max(recovered), 2)}}  # fmt: skip


async def settle(url: str, people: list[Insistent]) -> None:
    """Everybody gets an answer to what was left unanswered."""
    from multaqa.rehearse.person import Person

    for person in people:
        client = Person(url, person.ticket, person.name)
        await client.join()
        while person.pending:
            key, text = person.pending
            reply = await client.do("say", key=key, text=text)
            if "refused" in reply:
                await asyncio.sleep(0.5)
                continue
            person.acknowledged[key] = (reply["n"], text)
            person.pending = None
        client.leave()


def order_of(gathering: Any) -> list[int]:
    """The line, as a fresh picture has it."""
    from multaqa.rooms.domain.picture import picture_of

    return picture_of(gathering).order


def count(gathering: Any, people: list[Insistent]) -> dict[str, int]:
    """What was acknowledged, against what the database has."""
    from multaqa.rooms.models import Event, Message

    kept = dict(Message.objects.filter(gathering=gathering).values_list("n", "text"))
    said = [pair for person in people for pair in person.acknowledged.values()]
    numbers = list(Event.objects.filter(gathering=gathering).order_by("n").values_list("n", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), "the history has a gap"
    return {
        "acknowledged": len(said),
        "lost": sum(kept.get(n) != text for n, text in said),
        "doubled": len(kept) - len(set(kept.values())),
    }


if __name__ == "__main__":
    sys.exit(main())
