"""The inbox forgets what no platform repeats any more."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import inbox
from storage.database import Database, sqlite_url
from storage.inbox import RECEIVED, SqlInbox
from tests.values import SetClock


@pytest.mark.parametrize("how", ["a process starts", "many come in"])
async def test_what_is_old_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(inbox, "TIDIED", 2)
    clock = SetClock()
    async with Database(sqlite_url(tmp_path / "easel.db")) as database:
        kept = SqlInbox(database, clock)
        await kept.receive("telegram", {1: "old"})
        await kept.done("telegram", 1)
        clock.move(timedelta(days=3).total_seconds())
        if how == "many come in":
            await kept.receive("telegram", {2: "new"})
        else:
            await kept.pending("telegram")
        async with database.reading() as connection:
            numbers = (await connection.execute(sa.select(RECEIVED.c.number))).scalars()
            assert 1 not in list(numbers)
