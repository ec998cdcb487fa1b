"""One log for everything, on stderr: lines for a terminal, JSON for a machine. No e-mail, address or name in clear."""

import hashlib
import ipaddress
import logging
import re
import secrets
import sys
from collections.abc import Mapping
from typing import Any

import structlog

# The salt dies with the process: lines of one run can be told apart by person, and nobody can be found from them later.
_SALT = secrets.token_bytes(16)
_PRIVATE = {"name", "display_name", "email", "mail", "ip", "client", "user", "username", "ticket", "token", "text", "body"}
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*")
_ADDRESS = re.compile(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4})(?![\w:])")
_PERSONAL_LINK = re.compile(r"(?<=/)[\w:=~-]{20,}")


def configure(level: str, *, as_json: bool | None = None) -> None:
    """Routes every logger of the process here. `as_json` None: JSON unless stderr is a terminal."""
    as_json = not sys.stderr.isatty() if as_json is None else as_json
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_ending(as_json)],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    _quieten(level)


def _ending(as_json: bool) -> list[Any]:
    said = [structlog.processors.StackInfoRenderer(), structlog.processors.format_exc_info, without_persons]
    if as_json:
        return [*said, structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [*said, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]


def _quieten(level: str) -> None:
    """What servers and frameworks tell about themselves is of no use to an operator, except when looking for a fault."""
    for name in ("uvicorn.error", "uvicorn.asgi", "asyncio", "websockets"):
        logging.getLogger(name).setLevel(level.upper() if level in ("debug", "error") else "WARNING")
    # Every address somebody mistyped is not news; a page that failed is.
    logging.getLogger("django.request").setLevel("ERROR")


def without_persons(_logger: Any, _method: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """A structlog processor: private fields and every e-mail, address and personal link in a text become a short hash."""
    return {key: value if key == "timestamp" else _veiled(key, value) for key, value in event.items()}


def _veiled(key: str, value: Any) -> Any:
    if key in _PRIVATE and value is not None:
        return _hash(str(value))
    if isinstance(value, str):
        value = _MAIL.sub(lambda found: _hash(found.group()), value)
        value = _PERSONAL_LINK.sub(lambda found: _hash(found.group()), value)
        return _ADDRESS.sub(_veil_address, value)
    if isinstance(value, Mapping):
        return {inner: _veiled(str(inner), content) for inner, content in value.items()}
    if isinstance(value, list | tuple):
        return [_veiled("", content) for content in value]
    return value if value is None or isinstance(value, bool | int | float) else _veiled("", repr(value))


def _veil_address(found: re.Match[str]) -> str:
    try:
        address = ipaddress.ip_address(found.group())
    except ValueError:
        return found.group()
    return found.group() if address.is_loopback or address.is_unspecified else _hash(str(address))


def _hash(text: str) -> str:
    return "#" + hashlib.blake2b(text.encode(), digest_size=5, key=_SALT).hexdigest()
