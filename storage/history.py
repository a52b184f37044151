"""The history in SQL: channels, people, and what was said and answered."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.actions import code_of
from core.jobs import Job, State
from core.ports import Clock, Page
from core.removing import names
from core.replies import Channel, Reply, Turn
from core.wire import plain
from core.wording import name as name_of
from storage.database import Database
from storage.rows import (
    CHANNEL,
    ENTRIES,
    JOB,
    JOBS,
    PAGE,
    TURN,
    from_job,
    from_turn,
    table,
    to_channel,
    to_job,
    to_turn,
    to_turns,
)
from storage.tables import LinkRow, PersonRow

PERSON = table(PersonRow)
LINK = table(LinkRow)
OTHER = sa.select(LINK.c.other).where(LINK.c.person == sa.bindparam("person"))
OPEN_TURN = TURN.c.job.is_(None) & TURN.c.reply.is_(None)
MOST_LOOKED_FOR = 40  # texts in one query
PIECE = 500  # turns that are looked at together
SAME = JOB.alias()
# What goes on from a job that is not kept yet.
AFTER = (
    sa.select(JOB.c.id)
    .where(JOB.c.parent == sa.bindparam("job"))
    .where(~sa.exists().where(SAME.c.id == sa.bindparam("job")))
    .limit(1)
)
LAST = "~"  # sorts after every id


class SqlHistory:
    """The History port on a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._page = database.driver_query(PAGE)
        self._other = database.driver_query(OTHER)

    async def channel(self, platform: str, external: str, title: str = "") -> Channel:
        """The channel that the platform calls `external`; made when it is new."""
        row = await self._named(CHANNEL, platform, external, {"title": name_of(title) or external})
        return to_channel(row)

    async def channels(self, platform: str) -> tuple[Channel, ...]:
        """All channels of a platform, oldest first."""
        query = sa.select(CHANNEL).where(CHANNEL.c.platform == platform).order_by(CHANNEL.c.id)
        async with self._database.reading() as connection:
            return tuple(to_channel(row) for row in await connection.execute(query))

    async def channel_of(self, id: str) -> Channel | None:
        """The channel of that id; None where there is none."""
        async with self._database.reading() as connection:
            query = sa.select(CHANNEL).where(CHANNEL.c.id == id)
            row = (await connection.execute(query)).first()
        return to_channel(row) if row else None

    async def person(self, platform: str, external: str, name: str = "") -> str:
        """Id of the person whom the platform calls `external`; made when new."""
        return (await self._named(PERSON, platform, external, {"name": name_of(name)})).id

    async def called(self, person: str) -> str:
        """What the platform calls the person of that id; empty where nobody has it."""
        query = sa.select(PERSON.c.external).where(PERSON.c.id == person)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar() or ""

    async def accounts(self, person: str) -> tuple[str, ...]:
        """Ids of all accounts of the one whose account this is, in order; this one among them."""
        found = await self._database.fetch(self._other, {"person": person})
        return tuple(sorted((person, *(row[0] for row in found))))

    async def open_turn(self, turn: Turn) -> Turn | None:
        """Keep what came in; an existing turn of the same key and channel is returned instead."""
        async with self._database.writing() as connection:
            kept = await connection.execute(self._insert_once(TURN, from_turn(turn)))
            if kept.rowcount:
                return None
            same = (TURN.c.channel == turn.channel) & (TURN.c.key == turn.key)
            return to_turn((await connection.execute(ENTRIES.where(same))).one())

    async def answer(
        self, turn: str, reply: Reply | None = None, job: Job | None = None
    ) -> Turn | None:
        """Keep the answer of a turn, and the job that it begins, unless it has its answer."""
        values: dict[str, Any] = {"job": job.id if job else None}
        if reply is not None:
            values["reply"] = plain(reply)
        open_turn = OPEN_TURN & (TURN.c.id == turn)
        async with self._database.writing() as connection:
            if job is not None:
                await self._keep(job, connection)
            kept = await connection.execute(sa.update(TURN).where(open_turn).values(values))
            if kept.rowcount:
                return None
            await connection.rollback()
            return to_turn((await connection.execute(ENTRIES.where(TURN.c.id == turn))).one())

    async def _keep(self, job: Job, connection: AsyncConnection) -> None:
        """Keep a job that is new: its row, and with it what it goes on from, never changes.

        So lineages have no circle as long as nothing goes on from a job before that is kept.
        """
        if job.spec.lineage is not None:
            assert job.spec.lineage.job != job.id, f"{job.id} goes on from itself"
            later = (await connection.execute(AFTER, {"job": job.id})).scalar()
            assert later is None, f"{later} goes on from {job.id}, which is only kept now"
        await connection.execute(self._insert_once(JOB, from_job(job)))

    async def amend(self, turn: str, reply: Reply) -> None:
        """Replace the answer of a turn."""
        values = {"job": None, "reply": plain(reply)}
        async with self._database.writing() as connection:
            await connection.execute(sa.update(TURN).where(TURN.c.id == turn).values(values))

    async def empty(self, turn: str, reply: Reply) -> None:
        """Replace the answer of a turn, and take out what came in."""
        nothing = {"words": "", "pictures": [], "action": "", "reply_to": ""}
        values = {**nothing, "job": None, "reply": plain(reply)}
        async with self._database.writing() as connection:
            await connection.execute(sa.update(TURN).where(TURN.c.id == turn).values(values))

    async def naming(self, jobs: Collection[str]) -> tuple[Turn, ...]:
        """The turns anywhere whose replies tell of one of these jobs, or have a button for one.

        A reply is younger than the jobs that it tells of, so what is older is not looked at.
        """
        if not jobs:
            return ()
        text = (
            sa.type_coerce(TURN.c.reply, sa.Text())
            if self._database.is_sqlite
            else (sa.cast(TURN.c.reply, sa.Text()))
        )
        said = [text.contains(one) for id in jobs for one in (id, code_of(id))]
        query = ENTRIES.where(TURN.c.reply.is_not(None), TURN.c.id > min(jobs)).order_by(TURN.c.id)
        if len(said) <= MOST_LOOKED_FOR:
            query = query.where(sa.or_(*said))
        found = list[Turn]()
        async with self._database.reading() as connection:
            streamed = await connection.stream(query)
            async for rows in streamed.partitions(PIECE):
                found += [turn for turn in to_turns(rows) if turn.reply and names(turn.reply, jobs)]
        return tuple(found)

    async def unanswered(self, platform: str, before: datetime) -> tuple[Turn, ...]:
        """The turns of a platform that came in before a moment and have no answer, oldest first."""
        places = sa.select(CHANNEL.c.id).where(CHANNEL.c.platform == platform)
        query = ENTRIES.where(OPEN_TURN, TURN.c.created < before, TURN.c.channel.in_(places))
        async with self._database.reading() as connection:
            return to_turns(await connection.execute(query.order_by(TURN.c.id)))

    async def page(self, channel: str, before: str | None = None, limit: int = 50) -> Page:
        """The latest `limit` turns before the key `before`, with their jobs."""
        asked = {"channel": channel, "before": before or LAST, "limit": limit + 1}
        rows = await self._database.fetch(self._page, asked)
        turns = to_turns(reversed(rows[:limit]))
        return Page(turns, turns[0].id if len(rows) > limit else None)

    async def showing(self, channel: str, job: str) -> tuple[Turn, ...]:
        """The turns of a channel that show pictures of a job which they did not begin."""
        about = TURN.c.reply["job"].as_string() == job
        query = ENTRIES.where(TURN.c.channel == channel, TURN.c.job.is_(None), about)
        async with self._database.reading() as connection:
            turns = to_turns(await connection.execute(query.order_by(TURN.c.id)))
        return tuple(turn for turn in turns if turn.reply and turn.reply.shown)

    async def turn_of(self, job: str) -> Turn | None:
        """The turn that began a job."""
        async with self._database.reading() as connection:
            row = (await connection.execute(ENTRIES.where(TURN.c.job == job))).first()
        return to_turn(row) if row else None

    async def called_so(self, channel: str, keys: Collection[str]) -> tuple[Turn, ...]:
        """The turns of a channel that have one of these keys, oldest first."""
        query = ENTRIES.where(TURN.c.channel == channel, TURN.c.key.in_(keys))
        async with self._database.reading() as connection:
            return to_turns(await connection.execute(query.order_by(TURN.c.id)))

    async def latest(self, channel: str) -> Job | None:
        """The job that gave the latest result with a picture in a channel."""
        query = (
            JOBS.where(JOB.c.channel == channel, JOB.c.state == str(State.DONE))
            .where(JOB.c.shown, JOB.c.deleted.is_(None))
            .order_by(JOB.c.id.desc())
            .limit(1)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return to_job(row) if row else None

    async def made_by(self, person: str, limit: int = 50) -> tuple[Job, ...]:
        """The latest `limit` jobs of a person, with any of their accounts, that gave a picture."""
        accounts = await self.accounts(person)
        query = (
            JOBS.where(JOB.c.person.in_(accounts), JOB.c.state == str(State.DONE))
            .where(JOB.c.shown, JOB.c.deleted.is_(None))
            .order_by(JOB.c.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as connection:
            jobs = [to_job(row) for row in await connection.execute(query)]
        return tuple(job for job in jobs if job is not None)

    async def _named(
        self, where: sa.Table, platform: str, external: str, more: dict[str, Any]
    ) -> sa.Row[Any]:
        """The row that a platform calls `external`, made when it is new."""
        query = sa.select(where).where(where.c.platform == platform, where.c.external == external)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        if row is not None:
            return row
        names = {"platform": platform, "external": external}
        stamp = {"id": self._clock.new_id(), "created": self._clock.now()}
        async with self._database.writing() as connection:
            await connection.execute(self._insert_once(where, stamp | names | more))
            return (await connection.execute(query)).one()

    def _insert_once(self, where: sa.Table, values: dict[str, Any]) -> sa.Insert:
        """An insert that does nothing where the row is there."""
        dialect = sqlite if self._database.is_sqlite else postgresql
        statement = cast("sqlite.Insert", dialect.insert(where))
        return statement.values(values).on_conflict_do_nothing()
