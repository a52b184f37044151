"""Reference sets, in SQL."""

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ports import Clock
from core.sets import MOST_SETS, Content, NameTaken, ReferenceSet, TooManySets, key_of
from core.wire import plain, read
from storage.database import Database
from storage.lent import take_back
from storage.rows import table
from storage.tables import LinkRow, SetRow, SetShareRow, SetVersionRow, to_moment

LINK = table(LinkRow)
SET, VERSION, SHARE = table(SetRow), table(SetVersionRow), table(SetShareRow)
COLUMNS = (
    *(SET.c[name] for name in ("id", "owner", "name", "newest")),
    VERSION.c.number,
    VERSION.c.content,
    sa.type_coerce(VERSION.c.saved, sa.BigInteger).label("saved"),
)
ALL = sa.select(*COLUMNS).join(VERSION, VERSION.c.id == SET.c.id)
CURRENT = ALL.where(VERSION.c.number == SET.c.current)


class SqlSets:
    """The Sets port on a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, owner: str, name: str, content: Content) -> ReferenceSet:
        """A new version, in use from now on; or the first one of a new set.

        Raises TooManySets.
        """
        async with self._alone() as connection:
            id, number = await self._next(connection, owner, name)
            saved = self._clock.now()
            row = {"id": id, "number": number, "saved": saved, "content": plain(content)}
            await connection.execute(sa.insert(VERSION).values(row))
        found = await self.at(id, number)
        assert found is not None
        return found

    async def owned(self, people: Sequence[str], name: str) -> ReferenceSet | None:
        """The version in use of the set that one of these accounts has by that name."""
        mine = CURRENT.where(SET.c.owner.in_(people), SET.c.key == key_of(name))
        return await self._one(mine.order_by(SET.c.owner))

    async def shared(self, channel: str, name: str) -> ReferenceSet | None:
        """The version in use of the set that is shared in a channel by that name."""
        return await self._one(_shared(channel).where(SHARE.c.key == key_of(name)))

    async def every(self, people: Sequence[str]) -> tuple[ReferenceSet, ...]:
        """All sets of these accounts, by name."""
        return await self._all(CURRENT.where(SET.c.owner.in_(people)))

    async def here(self, channel: str) -> tuple[ReferenceSet, ...]:
        """All sets that are shared in a channel, by name."""
        return await self._all(_shared(channel))

    async def at(self, id: str, version: int) -> ReferenceSet | None:
        """One version of a set; None where there is none."""
        return await self._one(ALL.where(SET.c.id == id, VERSION.c.number == version))

    async def use(self, id: str, version: int) -> None:
        """An earlier or later version is in use from now on."""
        async with self._database.writing() as connection:
            change = sa.update(SET).where(SET.c.id == id).values(current=version)
            await connection.execute(change)

    async def rename(self, id: str, name: str) -> None:
        """Another name, wherever the set is shared. Raises NameTaken."""
        key = key_of(name)
        async with self._alone() as connection:
            owner = sa.select(SET.c.owner).where(SET.c.id == id).scalar_subquery()
            taken = (SET.c.owner == owner) & (SET.c.key == key) & (SET.c.id != id)
            if (await connection.execute(sa.select(SET.c.id).where(taken))).first():
                raise NameTaken(name=f"@{name}", where="by another set of yours")
            channels = sa.select(SHARE.c.channel).where(SHARE.c.id == id).scalar_subquery()
            await _check_free(connection, id, key, SHARE.c.channel.in_(channels), name)
            change = sa.update(SET).where(SET.c.id == id).values(name=name, key=key)
            await connection.execute(change)
            await connection.execute(sa.update(SHARE).where(SHARE.c.id == id).values(key=key))

    async def delete(self, id: str) -> frozenset[str]:
        """Forget a set with all its versions, and withhold its pictures from others."""
        owner = sa.select(SET.c.owner).where(SET.c.id == id).scalar_subquery()
        accounts = sa.select(LINK.c.other).where(LINK.c.person == owner)
        async with self._alone() as connection:
            found = await connection.execute(sa.union(sa.select(owner), accounts))
            owners = [one for one in found.scalars() if one]
            touched = await take_back(connection, [id], owners)
            for each in (SHARE, VERSION, SET):
                await connection.execute(sa.delete(each).where(each.c.id == id))
        return touched

    async def share(self, id: str, channel: str) -> None:
        """Everybody in a channel may use a set. Raises NameTaken."""
        async with self._alone() as connection:
            query = sa.select(SET.c.name, SET.c.key).where(SET.c.id == id)
            row = (await connection.execute(query)).one()
            await _check_free(connection, id, row.key, SHARE.c.channel == channel, row.name)
            there = (SHARE.c.id == id) & (SHARE.c.channel == channel)
            await connection.execute(sa.delete(SHARE).where(there))
            values = {"id": id, "channel": channel, "key": row.key}
            await connection.execute(sa.insert(SHARE).values(values))

    async def unshare(self, id: str, channel: str) -> bool:
        """Take that back; False where it was not shared there."""
        there = (SHARE.c.id == id) & (SHARE.c.channel == channel)
        async with self._alone() as connection:
            return bool((await connection.execute(sa.delete(SHARE).where(there))).rowcount)

    async def places(self, id: str) -> tuple[str, ...]:
        """Ids of the channels where a set is shared."""
        query = sa.select(SHARE.c.channel).where(SHARE.c.id == id).order_by(SHARE.c.channel)
        async with self._database.reading() as connection:
            return tuple((await connection.execute(query)).scalars())

    async def _next(self, connection: AsyncConnection, owner: str, name: str) -> tuple[str, int]:
        """The id of the set, and the number of its next version."""
        key = key_of(name)
        mine = SET.c.owner == owner
        row = (await connection.execute(sa.select(SET).where(mine, SET.c.key == key))).first()
        if row is not None:
            number = row.newest + 1
            change = sa.update(SET).where(SET.c.id == row.id)
            await connection.execute(change.values(newest=number, current=number))
            return row.id, number
        count = sa.select(sa.func.count()).select_from(SET).where(mine)
        if (await connection.execute(count)).scalar_one() >= MOST_SETS:
            raise TooManySets(limit=MOST_SETS)
        id = self._clock.new_id()
        values = {"id": id, "owner": owner, "key": key, "name": name, "current": 1, "newest": 1}
        await connection.execute(sa.insert(SET).values(values))
        return id, 1

    async def _one(self, query: sa.Select[Any]) -> ReferenceSet | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(query.limit(1))).first()
        return None if row is None else _to_set(row)

    async def _all(self, query: sa.Select[Any]) -> tuple[ReferenceSet, ...]:
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(sorted(map(_to_set, rows), key=lambda one: key_of(one.name)))

    @asynccontextmanager
    async def _alone(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction beside which no other one changes sets: they are rare, and quick."""
        async with self._database.writing() as connection:
            if not self._database.is_sqlite:
                await connection.execute(sa.text("LOCK TABLE reference_set IN EXCLUSIVE MODE"))
            yield connection


def _shared(channel: str) -> sa.Select[Any]:
    return CURRENT.join(SHARE, SHARE.c.id == SET.c.id).where(SHARE.c.channel == channel)


async def _check_free(
    connection: AsyncConnection, id: str, key: str, where: sa.ColumnElement[bool], name: str
) -> None:
    """Raises NameTaken where another set is shared there by that name."""
    taken = sa.select(SHARE.c.id).where(where, SHARE.c.key == key, SHARE.c.id != id)
    if (await connection.execute(taken)).first():
        raise NameTaken(name=f"@{name}", where="by a set that is shared there")


def _to_set(row: sa.Row[Any]) -> ReferenceSet:
    content = read(Content, json.loads(row.content))
    saved = to_moment(row.saved)
    return ReferenceSet(row.id, row.owner, row.name, row.number, row.newest, content, saved)
