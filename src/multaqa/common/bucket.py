"""Files in a bucket of an S3-compatible store. A node writes them in its own data folder, puts them into the bucket, and has
them no more; whoever reads asks the bucket. Needs the extra `s3`; loaded only where a bucket is set."""

import functools
import logging
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config as Options
from botocore.exceptions import BotoCoreError, ClientError

from multaqa.common.s3_address import S3Address
from multaqa.common.store import PIECE, Kept, StoreAway

# The clock of a node waits for no store longer than this, twice: it has to say that the node is there.
CONNECT_SECONDS, READ_SECONDS = 2, 6
AT_ONCE = 8
MISSING = ("404", "NoSuchKey", "NotFound")


class Bucket:
    """A file's key is its path below `here`."""

    def __init__(self, address: S3Address, here: Path) -> None:
        self.here, self.address = here, address
        self.client = client_of(address)

    def keep(self, *paths: Path) -> None:
        """Puts them, several at once; they leave this node when all are there."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(self._put, paths))
        for path in paths:
            path.unlink(missing_ok=True)

    def find(self, path: Path) -> Kept | None:
        """By its size and tag as the store tells them."""
        with self._asked(missing_ok=True) as asked:
            found = asked.head_object(**self._named(path))
            return Kept(found["ContentLength"], found["ETag"])
        return None

    def below(self, folder: Path) -> list[Path]:
        """However many there are."""
        with self._asked() as asked:
            prefix = f"{self._named(folder)['Key']}/"
            pages = asked.get_paginator("list_objects_v2").paginate(Bucket=self.address.bucket, Prefix=prefix)
            return [self.here / row["Key"] for page in pages for row in page.get("Contents", ())]

    def pieces(self, path: Path, first: int, last: int) -> Iterator[bytes]:
        """As they come; a store that falls silent in the middle is StoreAway."""
        if first <= last:
            yield from self._read(path, Range=f"bytes={first}-{last}")

    @contextmanager
    def opened(self, path: Path) -> Iterator[Path]:
        """A copy of its own for each who asks."""
        with tempfile.TemporaryDirectory(prefix="multaqa-") as folder:
            self._copy(path, Path(folder) / path.name)
            yield Path(folder) / path.name

    def fetch(self, path: Path) -> None:
        """It appears whole."""
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        part = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
        try:
            self._copy(path, part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def let_go(self, path: Path) -> None:
        """What is not there is gone."""
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)

    def remove(self, *paths: Path) -> None:
        """One after the other: not every store knows how to delete many at once."""
        for path in paths:
            with self._asked(missing_ok=True) as asked:
                asked.delete_object(**self._named(path))

    def put_bytes(self, path: Path, content: bytes, **how: str) -> str:
        """Keeps a few bytes that lie in no file; answers what time it is there, as HTTP writes it."""
        with self._asked() as asked:
            answer = asked.put_object(**self._named(path), Body=content, **how)
            return str(answer["ResponseMetadata"]["HTTPHeaders"].get("date", ""))

    def read_bytes(self, path: Path) -> bytes:
        """All of a small file. Raises FileNotFoundError."""
        return b"".join(self._read(path))

    def _named(self, path: Path) -> dict[str, str]:
        return {"Bucket": self.address.bucket, "Key": path.relative_to(self.here).as_posix()}

    def _put(self, path: Path) -> None:
        with self._asked() as asked:
            asked.upload_file(Filename=str(path), **self._named(path), Config=TransferConfig(use_threads=False))

    def _copy(self, path: Path, to: Path) -> None:
        with to.open("wb") as file:
            for piece in self._read(path):
                file.write(piece)

    def _read(self, path: Path, **how: str) -> Iterator[bytes]:
        with self._asked() as asked, closing(asked.get_object(**self._named(path), **how)["Body"]) as body:
            yield from body.iter_chunks(PIECE)

    @contextmanager
    def _asked(self, *, missing_ok: bool = False) -> Iterator[Any]:
        """The store's errors as those of `Store`. What is missing is told as the file system tells it, or passed over."""
        try:
            yield self.client
        except ClientError as error:
            if code_of(error) not in MISSING:
                raise StoreAway(self.address.told, code_of(error)) from None
            if not missing_ok:
                raise FileNotFoundError(2, "is not in the store") from None
        except (BotoCoreError, Boto3Error) as error:
            raise StoreAway(self.address.told, type(error).__name__) from None


def code_of(error: ClientError) -> str:
    """The store's own word for what is wrong."""
    return str(error.response.get("Error", {}).get("Code", ""))


@functools.cache
def bucket_of(address: S3Address, here: Path) -> Bucket:
    """The bucket; its client keeps connections open, and may be used by all threads."""
    return Bucket(address, here)


@functools.cache
def client_of(address: S3Address) -> Any:
    """Nothing is taken from files or variables of other programs: the address says it all."""
    # In their words of detail are signed requests, which somebody could send again.
    for name in ("boto3", "botocore", "s3transfer", "urllib3"):
        logging.getLogger(name).setLevel(logging.WARNING)
    options = Options(
        signature_version="s3v4",
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": 2, "mode": "standard"},
        max_pool_connections=32,
        # The sum of what is sent is signed, so that it arrives whole; the newer kind of sum is not known to every store.
        s3={"addressing_style": "path", "payload_signing_enabled": True},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.session.Session().client(
        "s3",
        endpoint_url=address.endpoint,
        region_name=address.region,
        aws_access_key_id=address.key,
        aws_secret_access_key=address.secret,
        config=options,
    )
