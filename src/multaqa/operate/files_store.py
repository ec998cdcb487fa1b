"""What the doctor says of the bucket in which files are kept: by writing, reading, listing and deleting a small one."""

import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

from multaqa.common.bucket import Bucket
from multaqa.common.store import StoreAway
from multaqa.config import Config
from multaqa.operate.findings import Finding, Verdict

THING, CLOCK = "store of files", "clock of the store"
# Stores refuse what is signed at a quarter of an hour from their own time.
MOST_APART_SECONDS = 60
UNREACHED = ("EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError", "SSLError")
SENTENCES = {
    "NoSuchBucket": "has no bucket {bucket}; make it, with access for this key alone.",
    "InvalidAccessKeyId": "does not know the key of MULTAQA_S3.",
    "SignatureDoesNotMatch": "refuses the secret of MULTAQA_S3; in it / is written %2F and + is written %2B.",
    "RequestTimeTooSkewed": "refuses what this machine signs: the clocks are too far apart; set them with timedatectl.",
    "AuthorizationHeaderMalformed": "is in another region; add ?region=… to MULTAQA_S3.",
    "PermanentRedirect": "is in another region, or has the bucket at another address.",
}


def findings_of(config: Config) -> Iterator[Finding]:
    """Whether it can be reached and used, and what time it is there."""
    kept = Bucket(config.s3_address, config.data_dir)
    path, content = config.data_dir / f".doctor-{secrets.token_hex(8)}", secrets.token_bytes(64)
    when = ""

    def put() -> None:
        nonlocal when
        when = kept.put_bytes(path, content)

    for doing, deed in _deeds(kept, path, content, put):
        try:
            deed()
        except (StoreAway, FileNotFoundError) as error:
            yield Finding(THING, Verdict.WRONG, _sentence(kept, doing, error))
            return
    yield Finding(THING, Verdict.OK, f"{kept.address.told} can be reached, written, read, listed and deleted from.")
    yield clock(when, dt.datetime.now(dt.UTC))


def _deeds(kept: Bucket, path: Path, content: bytes, put: Callable[[], None]) -> Iterator[tuple[str, Callable[[], None]]]:
    def read() -> None:
        if kept.read_bytes(path) != content:
            raise StoreAway(kept.address.told, "another content")

    def delete() -> None:
        kept.remove(path)
        if kept.find(path) is not None:
            raise StoreAway(kept.address.told, "still there")

    def listed() -> None:
        kept.below(path.parent / "recordings")

    return iter((("write", put), ("read", read), ("list", listed), ("delete", delete)))


def clock(when: str, now: dt.datetime) -> Finding:
    """How far its clock is from ours, by the header of its answer."""
    try:
        apart = abs((parsedate_to_datetime(when) - now).total_seconds())
    except (ValueError, TypeError):
        return Finding(CLOCK, Verdict.NOTE, "it does not say what time it is.")
    if apart <= MOST_APART_SECONDS:
        return Finding(CLOCK, Verdict.OK, f"it is with this machine's, to {apart:.0f} s.")
    return Finding(CLOCK, Verdict.WRONG, f"it is {apart:.0f} s from this machine's; set both with timedatectl.")


def _sentence(kept: Bucket, doing: str, error: StoreAway | FileNotFoundError) -> str:
    endpoint, bucket = kept.address.endpoint, kept.address.bucket
    if isinstance(error, FileNotFoundError):
        return f"{kept.address.told} loses what is written: it is not there to be read."
    if error.code in SENTENCES:
        return f"{endpoint} {SENTENCES[error.code].format(bucket=bucket)}"
    if error.code in ("AccessDenied", "403"):
        return f"{kept.address.told} does not let this key {doing}; it has to write, read, list and delete."
    if error.code in UNREACHED:
        return f"{endpoint} cannot be reached ({error.code}); MULTAQA_S3 names host and port."
    return f"{kept.address.told} cannot {doing} ({error.code})."
