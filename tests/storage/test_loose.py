"""A file that is removed and stored anew at the same moment is there afterwards."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.sweeping import sweep
from storage.blobs import ObjectBlobs, open_store
from storage.clock import SystemClock
from storage.database import Database, sqlite_url
from storage.ledger import SqlLedger
from storage.loose import SqlLoose
from storage.reception import Reception, in_thread
from tests.core.talk import photo

NOW = timedelta(0)


class Leisurely(ObjectBlobs):
    """Removes what it is told to after a moment, in which others go on."""

    removing: asyncio.Event

    async def remove(self, sha256: str) -> None:
        self.removing.set()
        await asyncio.sleep(0.2)
        await super().remove(sha256)


@pytest.mark.parametrize("late", [0.0, 0.1], ids=["before it goes", "while it goes"])
async def test_who_sends_a_picture_while_it_is_swept_has_it(tmp_path: Path, late: float) -> None:
    blobs = Leisurely(open_store(str(tmp_path / "blobs")))
    blobs.removing = asyncio.Event()
    async with Database(sqlite_url(tmp_path / "easel.db")) as database:
        clock = SystemClock()
        ledger, loose = SqlLedger(database, clock), SqlLoose(database, clock)
        intake = Reception(in_thread(blobs), ledger, blobs)
        first = await intake.receive("1.png", photo())
        await loose.due(NOW, 1)
        sweeping = asyncio.create_task(sweep(loose, blobs, NOW))
        await blobs.removing.wait()
        await asyncio.sleep(late)
        again = await intake.receive("1.png", photo())
        assert await sweeping == 1
        assert again.asset == first.asset
        assert await blobs.size(again.asset.sha256)
        assert await ledger.asset(again.asset.sha256) == replace(again.asset, origin=None)
