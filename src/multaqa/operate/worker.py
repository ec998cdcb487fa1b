"""One of the nodes that `multaqa serve --workers` keeps: `python -m multaqa.operate.worker HOST PORT NUMBER`."""

import os
import sys

from multaqa import logs
from multaqa.config import read_config
from multaqa.operate import port
from multaqa.operate.workers import READY


def main(host: str, number_of_port: str, worker: str) -> None:
    """Serves until SIGTERM. The database was brought up to date by whoever keeps it."""
    from multaqa.serving import run

    config = read_config()
    logs.configure(config.log)
    if config.metrics_port_number:
        # Each has figures of its own.
        os.environ["MULTAQA_METRICS_PORT"] = str(config.metrics_port_number + int(worker))
        config = read_config()
    run(config, port.share(host, int(number_of_port)), lambda: print(READY, flush=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
