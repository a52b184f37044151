"""What platforms sent, in SQL, until it was dealt with."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from core.ports import Clock
from storage.database import Database
from storage.rows import table
from storage.tables import ReceivedRow

RECEIVED = table(ReceivedRow)
REMEMBERED = timedelta(days=2)  # Telegram keeps an update for one
TIDIED = 1000  # updates after which what is older is forgotten


class SqlInbox:
    """The Inbox port on a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._untidy = 0  # updates since
        self._ended = set[tuple[str, int]]()  # dealt with, and not written yet
        self._writing = asyncio.Lock()

    async def receive(self, platform: str, updates: Mapping[int, str]) -> tuple[int, ...]:
        """Keep what came in; gives the numbers that were never there before, in order."""
        if not updates:
            return ()
        dialect = sqlite if self._database.is_sqlite else postgresql
        insert = cast("sqlite.Insert", dialect.insert(RECEIVED)).on_conflict_do_nothing()
        rows = [
            {"platform": platform, "number": number, "content": content}
            for number, content in sorted(updates.items())
        ]
        async with self._database.writing() as connection:
            new = await connection.execute(insert.returning(RECEIVED.c.number).values(rows))
            numbers = tuple(sorted(new.scalars()))
            self._untidy += len(numbers)
            if self._untidy >= TIDIED:
                await connection.execute(self._old())
                self._untidy = 0
        return numbers

    async def pending(self, platform: str) -> Mapping[int, str]:
        """What was not dealt with yet, in the order of its numbers; what is old is forgotten."""
        query = (
            sa.select(RECEIVED.c.number, RECEIVED.c.content)
            .where(RECEIVED.c.platform == platform, RECEIVED.c.done.is_(None))
            .order_by(RECEIVED.c.number)
        )
        async with self._database.writing() as connection:
            await connection.execute(self._old())
            return {row.number: row.content for row in await connection.execute(query)}

    async def done(self, platform: str, number: int) -> None:
        """It was dealt with; its number is remembered for two days.

        What ends while others are being written is written with the next: each transaction waits
        for the disk.
        """
        self._ended.add((platform, number))
        async with self._writing:
            if (platform, number) not in self._ended:
                return  # it was written with another
            ended = {one for where, one in self._ended if where == platform}
            await self._write_done(platform, ended)
            self._ended -= {(platform, one) for one in ended}

    async def _write_done(self, platform: str, numbers: Collection[int]) -> None:
        values = {"content": "", "done": self._clock.now()}
        where = (RECEIVED.c.platform == platform) & RECEIVED.c.number.in_(numbers)
        async with self._database.writing() as connection:
            await connection.execute(sa.update(RECEIVED).where(where).values(values))

    def _old(self) -> sa.Delete:
        """Forgets what no platform repeats any more."""
        return sa.delete(RECEIVED).where(RECEIVED.c.done < self._clock.now() - REMEMBERED)
