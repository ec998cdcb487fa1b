"""A real S3 server over HTTP, as a process on the loopback: it checks keys and signatures, and can be killed."""

import os
import subprocess
import sys
from dataclasses import dataclass
from urllib.parse import quote

import boto3
from botocore.config import Config

BUCKET = "multaqa"
POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "*"}]}'
# What is asked before anybody has a key: two people, their keys, their rights, a bucket.
FOUNDING = 7


@dataclass
class S3Server:
    """`url` is what an operator writes; `reader` that of somebody who may only read."""

    process: "subprocess.Popen[str]"
    endpoint: str
    url: str = ""
    reader: str = ""
    keys: tuple[str, str] = ("", "")

    def kill(self) -> None:
        """It is away at once."""
        self.process.kill()
        self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()

    def names(self) -> list[str]:
        """What is in the bucket."""
        found = _client("s3", self.endpoint, *self.keys).list_objects_v2(Bucket=BUCKET)
        return [row["Key"] for row in found.get("Contents", ())]

    def empty(self) -> None:
        """Takes everything out of the bucket."""
        client = _client("s3", self.endpoint, *self.keys)
        for name in self.names():
            client.delete_object(Bucket=BUCKET, Key=name)


def start(port: int = 0) -> S3Server:
    """Runs when this returns, and has the bucket."""
    environment = {**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": str(FOUNDING)}
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert process.stderr is not None
    running = next(line for line in process.stderr if "Running on http://" in line)
    server = S3Server(process, running.split("Running on ")[1].strip())
    _client("s3", server.endpoint).create_bucket(Bucket=BUCKET)
    server.keys = _somebody(server.endpoint, "house", "s3:*")
    server.url = address(server.endpoint, server.keys)
    server.reader = address(server.endpoint, _somebody(server.endpoint, "reader", "s3:Get*"))
    return server


def address(endpoint: str, keys: tuple[str, str], bucket: str = BUCKET) -> str:
    """As MULTAQA_S3 is written."""
    key, secret = (quote(part, safe="") for part in keys)
    return endpoint.replace("://", f"://{key}:{secret}@") + f"/{bucket}"


def _somebody(endpoint: str, name: str, right: str) -> tuple[str, str]:
    iam = _client("iam", endpoint)
    iam.create_user(UserName=name)
    made = iam.create_access_key(UserName=name)["AccessKey"]
    iam.put_user_policy(UserName=name, PolicyName=name, PolicyDocument=POLICY % right)
    return made["AccessKeyId"], made["SecretAccessKey"]


def _client(what: str, endpoint: str, key: str = "nobody", secret: str = "nothing"):
    options = Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1})
    return boto3.session.Session().client(
        what, endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key=secret, config=options
    )
