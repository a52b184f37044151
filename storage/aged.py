"""What grows old, in SQL."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.ledger import ENDED, SqlLedger
from storage.owning import KEEPING, TELLING
from storage.rows import CHANNEL, JOB, TURN
from storage.tables import SQLModel

TABLES = SQLModel.metadata.tables
LATER = JOB.alias("later")


class SqlAged:
    """The Aged port on a database."""

    def __init__(self, database: Database, ledger: SqlLedger) -> None:
        self._database = database
        self._ledger = ledger

    async def platforms(self) -> tuple[str, ...]:
        """Names of all platforms of which something is kept."""
        query = sa.select(CHANNEL.c.platform).distinct().order_by(CHANNEL.c.platform)
        async with self._database.reading() as connection:
            return tuple((await connection.execute(query)).scalars())

    async def drop(self, platform: str, before: datetime, limit: int) -> int:
        """Remove the oldest of what came in before a moment; returns how much it was."""
        there = sa.select(CHANNEL.c.id).where(CHANNEL.c.platform == platform)
        old = [(one.c.created < before) & one.c.channel.in_(there) for one in (JOB, TURN)]
        async with self._database.reading() as connection:
            results = (await connection.execute(_results(old[0]).limit(limit))).scalars().all()
        for id in results:
            await self._ledger.delete(id)
        async with self._database.reading() as connection:
            turns = (await connection.execute(_turns(old[1]).limit(limit))).scalars().all()
            facts = (await connection.execute(_facts(old[0]).limit(limit))).scalars().all()
        if turns or facts:
            async with self._database.writing() as connection:
                await connection.execute(sa.delete(TURN).where(TURN.c.id.in_(turns)))
                await _drop_facts(connection, facts)
        return len(results) + len(turns) + len(facts)


def _results(old: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Results that nobody wants kept, and from which nothing goes on that is kept."""
    goes_on = sa.exists().where(LATER.c.parent == JOB.c.id, LATER.c.deleted.is_(None))
    ended = JOB.c.deleted.is_(None) & JOB.c.state.in_(ENDED)
    query = sa.select(JOB.c.id).where(old, ended, ~goes_on)
    for one in KEEPING:
        query = query.where(JOB.c.id.not_in(sa.select(TABLES[one.table].c[one.column])))
    return query.order_by(JOB.c.id)


def _turns(old: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Turns that began no job, or one that is deleted."""
    deleted = sa.select(JOB.c.id).where(JOB.c.id == TURN.c.job, JOB.c.deleted.is_not(None))
    idle = TURN.c.job.is_(None) | deleted.exists()
    return sa.select(TURN.c.id).where(old, idle).order_by(TURN.c.id)


def _facts(old: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """What is left of deleted jobs that led to nothing."""
    led = sa.exists().where(LATER.c.parent == JOB.c.id)
    told = sa.exists().where(TURN.c.job == JOB.c.id)
    query = sa.select(JOB.c.id).where(old, JOB.c.deleted.is_not(None), ~led, ~told)
    return query.order_by(JOB.c.id)


async def _drop_facts(connection: AsyncConnection, facts: Any) -> None:
    for one in TELLING:
        column = TABLES[one.table].c[one.column]
        await connection.execute(sa.delete(TABLES[one.table]).where(column.in_(facts)))
    await connection.execute(sa.delete(JOB).where(JOB.c.id.in_(facts)))
