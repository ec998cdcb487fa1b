"""The log tells what happened and nobody's name, e-mail or address."""

import json
import logging

import pytest
import structlog

from multaqa import logs


@pytest.fixture(autouse=True)
def restored() -> object:
    """The logging of the tests comes back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def _last(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    said: dict[str, object] = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    return said


def test_a_line_for_a_machine_is_json_with_its_time_and_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", as_json=True)
    structlog.get_logger("multaqa.server").info("database ready", applied=3)
    said = _last(capsys)
    assert (said["event"], said["applied"], said["level"], said["logger"]) == ("database ready", 3, "info", "multaqa.server")
    assert str(said["timestamp"]).endswith("Z")


def test_private_fields_are_told_apart_and_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", as_json=True)
    log = structlog.get_logger("multaqa.live")
    log.info("came in", name="مريم", room="الفجر")
    first = _last(capsys)
    log.info("came in", name="مريم", room="الفجر")
    again = _last(capsys)
    log.info("came in", name="هدى", room="الفجر")
    other = _last(capsys)
    assert first["name"] == again["name"] != other["name"]
    assert "مريم" not in str(first)
    assert first["room"] == "الفجر"


@pytest.mark.parametrize("private", ["huda@example.org", "203.0.113.9", "2001:db8::17", "/in/aVeryLongPersonalLinkToken"])
def test_what_other_libraries_say_is_veiled_too(capsys: pytest.CaptureFixture[str], private: str) -> None:
    logs.configure("info", as_json=True)
    logging.getLogger("django.security").warning("refused %s just now", private)
    assert private.rsplit("/", 1)[-1] not in str(_last(capsys))


def test_an_exception_is_veiled_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", as_json=True)
    try:
        raise ValueError("no mail to huda@example.org")
    except ValueError:
        logging.getLogger("multaqa").exception("mail failed")
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "huda@" not in said


def test_times_and_this_machine_are_not_mistaken_for_addresses() -> None:
    said = logs.without_persons(None, "info", {"event": "listening on 127.0.0.1 and ::1 since 20:34:39"})
    assert said["event"] == "listening on 127.0.0.1 and ::1 since 20:34:39"
