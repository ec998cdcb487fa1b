"""`multaqa rehearse`."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

Say = Callable[[str], None]


@click.command()
@click.option("--listeners", default=200, show_default=True, help="How many listen without a name.")
@click.option("--speakers", default=3, show_default=True, help="How many ask for the floor, again and again.")
@click.option("--writers", default=10, show_default=True, help="How many write in the chat.")
@click.option(
    "--speech", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A recording to speak. Default: a tone."
)
@click.option("--seconds", default=20.0, show_default=True, help="How long it plays.")
@click.option(
    "--url",
    help="Servers that run already, parted by commas; people are spread over them. The settings here must be theirs: the same "
    "MULTAQA_DATABASE_URL and MULTAQA_SECRET, or the same MULTAQA_DATA. Default: one started here on a temporary folder.",
)
@click.option("--nodes", type=click.IntRange(1, 9), help="Starts so many nodes here, with a PostgreSQL and a NATS of their own.")
@click.option("--s3", default="", help="With --nodes: a bucket for trying, as MULTAQA_S3 is written, instead of a shared folder.")
@click.option("--database", default="", help="An empty database for the server started here. Default: SQLite in its folder.")
@click.option("--sitting", is_flag=True, help="Holds a whole sitting: chair, delegates, guest, agenda, votes, minutes.")
@click.option("--rooms", default=12, show_default=True, help="How many rooms send a delegate (with --sitting).")
@click.option(
    "--mid-vote", metavar="COMMAND", help="Run when half of the first vote is in, like one that kills a node (with --sitting)."
)
@click.option("--json", "as_json", is_flag=True, help="The last line is one JSON object.")
def rehearse(
    listeners: int,
    speakers: int,
    writers: int,
    speech: Path | None,
    seconds: float,
    url: str | None,
    nodes: int | None,
    s3: str,
    database: str,
    sitting: bool,
    rooms: int,
    mid_vote: str | None,
    as_json: bool,
) -> None:
    """Rehearses the big night over the real wire and counts what was promised against what was kept."""

    def say(line: str) -> None:
        click.echo(line, err=as_json)

    if bool(url) + bool(nodes) + bool(database) > 1:
        raise click.UsageError("--url, --nodes and --database say each where it is rehearsed; give one of them.")
    if s3 and not nodes:
        raise click.UsageError("--s3 needs --nodes.")
    if mid_vote and not sitting:
        raise click.UsageError("--mid-vote needs --sitting.")
    with _servers(url, nodes, s3, database, sitting) as servers:
        say(f"Rehearsing on {', '.join(server.url for server in servers)}")
        if sitting:
            numbers = _rehearse_sitting(servers, rooms, listeners, speech, seconds, say, mid_vote)
        else:
            numbers = _rehearse(servers, listeners, speakers, writers, speech, seconds, say)
    _tell(numbers, say)
    if as_json:
        click.echo(json.dumps(numbers))
    kept = numbers.pop("kept", not (numbers["lost"] or numbers["duplicated"] or numbers["floor_violations"]))
    sys.exit(0 if kept else 1)


@contextmanager
def _servers(url: str | None, nodes: int | None, s3: str, database: str, sitting: bool) -> Iterator[list[Any]]:
    from multaqa.config import BadConfig, read_config
    from multaqa.operate.errors import CannotOperate
    from multaqa.rehearse.server import own_nodes, own_server, running_servers

    try:
        if nodes:
            with own_nodes(nodes, s3) as servers:
                yield servers
        elif url:
            if sitting and not read_config().is_postgresql:
                raise click.UsageError(
                    "A sitting leaves an alliance behind: rehearse it on nodes over a PostgreSQL of their own."
                )
            yield running_servers(url)
        else:
            with own_server(database) as server:
                yield [server]
    except (CannotOperate, BadConfig) as error:
        raise click.ClickException(str(error)) from error


def _rehearse(
    servers: Any, listeners: int, speakers: int, writers: int, speech: Path | None, seconds: float, say: Say
) -> dict[str, Any]:
    import django
    import uvloop

    django.setup()
    from multaqa.rehearse import cast as casting
    from multaqa.rehearse.play import Play
    from multaqa.rehearse.report import report_of
    from multaqa.rehearse.speech import packets_of

    cast = casting.gather(listeners, speakers, writers, int(seconds))
    try:
        play = uvloop.run(_play(servers, cast, packets_of(speech), seconds, say, Play))
    finally:
        casting.dismiss(cast)
    return report_of(play)


def _rehearse_sitting(
    servers: Any, rooms: int, listeners: int, speech: Path | None, seconds: float, say: Say, mid_vote: str | None
) -> dict[str, Any]:
    import django
    import uvloop

    django.setup()
    from multaqa.rehearse import chamber
    from multaqa.rehearse.kept import accounts_of, is_right, wait_for_minutes, wait_for_recordings
    from multaqa.rehearse.sitting import SittingPlay
    from multaqa.rehearse.speech import packets_of

    def happens() -> None:
        # The operator's own words on the operator's own command line.
        nodes = " ".join(str(server.pid) for server in servers if server.pid)
        subprocess.run(str(mid_vote), shell=True, check=True, env={**os.environ, "NODES": nodes})  # noqa: S602

    seats = chamber.gather(rooms, listeners)
    # As many turns as rooms, the guest's, and one second turn share the time.
    each = max(1.0, seconds / (rooms + 2))
    play = SittingPlay(servers, seats, packets_of(speech), each, say, happens if mid_vote else None)
    uvloop.run(play.run())
    wait_for_minutes(seats.sitting)
    wait_for_recordings(seats.sitting)
    numbers = accounts_of(play)
    return numbers | {"kept": is_right(numbers)}


async def _play(servers: Any, cast: Any, packets: list[bytes], seconds: float, say: Say, play_of: Any) -> Any:
    play = play_of(servers, cast, packets, seconds, say)
    await play.run()
    return play


def _tell(numbers: dict[str, Any], say: Say) -> None:
    """What was counted together, and where there are several nodes a line for each."""
    for name, value in numbers.items():
        if name != "nodes":
            say(f"{name:>28}  {value}")
    if len(numbers["nodes"]) > 1:
        for node in numbers["nodes"]:
            say(f"{node['url']:>28}  " + ", ".join(f"{name} {value}" for name, value in node.items() if name != "url"))
