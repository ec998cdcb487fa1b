"""Mail of a house without a mail server: every mail is shown on the console and kept as a file to open."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class ConsoleAndFolderBackend(BaseEmailBackend):
    """Writes one `.eml` a mail into EMAIL_FILE_PATH, and who, what and the text to the standard output."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were kept."""
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for mail in email_messages:
            path = _keep(mail, folder)
            print(f"--- {', '.join(mail.recipients())} · {mail.subject}\n{mail.body}\n--- {path}", flush=True)
        return len(email_messages)


def _keep(mail: EmailMessage, folder: Path) -> Path:
    path = folder / f"{timezone.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}.eml"
    # Codes open accounts: only the one who runs the house reads them.
    path.touch(mode=0o600)
    path.write_bytes(mail.message().as_bytes())
    return path
