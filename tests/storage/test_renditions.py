"""Small versions are made once, kept, and done without where they cannot be made."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from core.errors import TargetGone
from core.renditions import Version, named
from storage.blobs import ObjectBlobs, open_store
from storage.renditions import KeptRenditions, RenditionProcess, Unmade, in_thread, key_of
from tests.pictures_made import as_png, landscape

PICTURE = as_png(landscape())
CHAT, THUMB = named("chat-1600.jpg"), named("thumb-208.jpg")


class Counting:
    """Makes small versions of `blobs`, and counts them; while `fails` it makes none."""

    def __init__(self, blobs: ObjectBlobs) -> None:
        self.count = 0
        self.fails = False
        self._make = in_thread(blobs)

    async def make(self, sha256: str, rendition: Version) -> str:
        """Make one."""
        self.count += 1
        if self.fails:
            raise Unmade("out of paint")
        return await self._make(sha256, rendition)


@pytest.fixture
def blobs() -> ObjectBlobs:
    return ObjectBlobs.in_memory()


@pytest.fixture
def making(blobs: ObjectBlobs) -> Counting:
    return Counting(blobs)


async def test_many_who_ask_at_once_get_the_same_one(blobs: ObjectBlobs, making: Counting) -> None:
    sha256, kept = await blobs.put(PICTURE), KeptRenditions(making.make, blobs)
    keys = await asyncio.gather(*(kept.made(sha256, CHAT) for _ in range(20)))
    assert (set(keys), making.count) == ({key_of(sha256, CHAT)}, 1)
    assert await kept.made(sha256, THUMB) == key_of(sha256, THUMB)
    assert making.count == 2


async def test_what_was_made_before_is_found(blobs: ObjectBlobs, making: Counting) -> None:
    sha256 = await blobs.put(PICTURE)
    keys = [await KeptRenditions(making.make, blobs).made(sha256, CHAT) for _ in range(3)]
    assert (len(set(keys)), making.count) == (1, 1)


async def test_one_that_cannot_be_made_is_done_without(
    blobs: ObjectBlobs, making: Counting
) -> None:
    sha256, kept = await blobs.put(PICTURE), KeptRenditions(making.make, blobs)
    making.fails = True
    assert await kept.made(sha256, CHAT) is None
    making.fails = False
    assert await kept.made(sha256, CHAT) == key_of(sha256, CHAT)


async def test_of_what_is_no_picture_none_is_made(blobs: ObjectBlobs, making: Counting) -> None:
    sha256 = await blobs.put(b"no picture")
    assert await KeptRenditions(making.make, blobs).made(sha256, CHAT) is None


async def test_of_what_is_not_there_none_is_made(blobs: ObjectBlobs, making: Counting) -> None:
    with pytest.raises(TargetGone):
        await KeptRenditions(making.make, blobs).made("0" * 64, CHAT)


async def test_who_leaves_takes_nothing_from_the_others(
    blobs: ObjectBlobs, making: Counting
) -> None:
    sha256, kept = await blobs.put(PICTURE), KeptRenditions(making.make, blobs)
    leaves, stays = (asyncio.create_task(kept.made(sha256, CHAT)) for _ in range(2))
    await asyncio.sleep(0)
    leaves.cancel()
    assert await stays == key_of(sha256, CHAT)


async def test_a_process_makes_and_stores_them_and_is_replaced(tmp_path: Path) -> None:
    blobs, process = ObjectBlobs(open_store(str(tmp_path))), RenditionProcess(str(tmp_path))
    sha256, kept = await blobs.put(PICTURE), KeptRenditions(process.make, blobs)
    key = await kept.made(sha256, CHAT)
    assert key is not None
    assert (await blobs.get(key)).startswith(b"\xff\xd8\xff")
    with pytest.raises(TargetGone):
        await kept.made("0" * 64, CHAT)
    for child in process.processes:
        os.kill(child, signal.SIGKILL)
    assert await kept.made(sha256, THUMB) is None
    assert await kept.made(sha256, THUMB) == key_of(sha256, THUMB)
    process.close()
