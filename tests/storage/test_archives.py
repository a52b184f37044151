"""Archives that were handed over in chats: kept for days, and not for ever."""

from datetime import timedelta

import pytest
from obstore.store import MemoryStore

from core.errors import TargetGone
from storage.archives import KEPT, KeptArchives
from storage.blobs import ObjectBlobs
from tests.values import SetClock


async def test_an_archive_is_kept_for_days() -> None:
    store, clock = MemoryStore(), SetClock()
    blobs, archives = ObjectBlobs(store), KeptArchives(store, clock)
    first = await archives.keep(b"first")
    clock.move(KEPT / timedelta(seconds=1) - 1)
    second = await archives.keep(b"second")
    await archives.sweep()
    assert await blobs.get(first.sha256) == b"first"
    clock.move(2)
    await archives.sweep()
    assert await blobs.get(second.sha256) == b"second"
    with pytest.raises(TargetGone):
        await blobs.get(first.sha256)


async def test_one_that_was_made_again_stays_as_long_as_the_second() -> None:
    store, clock = MemoryStore(), SetClock()
    blobs, archives = ObjectBlobs(store), KeptArchives(store, clock)
    first = await archives.keep(b"the same")
    clock.move(KEPT / timedelta(seconds=1) - 1)
    await archives.keep(b"the same")
    clock.move(2)
    await archives.sweep()
    assert await blobs.get(first.sha256) == b"the same"
    clock.move(KEPT / timedelta(seconds=1))
    await archives.sweep()
    with pytest.raises(TargetGone):
        await blobs.get(first.sha256)


async def test_one_that_is_gone_already_disturbs_nothing() -> None:
    store, clock = MemoryStore(), SetClock()
    blobs, archives = ObjectBlobs(store), KeptArchives(store, clock)
    await blobs.remove((await archives.keep(b"first")).sha256)
    clock.move(2 * KEPT / timedelta(seconds=1))
    await archives.sweep()
    names = [one["path"] async for some in store.list(prefix="archives/") for one in some]
    assert names == []


async def test_other_files_stay() -> None:
    store, clock = MemoryStore(), SetClock()
    sha256 = await ObjectBlobs(store).put(b"a picture")
    await KeptArchives(store, clock).keep(b"first")
    clock.move(2 * KEPT / timedelta(seconds=1))
    await KeptArchives(store, clock).sweep()
    assert await ObjectBlobs(store).get(sha256) == b"a picture"
