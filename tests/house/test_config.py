"""What the operator sets is understood, or refused with a sentence that helps."""

from dataclasses import fields
from pathlib import Path

import pytest

from multaqa.config import BadConfig, Config, read_config

PAGE = Path(__file__).resolve().parents[2] / "docs/operate/configure.md"


def test_an_empty_environment_is_a_working_installation() -> None:
    config = read_config({})
    assert config.public_url == "http://127.0.0.1:8000"
    assert config.is_loopback
    assert config.database_path.name == "multaqa.sqlite3"


def test_a_misspelt_setting_is_refused_with_the_right_spelling() -> None:
    with pytest.raises(BadConfig) as refused:
        read_config({"MULTAQA_PROT": "9000"})
    assert str(refused.value) == "MULTAQA_PROT is not a setting. Did you mean MULTAQA_PORT?"


def test_an_unknown_setting_far_from_ours_is_refused_too() -> None:
    with pytest.raises(BadConfig) as refused:
        read_config({"MULTAQA_XYZZY": "1"})
    assert str(refused.value) == "MULTAQA_XYZZY is not a setting."


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "eighty", "MULTAQA_PORT must be a whole number from 0 to 65535, not 'eighty'."),
        ("PORT", "٨٠", "MULTAQA_PORT must be a whole number from 0 to 65535, not '٨٠'."),
        ("PORT", "70000", "MULTAQA_PORT must be a whole number from 0 to 65535, not '70000'."),
        ("PROXIES", "-1", "MULTAQA_PROXIES must be a whole number from 0 to 10, not '-1'."),
        ("LANGUAGE", "fr", "MULTAQA_LANGUAGE must be one of ar, en, not 'fr'."),
        ("DEBUG", "yes", "MULTAQA_DEBUG must be one of 0, 1, not 'yes'."),
        ("URL", "rooms.example.org", "MULTAQA_URL must start with http:// or https://."),
        ("MAIL_URL", "mail.example.org", "MULTAQA_MAIL_URL must start with smtp:// or smtps://."),
        (
            "BUS_URL",
            "nats://127.0.0.1:4222",
            "MULTAQA_BUS_URL is for many nodes, which need MULTAQA_DATABASE_URL=postgresql://…; SQLite is for one machine.",
        ),
        ("BUS_URL", "redis://here", "MULTAQA_BUS_URL must be empty or written nats://host:4222; several are parted by commas."),
        ("DATABASE_URL", "mysql://here", "MULTAQA_DATABASE_URL must be empty, or start with sqlite:/// or postgresql://."),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(name: str, value: str, sentence: str) -> None:
    with pytest.raises(BadConfig) as refused:
        read_config({f"MULTAQA_{name}": value})
    assert str(refused.value) == sentence


def test_the_page_for_operators_tells_every_setting_its_default_and_its_meaning() -> None:
    page = PAGE.read_text()
    for setting in fields(Config):
        default = f"`{setting.default}`" if setting.default else "–"
        about = setting.metadata["about"].replace("|", r"\|")
        assert f"| `MULTAQA_{setting.name.upper()}` | {default} | {about} |" in page


def test_the_page_for_operators_invents_no_setting() -> None:
    rows = {line.split("`")[1] for line in PAGE.read_text().splitlines() if line.startswith("| `MULTAQA_")}
    assert rows == {f"MULTAQA_{setting.name.upper()}" for setting in fields(Config)}


def test_the_signing_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    config = read_config({"MULTAQA_DATA": str(tmp_path / "data")})
    assert config.secret_key() == config.secret_key()
    assert (tmp_path / "data/secret").stat().st_mode & 0o777 == 0o600


def test_files_are_shared_by_nodes_and_lie_in_the_data_folder_of_a_lone_one(tmp_path: Path) -> None:
    lone = read_config({"MULTAQA_DATA": str(tmp_path)})
    assert lone.files_dir == lone.data_dir
    many = {"MULTAQA_DATA": str(tmp_path), "MULTAQA_FILES": str(tmp_path / "shared")}
    with pytest.raises(BadConfig, match="MULTAQA_FILES is for many nodes"):
        read_config(many)
    shared = read_config({**many, "MULTAQA_DATABASE_URL": "postgresql://multaqa@db/multaqa"})
    assert shared.files_dir == tmp_path / "shared"
