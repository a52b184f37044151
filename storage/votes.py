"""Who voted for which variant, in SQL."""

from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.votes import Tally, tallied
from storage.database import Database
from storage.rows import JOB, table
from storage.tables import VoteRow

VOTE = table(VoteRow)


class SqlVotes:
    """The Votes port on a database; the tally lies in the row of its job, too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def vote(self, job: str, person: str, variant: int) -> Tally:
        """Keep a person's vote (`variant` is 1-based) instead of any before; gives the tally."""
        dialect = sqlite if self._database.is_sqlite else postgresql
        row = {"job": job, "person": person, "variant": variant}
        insert = cast("sqlite.Insert", dialect.insert(VOTE)).values(row)
        key = (VOTE.c.job, VOTE.c.person)
        kept = insert.on_conflict_do_update(index_elements=key, set_={"variant": variant})
        return await self._counted(job, kept)

    async def of(self, job: str, person: str) -> int:
        """The variant that a person voted for; 0 where they did not."""
        query = sa.select(VOTE.c.variant).where(_by(job, person))
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar() or 0

    async def _counted(self, job: str, change: sa.Insert) -> Tally:
        """The tally after a change, which is kept in the row of its job."""
        async with self._database.writing() as connection:
            # Two who vote at once are counted one after the other.
            mine = sa.select(JOB.c.id).where(JOB.c.id == job).with_for_update()
            await connection.execute(mine)
            await connection.execute(change)
            return await recounted(connection, job)


async def voted_on(connection: AsyncConnection, people: Sequence[str]) -> tuple[str, ...]:
    """The jobs on whose variants some accounts voted."""
    query = sa.select(VOTE.c.job).where(VOTE.c.person.in_(people)).distinct()
    return tuple((await connection.execute(query)).scalars())


async def recounted(connection: AsyncConnection, job: str) -> Tally:
    """The tally of the rows that there are, which is kept in the row of its job."""
    found = await connection.execute(sa.select(VOTE.c.variant).where(VOTE.c.job == job))
    tally = tallied(list(found.scalars()))
    votes = list(tally) or None
    await connection.execute(sa.update(JOB).where(JOB.c.id == job).values(votes=votes))
    return tally


def _by(job: str, person: str) -> sa.ColumnElement[bool]:
    return sa.and_(VOTE.c.job == job, VOTE.c.person == person)
