"""What goes on from what, in SQL."""

from collections.abc import Collection

import sqlalchemy as sa

from storage.database import Database
from storage.rows import JOB

AT_ONCE = 500  # ids of one query: databases bound how many values one may have


class SqlKin:
    """The Kin port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def after(self, jobs: Collection[str]) -> tuple[str, ...]:
        """Ids of the jobs that go on from one of these, oldest first; of deleted ones, too."""
        wanted, found = sorted(jobs), list[str]()
        async with self._database.reading() as connection:
            for at in range(0, len(wanted), AT_ONCE):
                some = JOB.c.parent.in_(wanted[at : at + AT_ONCE])
                rows = await connection.execute(sa.select(JOB.c.id).where(some))
                found += [row.id for row in rows]
        return tuple(sorted(found))
