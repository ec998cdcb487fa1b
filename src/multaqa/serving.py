"""`multaqa serve`: everything that can be wrong is found before the first visitor, and said in one sentence."""

import os
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import structlog

from multaqa import logs
from multaqa.config import BadConfig, Config, read_config
from multaqa.operate import datafolder, port, workers
from multaqa.operate.errors import CannotOperate

BAD_CONFIG, CANNOT_SERVE = 2, 1
MAX_FRAME_BYTES = 65536


def serve() -> int:
    """Serves until SIGTERM or SIGINT; the answer is the exit code."""
    try:
        config = read_config()
        _serve(config)
    except BadConfig as error:
        print(error, file=sys.stderr)
        return BAD_CONFIG
    except CannotOperate as error:
        print(error, file=sys.stderr)
        return CANNOT_SERVE
    return 0


def _serve(config: Config) -> None:
    logs.configure(config.log)
    datafolder.make_writable(config.data_dir)
    with datafolder.held(config.data_dir):
        if config.workers_number > 1:
            _keep_workers(config)
            return
        listening = port.bind(config.host, config.port_number)
        config = _with_port_of(listening, config)
        _prepare_database(config)
        run(config, listening, lambda: _say_ready(config))


def _keep_workers(config: Config) -> None:
    listening = port.reserve(config.host, config.port_number)
    config = _with_port_of(listening, config)
    _prepare_database(config)
    with listening:
        workers.keep(config, listening, lambda: _say_ready(config))


def _with_port_of(listening: socket.socket, config: Config) -> Config:
    """With port 0 the kernel chose one; the settings must know which, for addresses and origins are made of it."""
    config = replace(config, port=str(listening.getsockname()[1]))
    os.environ["MULTAQA_PORT"] = config.port
    return config


def _prepare_database(config: Config) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "multaqa.settings")
    import django

    django.setup()
    from django.db import connections

    from multaqa.operate.database import bring_up_to_date

    for folder in ("static", "files", "mail"):
        (config.data_dir / folder).mkdir(parents=True, exist_ok=True)
    applied = bring_up_to_date(config)
    connections.close_all()
    structlog.get_logger("multaqa.server").info("database ready", applied=applied)


def run(config: Config, listening: socket.socket, when_ready: Callable[[], None]) -> None:
    """Serves one node on a socket until SIGTERM or SIGINT."""
    # Imported here: uvicorn, the engine and the pages take a second, and a wrong setting should not have to wait for them.
    import uvicorn

    from multaqa.asgi import application
    from multaqa.live.fanout import FanoutProtocol
    from multaqa.operate.server import CLOSE_SECONDS, Server

    settings = uvicorn.Config(
        application,
        loop="uvloop",
        http="httptools",
        ws=FanoutProtocol,
        ws_max_size=MAX_FRAME_BYTES,
        # Sound does not shrink, and one shared frame for everybody cannot be compressed with each listener's own window.
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # Ours counts proxies; uvicorn's believes any number of them.
        proxy_headers=False,
        timeout_graceful_shutdown=CLOSE_SECONDS,
    )
    _serve_metrics(config)
    Server(settings, application, when_ready).run(sockets=[listening])


def _serve_metrics(config: Config) -> None:
    if config.metrics_port_number:
        from prometheus_client import start_http_server

        try:
            start_http_server(config.metrics_port_number, addr="127.0.0.1")
        except OSError as error:
            raise CannotOperate(f"Port {config.metrics_port} for the metrics is taken; set MULTAQA_METRICS_PORT.") from error


def _say_ready(config: Config) -> None:
    # Another program may be waiting for this line on a pipe.
    print(f"Multaqa is ready: {config.public_url}", flush=True)


def main(arguments: dict[str, Any]) -> None:
    """The command's entry: options of the command line stand above the environment."""
    for name, value in arguments.items():
        if value is not None:
            os.environ[f"MULTAQA_{name.upper()}"] = str(value)
    sys.exit(serve())
