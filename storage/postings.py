"""Which message of a chat shows which job, in SQL."""

from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from core.ports import Clock
from core.postings import Posting
from storage.database import Database
from storage.rows import table
from storage.tables import PostingRow

POSTING = table(PostingRow)
KEY = (POSTING.c.platform, POSTING.c.place, POSTING.c.message)


class SqlPostings:
    """The Postings port on a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, posting: Posting) -> None:
        """Keep what a message shows, instead of what it showed before."""
        shows = {
            "job": posting.job,
            "variant": posting.variant,
            "token": posting.token,
            "expires": posting.expires,
            "limit": posting.limit,
            "asks": posting.asks,
            "file": posting.file,
            "kept": self._clock.now(),
        }
        where = {
            "platform": posting.platform,
            "place": posting.place,
            "message": posting.message,
        }
        dialect = sqlite if self._database.is_sqlite else postgresql
        insert = cast("sqlite.Insert", dialect.insert(POSTING)).values(where | shows)
        async with self._database.writing() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=KEY, set_=shows))

    async def of(self, job: str) -> Posting | None:
        """The latest message that shows a job as a whole."""
        shows = (POSTING.c.job == job) & (POSTING.c.variant == 0)
        return await self._first(shows, POSTING.c.kept.desc(), POSTING.c.message.desc())

    async def every(self, job: str) -> tuple[Posting, ...]:
        """All messages that show a job or one of its variants, the earliest first."""
        query = sa.select(POSTING).where(POSTING.c.job == job)
        async with self._database.reading() as connection:
            rows = await connection.execute(query.order_by(POSTING.c.kept, POSTING.c.message))
            return tuple(_posting(row) for row in rows)

    async def at(self, platform: str, place: str, message: str) -> Posting | None:
        """What a message shows."""
        return await self._first(_named(platform, place, message))

    async def forget(self, posting: Posting) -> None:
        """The message is no longer there."""
        gone = sa.delete(POSTING).where(_named(posting.platform, posting.place, posting.message))
        async with self._database.writing() as connection:
            await connection.execute(gone)

    async def _first(
        self, where: sa.ColumnElement[bool], *order: sa.ColumnElement[Any]
    ) -> Posting | None:
        query = sa.select(POSTING).where(where).order_by(*order).limit(1)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return _posting(row) if row else None


def _named(platform: str, place: str, message: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        POSTING.c.platform == platform, POSTING.c.place == place, POSTING.c.message == message
    )


def _posting(row: sa.Row[Any]) -> Posting:
    return Posting(
        row.job,
        row.platform,
        row.place,
        row.message,
        row.variant,
        row.token,
        row.expires,
        row.limit,
        row.asks,
        row.file,
    )
