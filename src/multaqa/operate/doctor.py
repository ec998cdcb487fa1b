"""`multaqa doctor`: each thing that has to be right, in one sentence, with what to do about it."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from multaqa.config import BadConfig, Config, read_config
from multaqa.operate import datafolder, port
from multaqa.operate.errors import CannotOperate
from multaqa.operate.findings import Finding, Verdict

PACKAGE = Path(__file__).resolve().parents[1]
LOW_DISK_BYTES = 500 * 1024**2


def examine() -> int:
    """Prints the findings; 1 when something is wrong."""
    findings = list(findings_of())
    for finding in findings:
        print(f"{finding.verdict:>6}  {finding.thing}: {finding.sentence}")
    return int(any(finding.verdict is Verdict.WRONG for finding in findings))


def findings_of() -> Iterator[Finding]:
    """Everything there is to say; after a wrong configuration nothing else can be looked at."""
    try:
        config = read_config()
    except BadConfig as error:
        yield Finding("configuration", Verdict.WRONG, str(error))
        return
    yield Finding("configuration", Verdict.OK, "every setting is known and can be used.")
    for check in CHECKS:
        yield from _safely(check, config)


def _safely(check: Callable[[Config], Iterator[Finding]], config: Config) -> Iterator[Finding]:
    """A check that breaks is a finding; the others are still worth having."""
    try:
        yield from check(config)
    except CannotOperate as error:
        yield Finding(check.__name__.strip("_").replace("_", " "), Verdict.WRONG, str(error))
    except Exception as error:
        yield Finding(check.__name__.strip("_").replace("_", " "), Verdict.WRONG, f"could not be looked at: {error!r}.")


def _data_folder(config: Config) -> Iterator[Finding]:
    datafolder.make_writable(config.data_dir)
    yield Finding("data folder", Verdict.OK, f"{config.data_dir} can be written.")
    free = shutil.disk_usage(config.data_dir).free
    verdict = Verdict.OK if free > LOW_DISK_BYTES else Verdict.WRONG
    yield Finding("disk", verdict, f"{free / 1e9:.1f} GB are free." + ("" if verdict is Verdict.OK else " Make room."))


def _server(config: Config) -> Iterator[Finding]:
    if number := datafolder.holder(config.data_dir):
        yield Finding("server", Verdict.OK, f"it is running (process {number}).")
        return
    yield Finding("server", Verdict.NOTE, "it is not running.")
    port.bind(config.host, config.port_number).close()
    yield Finding("port", Verdict.OK, f"{config.host}, port {config.port} is free.")


def _database(config: Config) -> Iterator[Finding]:
    if config.is_postgresql:
        from multaqa.operate import postgresql_findings

        yield from postgresql_findings.findings_of(config)
        yield from _migrations(config)
    else:
        yield from _sqlite(config)


def _sqlite(config: Config) -> Iterator[Finding]:
    from multaqa.operate.backup import check_database
    from multaqa.operate.sqlite import missing_features

    missing = missing_features()
    sentence = f"version {sqlite3.sqlite_version} " + (f"lacks {', '.join(missing)}." if missing else "has FTS5 and JSON.")
    yield Finding("SQLite", Verdict.WRONG if missing else Verdict.OK, sentence)
    if not config.database_path.exists():
        yield Finding("database", Verdict.NOTE, f"{config.database_path} is not there yet; the first start makes it.")
        return
    check_database(config.database_path)
    yield Finding("database", Verdict.OK, f"{config.database_path} is sound.")
    yield from _migrations(config)


def _migrations(config: Config) -> Iterator[Finding]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "multaqa.settings")
    import django

    django.setup()
    from multaqa.operate.database import pending_migrations, refuse_newer

    refuse_newer(config)
    pending = pending_migrations()
    if pending:
        yield Finding("migrations", Verdict.NOTE, f"{len(pending)} are to be applied; the next start does it.")
    else:
        yield Finding("migrations", Verdict.OK, "the database is up to date.")


def _nodes(config: Config) -> Iterator[Finding]:
    """A lone node knows itself; several are known by their database, once it has its tables."""
    if not config.is_postgresql:
        return
    from multaqa.operate.database import pending_migrations

    if not pending_migrations():
        from multaqa.operate import nodes

        yield nodes.versions()
        yield from nodes.files(config)


def _files_store(config: Config) -> Iterator[Finding]:
    if config.s3:
        from multaqa.operate import files_store

        yield from files_store.findings_of(config)


def _bus(config: Config) -> Iterator[Finding]:
    if config.bus_url:
        from multaqa.operate import bus

        findings = [bus.finding_of(server) for server in config.bus_servers]
        yield from findings
        if len(findings) > 1 and all(finding.verdict is Verdict.OK for finding in findings):
            yield bus.joined(config.bus_servers)


def _browser_assets(config: Config) -> Iterator[Finding]:
    built = (PACKAGE / "static/dist/manifest.json").exists()
    yield _built("browser assets", built, "they are built.", "they are not built; bin/serve builds them.")


def _languages(config: Config) -> Iterator[Finding]:
    sources = list((PACKAGE / "locale").glob("*/LC_MESSAGES/*.po"))
    missing = [path for path in sources if not path.with_suffix(".mo").exists()]
    built = not missing and any((PACKAGE / "locale").glob("*/LC_MESSAGES/*.mo"))
    yield _built("languages", built, "they are compiled.", "they are not compiled; bin/serve compiles them.")


def _printing(config: Config) -> Iterator[Finding]:
    from multaqa.common.printing.libraries import HOW_TO_ADD, missing_libraries

    if missing := missing_libraries():
        sentence = f"no PDF can be made without {', '.join(missing)}; pages can still be printed. On Debian: {HOW_TO_ADD}."
        yield Finding("printing", Verdict.NOTE, sentence)
    else:
        yield Finding("printing", Verdict.OK, "PDFs can be made.")


def _built(thing: str, built: bool, good: str, bad: str) -> Finding:
    return Finding(thing, Verdict.OK if built else Verdict.WRONG, good if built else bad)


def _clock(config: Config) -> Iterator[Finding]:
    """A clock behind what was already written would give new things older times than old ones."""
    written = [PACKAGE / "__init__.py"]
    if not config.is_postgresql:
        written += [config.database_path, Path(f"{config.database_path}-wal")]
    newest = max((path.stat().st_mtime for path in written if path.exists()), default=0.0)
    if newest > time.time() + 60:
        behind = newest - time.time()
        yield Finding("clock", Verdict.WRONG, f"it is {behind:.0f} s behind what is on the disk; set it with timedatectl.")
    else:
        yield Finding("clock", Verdict.OK, time.strftime("%Y-%m-%d %H:%M:%S UTC.", time.gmtime()))


def _reach(config: Config) -> Iterator[Finding]:
    if config.is_https or config.is_loopback and not config.url:
        yield Finding("address", Verdict.OK, f"people come to {config.public_url}.")
    else:
        yield Finding("address", Verdict.WRONG, f"{config.public_url} is not https: browsers give no microphone there.")
    if config.is_debug and not (config.is_loopback and not config.url):
        yield Finding("debug", Verdict.WRONG, "MULTAQA_DEBUG is on in public: errors show the inside of the server.")
    if not config.mail_url:
        yield Finding("mail", Verdict.NOTE, f"no mail leaves this machine; sign-in codes are in {config.data_dir / 'mail'}.")


CHECKS: list[Callable[[Config], Iterator[Finding]]] = [
    _data_folder,
    _server,
    _files_store,
    _database,
    _nodes,
    _bus,
    _browser_assets,
    _languages,
    _printing,
    _clock,
    _reach,
]
