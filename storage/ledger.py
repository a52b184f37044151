"""The ledger in SQL: what is owed, what is done, what was delivered."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.jobs import Asset, Failure, Job, JobSpec, Outcome, State
from core.ports import Clock
from core.removing import bare, untold
from core.wire import plain
from storage.database import Database
from storage.keywords import index
from storage.loose import keep_loose
from storage.owning import TELLING
from storage.rows import JOB, JOBS, STRICT, table, to_job
from storage.tables import AssetRow, SQLModel

ASSET = table(AssetRow)
OPEN = [str(state) for state in State if not state.ended]
MOST_ASKED = 500  # values in one query
ENDED = [str(state) for state in State if state.ended]


class SqlLedger:
    """The Ledger port on a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def job(self, id: str) -> Job | None:
        """The job, or None where it was deleted or never was."""
        async with self._database.reading() as connection:
            row = (await connection.execute(JOBS.where(JOB.c.id == id))).first()
        return to_job(row) if row else None

    async def start(self, id: str, worker: str) -> Job | None:
        """Count an attempt and mark the job as running; None when it has ended already."""
        change = {
            "state": str(State.RUNNING),
            "attempts": JOB.c.attempts + 1,
            "started": self._clock.now(),
            "worker": worker,
        }
        async with self._database.writing() as connection:
            changed = await connection.execute(_while_open(id).values(change))
            if not changed.rowcount:
                return None
            return to_job((await connection.execute(JOBS.where(JOB.c.id == id))).one())

    async def release(self, id: str) -> None:
        """Take an attempt back, because the worker was stopped on purpose."""
        change = {"state": str(State.QUEUED), "attempts": JOB.c.attempts - 1, "started": None}
        await self._change(_while_open(id).values(change))

    async def finish(self, id: str, outcome: Outcome) -> bool:
        """Keep the result; False when the job had ended already: then nothing is kept."""
        now, shown = self._clock.now(), bool(outcome.variants)
        ended = {"state": str(State.DONE), "finished": now, "outcome": plain(outcome)}
        async with self._database.writing() as connection:
            kept = await connection.execute(_while_open(id).values({**ended, "shown": shown}))
            if kept.rowcount and shown:
                await index(connection, id)
        return bool(kept.rowcount)

    async def fail(self, id: str, failure: Failure) -> bool:
        """Keep why there is no result; False when the job had ended already."""
        return await self._end(id, State.FAILED, failure=plain(failure))

    async def cancel(self, id: str) -> bool:
        """End a job that is not finished; False when it had ended already."""
        return await self._end(id, State.CANCELLED)

    async def delivered(self, id: str) -> bool:
        """Keep that the answer was shown; False when it was kept before."""
        unseen = sa.update(JOB).where(JOB.c.id == id, JOB.c.delivered.is_(None))
        return await self._change(unseen.values(delivered=self._clock.now()))

    async def delete(self, id: str) -> None:
        """Forget a job's result, and all of its request but the fact of it."""
        gone = {"deleted": self._clock.now(), "outcome": None, "failure": None, "shown": False}
        mine = (JOB.c.id == id) & JOB.c.deleted.is_(None)
        later = sorted(await self.later((id,)))
        async with self._database.writing() as connection:
            row = (await connection.execute(JOBS.where(mine))).first()
            if row is not None and (job := to_job(row)) is not None:
                await _hush(connection, later, job)
                left = {**gone, "spec": plain(bare(job.spec, job.variants))}
                await connection.execute(sa.update(JOB).where(mine).values(left))
            for one in TELLING:
                if one.deleted:
                    told = SQLModel.metadata.tables[one.table]
                    await connection.execute(sa.delete(told).where(told.c[one.column] == id))

    async def deleted(self, id: str) -> JobSpec | None:
        """What a deleted job was asked for; None for others."""
        query = JOBS.where(JOB.c.id == id, JOB.c.deleted.is_not(None))
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return STRICT.spec(row.spec) if row else None

    async def later(self, jobs: Collection[str]) -> frozenset[str]:
        """Ids of all jobs that went on from these, however far."""
        found, new = set[str](), set(jobs)
        async with self._database.reading() as connection:
            while new:
                asked = sa.select(JOB.c.id).where(JOB.c.parent.in_(sorted(new)[:MOST_ASKED]))
                next_ = set((await connection.execute(asked)).scalars()) - found
                new = set(sorted(new)[MOST_ASKED:]) | next_
                found |= next_
        return frozenset(found)

    async def owed(self) -> tuple[Job, ...]:
        """Jobs that have not ended, oldest first."""
        return await self._jobs(JOB.c.state.in_(OPEN))

    async def undelivered(self) -> tuple[Job, ...]:
        """Jobs that have ended and were not delivered, oldest first."""
        return await self._jobs(JOB.c.state.in_(ENDED) & JOB.c.delivered.is_(None))

    async def keep(self, asset: Asset) -> None:
        """Keep what is known of a stored file; in which file each of its pictures came is not."""
        known = {"seconds": asset.seconds, "alpha": asset.alpha, "deep": plain(asset.deep)}
        values = plain(replace(asset, origin=None)) | known
        dialect = sqlite if self._database.is_sqlite else postgresql
        insert = cast("sqlite.Insert", dialect.insert(ASSET)).values(values)
        async with self._database.writing() as connection:
            await keep_loose(connection, asset, self._database.is_sqlite)
            # Others may keep it at this moment.
            await connection.execute(insert.on_conflict_do_nothing())

    async def asset(self, sha256: str) -> Asset | None:
        """What is known of a stored file."""
        query = sa.select(ASSET).where(ASSET.c.sha256 == sha256)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
        if row is None:
            return None
        known = dict[str, Any](row)
        known["deep"] = STRICT.deep(row["deep"]) if row["deep"] else None
        return Asset(**known)

    async def _jobs(self, condition: sa.ColumnElement[bool]) -> tuple[Job, ...]:
        query = JOBS.where(condition, JOB.c.deleted.is_(None)).order_by(JOB.c.id)
        async with self._database.reading() as connection:
            jobs = [to_job(row) for row in await connection.execute(query)]
        return tuple(job for job in jobs if job is not None)

    async def _end(self, id: str, state: State, **values: Any) -> bool:
        now = self._clock.now()
        return await self._change(_while_open(id).values(state=str(state), finished=now, **values))

    async def _change(self, statement: sa.Update | sa.Insert) -> bool:
        async with self._database.writing() as connection:
            return bool((await connection.execute(statement)).rowcount)


def _while_open(id: str) -> sa.Update:
    """A change of a job that has not ended: the first end of a job is the one that counts."""
    return sa.update(JOB).where(JOB.c.id == id, JOB.c.state.in_(OPEN), JOB.c.deleted.is_(None))


async def _hush(connection: AsyncConnection, jobs: Sequence[str], gone: Job) -> None:
    """Take the words and pictures of what was before out of later jobs."""
    for start in range(0, len(jobs), MOST_ASKED):
        some = JOB.c.id.in_(jobs[start : start + MOST_ASKED]) & JOB.c.deleted.is_(None)
        for row in (await connection.execute(JOBS.where(some))).all():
            spec = STRICT.spec(row.spec)
            if (left := untold(spec, gone)) != spec:
                change = sa.update(JOB).where(JOB.c.id == row.id).values(spec=plain(left))
                await connection.execute(change)
