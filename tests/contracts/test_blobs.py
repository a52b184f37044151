"""The Blobs port: in memory, in a folder, and on an S3 server."""

import asyncio
import hashlib
from collections.abc import Generator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from core.errors import TargetGone
from storage.blobs import ObjectBlobs, open_store


@pytest.fixture(scope="session")
def s3() -> Generator[str]:
    """Endpoint of an S3 server with a bucket called easel."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", **keys)
    client.create_bucket(Bucket="easel")
    client.close()
    yield endpoint
    server.stop()


@pytest.fixture(params=["memory", "folder", "s3"])
def blobs(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ObjectBlobs:
    """Each store, opened the way production opens it."""
    if request.param == "memory":
        return ObjectBlobs.in_memory()
    if request.param == "folder":
        return ObjectBlobs(open_store(str(tmp_path / "blobs")))
    for name, value in {
        "AWS_ENDPOINT": request.getfixturevalue("s3"),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",
    }.items():
        monkeypatch.setenv(name, value)
    return ObjectBlobs(open_store(f"s3://easel/{tmp_path.name}"))


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 4096], ids=["none", "one", "1 MB"])
async def test_bytes_come_back_under_their_hash(blobs: ObjectBlobs, data: bytes) -> None:
    name = await blobs.put(data)
    assert name == hashlib.sha256(data).hexdigest()
    assert await blobs.get(name) == data


async def test_the_same_bytes_are_stored_once(blobs: ObjectBlobs) -> None:
    names = await asyncio.gather(*(blobs.put(b"the same") for _ in range(5)))
    assert len(set(names)) == 1
    assert await blobs.get(names[0]) == b"the same"


async def test_what_is_not_there_is_gone(blobs: ObjectBlobs) -> None:
    with pytest.raises(TargetGone):
        await blobs.get("0" * 64)
