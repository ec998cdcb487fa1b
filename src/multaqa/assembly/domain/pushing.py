"""Web Push: the keys of this house, the browsers that agreed to be called, and a message to one of them.

An endpoint is an address a browser gave us. It is only ever one of the push services of the browsers: whatever else is named
is refused, so that nobody makes this server call an address of their choosing."""

import base64
import os
import secrets
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from webpush import WebPush, WebPushSubscription

from multaqa.accounts.models import Person
from multaqa.assembly.models import PushSubscription
from multaqa.common.refusal import Refused

SERVICES = ("fcm.googleapis.com", "updates.push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
SECONDS = 10
LIFE_SECONDS = 12 * 3600
GONE = (404, 410)


@dataclass(frozen=True)
class Keys:
    """The pair by which push services know this house, as PEM."""

    private: bytes
    public: bytes

    @property
    def application_key(self) -> str:
        """The public key as a browser wants it."""
        key = serialization.load_pem_public_key(self.public)
        raw = key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def keys() -> Keys:
    """Made once, kept beside the files for its owner's eyes: browsers that subscribed at one node are reached from all."""
    path = settings.CONFIG.files_dir / "push.pem"
    if not path.exists():
        _make(path)
    private = path.read_bytes()
    public = serialization.load_pem_private_key(private, None).public_key()
    return Keys(private, public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))


def _make(path: Path) -> None:
    """The key appears whole; of two nodes that make one at the same time the first has made it."""
    made = ec.generate_private_key(ec.SECP256R1())
    text = made.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    part.touch(mode=0o600)
    part.write_bytes(text)
    with suppress(FileExistsError):
        os.link(part, path)
    part.unlink()


def is_service(endpoint: str) -> bool:
    """Whether an endpoint is one of the browsers' push services."""
    parts = urlsplit(endpoint)
    host = (parts.hostname or "").lower()
    known = any(host.endswith(name) if name.startswith(".") else host == name for name in SERVICES)
    return parts.scheme == "https" and known and parts.port in (None, 443) and "@" not in parts.netloc


@transaction.atomic
def subscribe(person: Person, said: Any, *, language: str) -> PushSubscription:
    """Keeps a browser's agreement; the same browser again is the same row. Raises Refused: malformed."""
    endpoint = said.get("endpoint") if isinstance(said, dict) else None
    given = said.get("keys") if isinstance(said, dict) else None
    if not (isinstance(endpoint, str) and len(endpoint) <= 1000 and is_service(endpoint) and isinstance(given, dict)):
        raise Refused("malformed")
    wanted = {name: given.get(name) for name in ("p256dh", "auth")}
    if not all(isinstance(value, str) and 10 <= len(value) <= 200 for value in wanted.values()):
        raise Refused("malformed")
    row, _ = PushSubscription.objects.update_or_create(
        endpoint=endpoint, defaults={"person": person, "keys": wanted, "language": language, "gone_at": None}
    )
    return row


def unsubscribe(person: Person, endpoint: str) -> None:
    """The browser does not want to be called any more."""
    PushSubscription.objects.filter(person=person, endpoint=endpoint, gone_at=None).update(gone_at=timezone.now())


def push(subscription: PushSubscription, *, title: str, body: str, url: str) -> bool:
    """Calls one browser; answers whether the service took it. A browser that is gone is not called again."""
    if not is_service(subscription.endpoint):
        return False
    message = _sealed(subscription, {"title": title, "body": body, "url": url, "lang": subscription.language})
    request = urllib.request.Request(subscription.endpoint, message[0], message[1], method="POST")  # noqa: S310
    try:
        with _OPENER.open(request, timeout=SECONDS) as answer:
            return bool(200 <= answer.status < 300)
    except urllib.error.HTTPError as error:
        if error.code in GONE:
            PushSubscription.objects.filter(pk=subscription.pk).update(gone_at=timezone.now())
        return False
    except (urllib.error.URLError, TimeoutError, OSError):
        return False


def _sealed(subscription: PushSubscription, said: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    pair = keys()
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    maker = WebPush(private_key=pair.private, public_key=pair.public, subscriber=sender, ttl=LIFE_SECONDS)
    made = maker.get(said, WebPushSubscription(endpoint=subscription.endpoint, keys=subscription.keys))
    return bytes(made.encrypted), dict(made.headers) | {"content-type": "application/octet-stream"}


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """A push service does not send elsewhere."""


_OPENER = urllib.request.build_opener(_NoRedirects)
