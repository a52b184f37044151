"""The search of what was made before, in SQL: as quick in a million results as in ten thousand.

Whatever is looked for is a list of jobs, newest first, that an index holds: those of a word, of a
model, of a time. One list alone is read from where the last page ended. Of several, the newest of
each are looked at (`REACH`), and for these it is counted in which lists they are. So what has any
keyword that fewer results have, or is of a time in which fewer were made, is always found. Where
all that is found is equally near, the next page looks at as many from where the last one ended.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from core.jobs import Job, State
from core.keywords import of_favourite
from core.past import EVER, Found, Period, Reach, Spot, Wanted, variant_of
from core.ports import Clock
from core.replies import Turn
from storage.clock import first_id
from storage.database import Database
from storage.keywords import FAVOURITE, KEYWORD
from storage.lent import MADE
from storage.loose import NEED
from storage.rows import ENTRIES, JOB, JOBS, TURN, to_job, to_turn

REACH = 500  # jobs of each list that are looked at where there are several
LAST = "~"  # sorts after every id
Forms = frozenset[str]


class SqlPast:
    """The Past port on a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def find(
        self, reach: Reach, wanted: Wanted, after: Spot | None = None, limit: int = 5
    ) -> Found:
        """The results within reach that have all that they must; the nearest, then the newest."""
        lists = (*wanted.words, *wanted.must)
        if len(lists) > 1 or wanted.period != EVER:
            query = _ranked(reach, wanted, after)
        else:
            query = _of_one(reach, lists, after, limit + 1)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.limit(limit + 1))).all()
            ids = [row.job for row in rows[:limit]]
            found = await connection.execute(JOBS.where(JOB.c.id.in_(ids)))
            known = {row.id: to_job(row) for row in found}
        jobs = tuple(job for id in ids if (job := known.get(id)) is not None)
        last = rows[limit - 1] if len(rows) > limit else None
        return Found(jobs, Spot(last.shared, last.job) if last else None)

    async def favour(self, person: str, job: str, variant: int, kept: bool = True) -> bool:
        """Keep a variant among a person's favourites, or no longer; False where it was so."""
        row = {"job": job, "person": person, "variant": variant}
        async with self._database.writing() as connection:
            if kept:
                new = row | {"kept": self._clock.now()}
                changed = await connection.execute(self._insert_once(FAVOURITE, new))
            else:
                same = (FAVOURITE.c[name] == value for name, value in row.items())
                changed = await connection.execute(sa.delete(FAVOURITE).where(*same))
            await connection.execute(_unmark(person, job))
            mark = sa.literal(of_favourite(person))
            marked = sa.select(JOB.c.channel, mark, JOB.c.id, JOB.c.person).where(
                sa.exists().where(FAVOURITE.c.job == JOB.c.id, FAVOURITE.c.person == person),
                JOB.c.id == job,
                JOB.c.shown,
            )
            columns = ["channel", "word", "job", "person"]
            await connection.execute(sa.insert(KEYWORD).from_select(columns, marked))
        return bool(changed.rowcount)

    async def favourites(
        self, people: Collection[str], jobs: Collection[str]
    ) -> Mapping[str, tuple[int, ...]]:
        """Which variants of `jobs` are favourites of any of these accounts."""
        query = (
            sa.select(FAVOURITE.c.job, FAVOURITE.c.variant)
            .where(FAVOURITE.c.person.in_(people), FAVOURITE.c.job.in_(jobs))
            .distinct()
            .order_by(FAVOURITE.c.job, FAVOURITE.c.variant)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        by_job = groupby(rows, key=lambda row: row.job)
        return {job: tuple(row.variant for row in group) for job, group in by_job}

    async def of_file(self, people: Collection[str], sha256: str) -> tuple[Job, ...]:
        """The results of these accounts of which a variant is the file of that name."""
        having = sa.select(NEED.c.owner).where(NEED.c.sha256 == sha256, NEED.c.holder == MADE)
        theirs = JOBS.where(JOB.c.id.in_(having), JOB.c.person.in_(people))
        async with self._database.reading() as connection:
            rows = await connection.execute(theirs.order_by(JOB.c.id).limit(REACH))
            jobs = [job for row in rows if (job := to_job(row)) is not None]
        # A clip may have the file as its poster: of that it is no variant.
        return tuple(job for job in jobs if variant_of(job, sha256))

    async def ending_in(self, ending: str) -> tuple[str, ...]:
        """The ids of up to two jobs that end so: it looks through all of them."""
        query = sa.select(JOB.c.id).where(JOB.c.id.endswith(ending, autoescape=True)).limit(2)
        async with self._database.reading() as connection:
            return tuple(row.id for row in await connection.execute(query))

    async def asked(self, turn: str) -> Turn | None:
        """The turn of that id; None where there is none."""
        async with self._database.reading() as connection:
            row = (await connection.execute(ENTRIES.where(TURN.c.id == turn))).first()
        return to_turn(row) if row else None

    def _insert_once(self, where: sa.Table, values: dict[str, Any]) -> sa.Insert:
        dialect = sqlite if self._database.is_sqlite else postgresql
        statement = cast("sqlite.Insert", dialect.insert(where))
        return statement.values(values).on_conflict_do_nothing()


def _unmark(person: str, job: str) -> sa.Delete:
    here = sa.select(JOB.c.channel).where(JOB.c.id == job).scalar_subquery()
    return sa.delete(KEYWORD).where(
        KEYWORD.c.channel == here, KEYWORD.c.word == of_favourite(person), KEYWORD.c.job == job
    )


def _of_one(
    reach: Reach, lists: Sequence[Forms], after: Spot | None, limit: int
) -> sa.Select[Any, Any]:
    """The newest of one list, or of everything, from where the last page ended."""
    high = after.job if after else LAST
    found = _having(reach, lists[0], limit, high=high) if lists else _made(reach, high, limit)
    newest = sa.union(*found).subquery()
    shared = sa.literal(1).label("shared")
    return sa.select(newest.c.job, shared).order_by(newest.c.job.desc())


def _ranked(reach: Reach, wanted: Wanted, after: Spot | None) -> sa.Select[Any, Any]:
    """Those of several lists, and of a period, that have what they must."""
    low, high = _ids_of(wanted.period)
    # Where there is one word at most, all that is left is as near as what was found, and older.
    below = after.job if after is not None and len(wanted.words) <= 1 else LAST
    high = min(high, below)
    lists = (*wanted.words, *wanted.must)
    newest = [one for forms in lists for one in _having(reach, forms, REACH, low, high)]
    if wanted.period != EVER:
        newest += _made_in(reach, wanted.period, below)
    some = sa.union(*newest).subquery()
    counted = [sa.case((_has(reach, forms, some.c.job), 1), else_=0) for forms in wanted.words]
    shared = sum(counted, start=sa.literal(0)).label("shared")
    near = sa.select(some.c.job, shared, sa.func.max(shared).over().label("most")).where(
        *(_has(reach, forms, some.c.job) for forms in wanted.must)
    )
    if wanted.period != EVER:
        near = near.join(JOB, JOB.c.id == some.c.job).where(*_within(wanted.period))
    fit = near.subquery()
    query = sa.select(fit.c.job, fit.c.shared).where(fit.c.shared * 2 >= fit.c.most)
    if wanted.words:
        query = query.where(fit.c.shared > 0)
    if after is not None:
        later = (fit.c.shared == after.shared) & (fit.c.job < after.job)
        query = query.where((fit.c.shared < after.shared) | later)
    return query.order_by(fit.c.shared.desc(), fit.c.job.desc())


def _having(
    reach: Reach, forms: Forms, most: int, low: str = "", high: str = LAST
) -> list[sa.Select[Any]]:
    """The newest of a keyword's list; each form and each account is read by itself, so that an
    index gives them in order and no more than are needed."""
    return [
        _newest(
            sa.select(KEYWORD.c.job)
            .where(whose, KEYWORD.c.word == form, KEYWORD.c.job >= low, KEYWORD.c.job < high)
            .order_by(KEYWORD.c.job.desc())
            .limit(most)
        )
        for whose in _each(reach, KEYWORD)
        for form in sorted(forms)
    ]


def _made(reach: Reach, high: str, most: int) -> list[sa.Select[Any]]:
    """The newest results of all."""
    done = (JOB.c.state == str(State.DONE)) & JOB.c.shown & JOB.c.deleted.is_(None)
    return [
        _newest(
            sa.select(JOB.c.id.label("job"))
            .where(whose, done, JOB.c.id < high)
            .order_by(JOB.c.id.desc())
            .limit(most)
        )
        for whose in _each(reach, JOB)
    ]


def _made_in(reach: Reach, period: Period, high: str) -> list[sa.Select[Any]]:
    """The newest results of a period, below an id."""
    return [
        _newest(
            sa.select(JOB.c.id.label("job"))
            .where(whose, JOB.c.id < high, *_within(period))
            .order_by(JOB.c.created.desc(), JOB.c.id.desc())  # of one moment, too
            .limit(REACH)
        )
        for whose in _each(reach, JOB)
    ]


def _newest(query: sa.Select[Any]) -> sa.Select[Any]:
    return sa.select(query.subquery().c.job)


def _each(reach: Reach, table: sa.Table) -> list[sa.ColumnElement[bool]]:
    if reach.channel:
        return [table.c.channel == reach.channel]
    if reach.kept_by:
        kept = sa.select(FAVOURITE.c.job).where(FAVOURITE.c.person.in_(reach.kept_by))
        return [(table.c.id if table is JOB else table.c.job).in_(kept)]
    return [table.c.person == person for person in reach.people]


def _has(reach: Reach, forms: Forms, job: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Whether a job has any form of a keyword."""
    whose = sa.or_(*_each(reach, KEYWORD))
    return sa.exists().where(whose, KEYWORD.c.word.in_(sorted(forms)), KEYWORD.c.job == job)


def _within(period: Period) -> list[sa.ColumnElement[bool]]:
    """Conditions of a result of a period."""
    conditions: list[sa.ColumnElement[bool]] = [JOB.c.shown, JOB.c.deleted.is_(None)]
    if period.since is not None:
        conditions.append(JOB.c.created >= period.since)
    if period.until is not None:
        conditions.append(JOB.c.created < period.until)
    return conditions


def _ids_of(period: Period) -> tuple[str, str]:
    """Between which ids the jobs of a period usually are; others are found by their time."""
    low = first_id(period.since) if period.since else ""
    return low, first_id(period.until) if period.until else LAST
