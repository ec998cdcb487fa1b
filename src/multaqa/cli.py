"""The command `multaqa`. Each command is imported when it is called, so that `--help` is quick and `doctor` works
even where the rest does not."""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from multaqa import __version__

PASS_ON = {"ignore_unknown_options": True, "help_option_names": []}
ELSEWHERE = {
    "demo": "multaqa.demo.command:demo",
    "rehearse": "multaqa.rehearse.command:rehearse",
}


class Commands(click.Group):
    """Ours, those of other packages, and under them Django's own, so that `multaqa migrate` does what it says."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names for the help; Django's are listed by `multaqa manage help`."""
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Ours first; whatever we do not know is asked of Django."""
        if found := super().get_command(ctx, cmd_name):
            return found
        if cmd_name in ELSEWHERE:
            return _imported(ELSEWHERE[cmd_name])
        return None if ctx.resilient_parsing else _of_django(cmd_name)


def _imported(where: str) -> click.Command:
    module, name = where.split(":")
    command: click.Command = getattr(import_module(module), name)
    return command


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="Multaqa")
def cli() -> None:
    """Multaqa, a home for an alliance of live voice rooms. Settings are environment variables: docs/operate/configure.md."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "multaqa.settings")


@cli.command()
@click.option("--host", help="In place of MULTAQA_HOST.")
@click.option("--port", help="In place of MULTAQA_PORT.")
@click.option("--workers", help="In place of MULTAQA_WORKERS: how many nodes run on this machine, one for each core.")
def serve(host: str | None, port: str | None, workers: str | None) -> None:
    """Starts the server, after bringing the database up to date."""
    from multaqa import serving

    serving.main({"host": host, "port": port, "workers": workers})


@cli.command()
def doctor() -> None:
    """Looks the installation over; 1 when something is wrong."""
    from multaqa.operate import doctor

    sys.exit(_told(doctor.examine))


@cli.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Writes everything into one FILE, while the server runs."""
    from multaqa.config import read_config
    from multaqa.operate.backup import back_up

    sys.exit(_told(lambda: back_up(read_config(), file)))


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in place of what is there, which is kept beside.")
def restore(file: Path, replace: bool) -> None:
    """Brings a backup FILE back into the data folder."""
    from multaqa.config import read_config
    from multaqa.operate.restore import bring_back

    sys.exit(_told(lambda: bring_back(read_config(), file, replace=replace)))


@cli.command(context_settings=PASS_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands: multaqa manage help."""
    _run_django(list(arguments))


def _of_django(name: str) -> click.Command:
    @click.command(name, context_settings=PASS_ON, add_help_option=False)
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def command(arguments: tuple[str, ...]) -> None:
        _run_django([name, *arguments])

    return command


def _run_django(arguments: list[str]) -> None:
    from multaqa.config import BadConfig

    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["multaqa", *arguments])
    except BadConfig as error:
        click.echo(error, err=True)
        sys.exit(2)


def _told(deed: Callable[[], int | None]) -> int:
    """Does it; what went wrong is one sentence on stderr."""
    from multaqa.config import BadConfig
    from multaqa.operate.errors import CannotOperate

    try:
        return deed() or 0
    except BadConfig as error:
        click.echo(error, err=True)
        return 2
    except CannotOperate as error:
        click.echo(error, err=True)
        return 1


def main() -> None:
    """The console script."""
    cli(prog_name="multaqa")


if __name__ == "__main__":
    main()
