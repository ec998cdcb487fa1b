"""`multaqa rehearse`."""

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click


@click.command()
@click.option("--listeners", default=200, show_default=True, help="How many listen without a name.")
@click.option("--speakers", default=3, show_default=True, help="How many ask for the floor, again and again.")
@click.option("--writers", default=10, show_default=True, help="How many write in the chat.")
@click.option(
    "--speech", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A recording to speak. Default: a tone."
)
@click.option("--seconds", default=20.0, show_default=True, help="How long it plays.")
@click.option("--url", help="A server running on this machine and MULTAQA_DATA. Default: one started here on a temporary folder.")
@click.option("--database", default="", help="An empty database for the server started here. Default: SQLite in its folder.")
@click.option("--sitting", is_flag=True, help="Holds a whole sitting: chair, delegates, guest, agenda, votes, minutes.")
@click.option("--rooms", default=12, show_default=True, help="How many rooms send a delegate (with --sitting).")
@click.option("--json", "as_json", is_flag=True, help="The last line is one JSON object.")
def rehearse(
    listeners: int,
    speakers: int,
    writers: int,
    speech: Path | None,
    seconds: float,
    url: str | None,
    database: str,
    sitting: bool,
    rooms: int,
    as_json: bool,
) -> None:
    """Rehearses the big night over the real wire and counts what was promised against what was kept."""
    from multaqa.rehearse.server import own_server, running_server

    def say(line: str) -> None:
        click.echo(line, err=as_json)

    if sitting and url:
        raise click.UsageError("A sitting is rehearsed on a server of its own: it leaves an alliance behind.")
    with nullcontext(running_server(url)) if url else own_server(database) as server:
        say(f"Rehearsing on {server.url}")
        if sitting:
            numbers = _rehearse_sitting(server, rooms, listeners, speech, seconds, say)
        else:
            numbers = _rehearse(server, listeners, speakers, writers, speech, seconds, say)
    for name, value in numbers.items():
        say(f"{name:>28}  {value}")
    if as_json:
        click.echo(json.dumps(numbers))
    kept = numbers.pop("kept", not (numbers["lost"] or numbers["duplicated"]))
    sys.exit(0 if kept else 1)


def _rehearse(
    server: Any, listeners: int, speakers: int, writers: int, speech: Path | None, seconds: float, say: Any
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
        play = uvloop.run(_play(server, cast, packets_of(speech), seconds, say, Play))
    finally:
        casting.dismiss(cast)
    return report_of(play)


def _rehearse_sitting(server: Any, rooms: int, listeners: int, speech: Path | None, seconds: float, say: Any) -> dict[str, Any]:
    import django
    import uvloop

    django.setup()
    from multaqa.rehearse import chamber
    from multaqa.rehearse.kept import accounts_of, is_right, wait_for_minutes
    from multaqa.rehearse.sitting import SittingPlay
    from multaqa.rehearse.speech import packets_of

    seats = chamber.gather(rooms, listeners)
    # As many turns as rooms, the guest's, and one second turn share the time.
    play = SittingPlay(server, seats, packets_of(speech), max(1.0, seconds / (rooms + 2)), say)
    uvloop.run(play.run())
    wait_for_minutes(seats.sitting)
    numbers = accounts_of(play)
    return numbers | {"kept": is_right(numbers)}


async def _play(server: Any, cast: Any, packets: list[bytes], seconds: float, say: Any, play_of: Any) -> Any:
    play = play_of(server, cast, packets, seconds, say)
    await play.run()
    return play
