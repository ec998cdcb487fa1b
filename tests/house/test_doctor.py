"""The doctor says what is wrong in one sentence each, and its exit code says whether anything is."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from multaqa.common.printing import libraries
from multaqa.operate import datafolder
from multaqa.operate.doctor import Finding, Verdict, findings_of


@pytest.fixture
def look(data: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Finding]]:
    """Looks over an installation set as told; the findings by the thing they are about."""

    def findings(**settings: str) -> dict[str, Finding]:
        for name, value in {"data": str(data), "port": "0", **settings}.items():
            monkeypatch.setenv(f"MULTAQA_{name.upper()}", value)
        return {finding.thing: finding for finding in findings_of()}

    return findings


def test_a_fresh_installation_has_no_database_yet_and_that_is_fine(look: Callable[..., dict[str, Finding]]) -> None:
    findings = look()
    assert findings["data folder"].verdict is Verdict.OK
    assert findings["SQLite"].verdict is Verdict.OK
    assert findings["database"].verdict is Verdict.NOTE
    assert findings["clock"].verdict is Verdict.OK
    assert findings["address"].verdict is Verdict.OK


def test_after_a_wrong_setting_nothing_else_is_looked_at(look: Callable[..., dict[str, Finding]]) -> None:
    findings = look(log="loud")
    assert list(findings) == ["configuration"]
    assert findings["configuration"].verdict is Verdict.WRONG


def test_a_taken_port_is_found(look: Callable[..., dict[str, Finding]]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        findings = look(port=str(other.getsockname()[1]))
    assert findings["server"].verdict is Verdict.WRONG
    assert "is taken by another program" in findings["server"].sentence


def test_our_own_server_on_the_port_is_not_a_fault(look: Callable[..., dict[str, Finding]], data: Path) -> None:
    data.mkdir()
    with datafolder.held(data), socket.create_server(("127.0.0.1", 0)) as ours:
        findings = look(port=str(ours.getsockname()[1]))
    assert findings["server"].verdict is Verdict.OK
    assert "port" not in findings


def test_a_public_address_without_tls_is_wrong_because_no_browser_gives_its_microphone(
    look: Callable[..., dict[str, Finding]],
) -> None:
    findings = look(url="http://rooms.example.org")
    assert findings["address"].verdict is Verdict.WRONG


def test_the_command_fails_when_something_is_wrong(multaqa: Callable[..., object]) -> None:
    done = multaqa("doctor", mail_url="pigeon://")
    assert done.returncode == 1  # type: ignore[attr-defined]
    assert "WRONG  configuration: MULTAQA_MAIL_URL must start with smtp:// or smtps://." in done.stdout  # type: ignore[attr-defined]


def test_what_draws_pdfs_is_there(look: Callable[..., dict[str, Finding]]) -> None:
    assert look()["printing"] == Finding("printing", Verdict.OK, "PDFs can be made.")


def test_without_what_draws_pdfs_it_says_how_to_add_it(
    look: Callable[..., dict[str, Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(libraries.LIBRARIES, "libpango-1.0-0", ("libthatisnotthere.so.0",))
    libraries.missing_libraries.cache_clear()
    finding = look()["printing"]
    libraries.missing_libraries.cache_clear()
    assert finding.verdict is Verdict.NOTE
    assert finding.sentence.startswith("no PDF can be made without libpango-1.0-0; ")
    assert "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in finding.sentence
