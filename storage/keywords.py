"""Rows of keywords: written when a job gives a picture, and taken away with it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.catalogue import Intent
from core.keywords import keywords, of_favourite
from storage.rows import JOB, table
from storage.tables import FavouriteRow, KeywordRow

KEYWORD = table(KeywordRow)
FAVOURITE = table(FavouriteRow)
FARTHEST = 60  # results back in which the words of a press are looked for


class Indexed(NamedTuple):
    """What keywords are made of."""

    id: str
    channel: str
    person: str
    parent: str | None
    spec: Mapping[str, Any]

    @property
    def words(self) -> str:
        """The words of the request, and as the person wrote them where these are others."""
        return f"{self.spec['prompt']['words']} {self.spec.get('said', '')}".strip()

    @property
    def intent(self) -> Intent:
        """What was asked for."""
        return Intent(self.spec["intent"])


async def index(connection: AsyncConnection, job: str) -> None:
    """Keep the keywords of a job that gave a picture."""
    rows = await _rows(connection, job)
    if rows:
        await connection.execute(sa.insert(KEYWORD), rows)


async def unmark(connection: AsyncConnection, people: Sequence[str]) -> None:
    """Take away which results were favourites of some accounts."""
    liked = sa.select(FAVOURITE.c.job).where(FAVOURITE.c.person.in_(people))
    marks = KEYWORD.c.word.in_([of_favourite(one) for one in people])
    await connection.execute(sa.delete(KEYWORD).where(marks, KEYWORD.c.job.in_(liked)))


async def _rows(connection: AsyncConnection, job: str) -> list[dict[str, str]]:
    """The rows of a job; a press without words has those of what it was pressed on."""
    found = await _indexed(connection, job)
    if found is None:
        return []
    way = [found]
    while not way[-1].words and way[-1].parent and len(way) < FARTHEST:
        before = await _indexed(connection, way[-1].parent)
        if before is None:
            break
        way.append(before)
    return rows_of(found, way)


def rows_of(job: Indexed, way: list[Indexed]) -> list[dict[str, str]]:
    """The rows of a job; `way` is itself and what it was pressed on, back to some with words."""
    told = keywords([one.intent for one in way], job.spec["model"], way[-1].words)
    at = {"channel": job.channel, "person": job.person, "job": job.id}
    return [{"word": word, **at} for word in sorted(told)]


COLUMNS = (JOB.c.id, JOB.c.channel, JOB.c.person, JOB.c.parent, JOB.c.spec)


async def _indexed(connection: AsyncConnection, job: str) -> Indexed | None:
    row = (await connection.execute(sa.select(*COLUMNS).where(JOB.c.id == job))).first()
    if row is None:
        return None
    return Indexed(row.id, row.channel, row.person, row.parent, json.loads(row.spec))
