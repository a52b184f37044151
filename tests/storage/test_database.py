"""SQLite is read in place, and waited for elsewhere where another process holds it."""

import asyncio
import gc
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.clock import SystemClock
from storage.database import Database, sqlite_url
from storage.history import SqlHistory
from storage.until_signal import YOUNG, settle
from tests.values import turn


async def test_a_page_waits_for_a_locked_file_without_holding_the_loop(tmp_path: Path) -> None:
    path = tmp_path / "easel.db"
    async with Database(sqlite_url(path)) as database:
        history = SqlHistory(database, SystemClock())
        channel = (await history.channel("web", "studio")).id
        person = await history.person("web", "ada")
        await history.open_turn(turn("1", "k", channel=channel, person=person))
    async with Database(sqlite_url(path)) as database:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            _take_alone(other)
            reading = asyncio.create_task(SqlHistory(database, SystemClock()).page(channel))
            await asyncio.sleep(0.2)  # which it would not come back from if the loop were held
            assert not reading.done()
        page = await asyncio.wait_for(reading, 20)
    assert [entry.id for entry in page.turns] == ["1"]


def _take_alone(connection: sqlite3.Connection) -> None:
    """Lock the file against everybody else's reading, too, until the connection is closed."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("BEGIN EXCLUSIVE")


async def test_what_a_process_starts_with_is_looked_at_no_more() -> None:
    young = gc.get_threshold()
    try:
        settle()
        assert gc.get_freeze_count() > 10_000
        assert gc.get_threshold()[0] == YOUNG
        circle: list[object] = []
        circle.append(circle)
        del circle
        assert gc.collect() >= 1
    finally:
        gc.unfreeze()
        gc.set_threshold(*young)
