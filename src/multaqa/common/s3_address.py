"""The address of an S3-compatible store as an operator writes it: https://key:secret@host/bucket."""

from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

REGION = "us-east-1"  # what stores that know no regions expect
WRITTEN = "https://key:secret@host/bucket, with %2F for a / in the secret; after it ?region=… where the store has one"


class S3Address(NamedTuple):
    """Its parts. `told` is what may be written in a log."""

    endpoint: str
    bucket: str
    region: str
    key: str
    secret: str

    @property
    def told(self) -> str:
        """The address without the key and the secret."""
        return f"{self.endpoint}/{self.bucket}"


def read_address(written: str) -> S3Address:
    """Raises ValueError, without a word of what was written: the secret stands in it."""
    try:
        parts = urlsplit(written)
        host, port = parts.hostname, parts.port
        asked = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError:
        raise ValueError(WRITTEN) from None
    bucket, region = parts.path.strip("/"), asked.pop("region", REGION)
    is_whole = parts.scheme in ("http", "https") and host and bucket and "/" not in bucket and parts.username and parts.password
    if not is_whole or asked or parts.fragment:
        raise ValueError(WRITTEN)
    shown = f"[{host}]" if ":" in str(host) else host
    endpoint = f"{parts.scheme}://{shown}" + (f":{port}" if port else "")
    return S3Address(endpoint, bucket, region, unquote(parts.username or ""), unquote(parts.password or ""))
