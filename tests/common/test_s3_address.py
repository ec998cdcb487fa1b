"""The address of a store as an operator writes it."""

import pytest

from multaqa.common.s3_address import S3Address, read_address
from multaqa.config import BadConfig, read_config


def test_an_address_has_five_parts() -> None:
    read = read_address("https://KEY:a%2Fb%2Bc@s3.example.org/rooms?region=eu-central-1")
    assert read == S3Address("https://s3.example.org", "rooms", "eu-central-1", "KEY", "a/b+c")
    assert read_address("http://k:s@[::1]:9000/b/") == S3Address("http://[::1]:9000", "b", "us-east-1", "k", "s")
    assert read.told == "https://s3.example.org/rooms"


@pytest.mark.parametrize(
    "written",
    [
        "s3.example.org/rooms", "https://s3.example.org/rooms", "https://key@s3.example.org/rooms", "https://key:hidden@s3.example.org",
        "https://key:hidden@s3.example.org/rooms/below", "https://key:hidden@s3.example.org/rooms?colour=green",
        "https://key:hidden@s3.example.org:port/rooms", "ftp://key:hidden@s3.example.org/rooms", "https://key:hid/den@s3.example.org/rooms",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_telling_the_secret(written: str) -> None:
    with pytest.raises(BadConfig) as refused:
        read_config({"MULTAQA_S3": written})
    assert str(refused.value).startswith("MULTAQA_S3 cannot be read; it is written https://key:secret@host/bucket")
    assert "hid" not in str(refused.value)


def test_files_are_in_one_place() -> None:
    many = {"MULTAQA_DATABASE_URL": "postgresql://multaqa@db/multaqa", "MULTAQA_FILES": "/srv/multaqa"}
    with pytest.raises(BadConfig, match="are both set"):
        read_config({**many, "MULTAQA_S3": "https://key:secret@s3.example.org/rooms"})
