"""The Blobs port: in memory, in a folder, and on an S3 server."""

import asyncio
import hashlib
import random
from collections.abc import Generator
from pathlib import Path

import pytest

from core.errors import TargetGone
from storage.blobs import ObjectBlobs, open_store
from tests.s3_server import BUCKET, s3_server


@pytest.fixture(scope="session")
def s3() -> Generator[dict[str, str]]:
    """The variables that lead to an S3 server."""
    with s3_server() as variables:
        yield variables


@pytest.fixture(params=["memory", "folder", "s3"])
def blobs(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ObjectBlobs:
    """Each store, opened the way production opens it."""
    if request.param == "memory":
        return ObjectBlobs.in_memory()
    if request.param == "folder":
        return ObjectBlobs(open_store(str(tmp_path / "blobs")))
    for name, value in request.getfixturevalue("s3").items():
        monkeypatch.setenv(name, value)
    return ObjectBlobs(open_store(f"s3://{BUCKET}/{tmp_path.name}"))


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 4096], ids=["none", "one", "1 MB"])
async def test_bytes_come_back_under_their_hash(blobs: ObjectBlobs, data: bytes) -> None:
    name = await blobs.put(data)
    assert name == hashlib.sha256(data).hexdigest()
    assert await blobs.get(name) == data


async def test_the_same_bytes_are_stored_once(blobs: ObjectBlobs) -> None:
    names = await asyncio.gather(*(blobs.put(b"the same") for _ in range(5)))
    assert len(set(names)) == 1
    assert await blobs.get(names[0]) == b"the same"


async def test_what_is_made_of_a_file_lies_under_its_key_and_stays(blobs: ObjectBlobs) -> None:
    key = f"{await blobs.put(b'the original')}.small"
    with pytest.raises(TargetGone):
        await blobs.size(key)
    for data in (b"first", b"later"):
        await blobs.put_as(key, data)
    assert await blobs.get(key) == b"first"
    assert await blobs.size(key) == len(b"first")
    assert [piece async for piece in blobs.read(key, 1, 3)] == [b"ir"]


async def test_what_is_not_there_is_gone(blobs: ObjectBlobs) -> None:
    with pytest.raises(TargetGone):
        await blobs.get("0" * 64)


@pytest.mark.parametrize(
    ("start", "stop"),
    [
        pytest.param(0, 300_000, id="all of it"),
        pytest.param(0, 1, id="the first byte"),
        pytest.param(299_999, 300_000, id="the last byte"),
        pytest.param(1_000, 200_000, id="a part in the middle"),
    ],
)
async def test_a_part_is_read_in_pieces(blobs: ObjectBlobs, start: int, stop: int) -> None:
    data = random.Random(7).randbytes(300_000)
    name = await blobs.put(data)
    assert await blobs.size(name) == len(data)
    assert b"".join([piece async for piece in blobs.read(name, start, stop)]) == data[start:stop]


async def test_of_what_is_not_there_nothing_is_read(blobs: ObjectBlobs) -> None:
    with pytest.raises(TargetGone):
        await blobs.size("0" * 64)
    with pytest.raises(TargetGone):
        await anext(blobs.read("0" * 64, 0, 1))
