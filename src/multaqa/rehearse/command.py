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
@click.option("--json", "as_json", is_flag=True, help="The last line is one JSON object.")
def rehearse(
    listeners: int, speakers: int, writers: int, speech: Path | None, seconds: float, url: str | None, as_json: bool
) -> None:
    """Rehearses the big night over the real wire and counts what was promised against what was kept."""
    from multaqa.rehearse.server import own_server, running_server

    def say(line: str) -> None:
        click.echo(line, err=as_json)

    with nullcontext(running_server(url)) if url else own_server() as server:
        say(f"Rehearsing on {server.url}")
        numbers = _rehearse(server, listeners, speakers, writers, speech, seconds, say)
    for name, value in numbers.items():
        say(f"{name:>28}  {value}")
    if as_json:
        click.echo(json.dumps(numbers))
    sys.exit(1 if numbers["lost"] or numbers["duplicated"] else 0)


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


async def _play(server: Any, cast: Any, packets: list[bytes], seconds: float, say: Any, play_of: Any) -> Any:
    play = play_of(server, cast, packets, seconds, say)
    await play.run()
    return play
