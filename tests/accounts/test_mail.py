import email
from email import policy
from pathlib import Path

import pytest
from django.core.mail import EmailMessage

from multaqa.accounts.mail import ConsoleAndFolderBackend


def test_each_mail_is_shown_and_kept(tmp_path: Path, settings: object, capsys: pytest.CaptureFixture[str]) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    mails = [EmailMessage("رمز دخولك", f"الرمز {n}", "house@example.com", ["salma@example.com"]) for n in (1, 2)]
    assert ConsoleAndFolderBackend().send_messages(mails) == 2
    files = sorted((tmp_path / "mail").iterdir())
    kept = [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    assert [(m["subject"], m["to"], m.get_content().strip()) for m in kept] == [
        ("رمز دخولك", "salma@example.com", "الرمز 1"),
        ("رمز دخولك", "salma@example.com", "الرمز 2"),
    ]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    shown = capsys.readouterr().out
    assert "salma@example.com · رمز دخولك\nالرمز 1" in shown
