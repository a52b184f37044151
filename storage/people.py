"""What is kept of people, in SQL."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.linking import PLATFORMS, Account
from core.people import Belongings, Left
from core.preferring import by_person
from storage.database import Database
from storage.history import LINK, PERSON
from storage.keywords import unmark
from storage.lent import take_back
from storage.loose import NEED
from storage.owning import OWNED, TELLING
from storage.rows import CHANNEL, JOB, TURN, table
from storage.tables import CustomRow, InvitationRow, SetRow, SQLModel
from storage.votes import recounted, voted_on

CUSTOM, INVITATION, SET = table(CustomRow), table(InvitationRow), table(SetRow)
TABLES = SQLModel.metadata.tables


class SqlPeople:
    """The People port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def belongings(self, person: str, but: str = "") -> Belongings:
        """What is kept of somebody, with any of their accounts, besides the turn `but`."""
        async with self._database.reading() as connection:
            accounts = await _accounts(connection, person)
            who = [one.id for one in accounts]
            there = JOB.c.person.in_(who) & JOB.c.deleted.is_(None)
            jobs = await connection.execute(sa.select(JOB.c.id).where(there).order_by(JOB.c.id))
            more = [(one.called, _rows(one.table, one.column, who)) for one in OWNED if one.called]
            return Belongings(
                accounts,
                tuple(jobs.scalars()),
                results=await _count(connection, JOB, there & JOB.c.shown),
                requests=await _count(
                    connection, TURN, TURN.c.person.in_(who) & (TURN.c.id != but)
                ),
                files=await _files(connection, who),
                more=tuple([(name, await _count(connection, *which)) for name, which in more]),
            )

    async def forget(self, person: str, but: str = "") -> Left:
        """Take out all that is kept of somebody, once their results are deleted."""
        async with self._database.writing() as connection:
            accounts = await _accounts(connection, person)
            who = [one.id for one in accounts]
            await _unname_places(connection, who)
            mine = sa.select(JOB.c.id).where(JOB.c.person.in_(who))
            for one in TELLING:
                column = TABLES[one.table].c[one.column]
                await connection.execute(sa.delete(TABLES[one.table]).where(column.in_(mine)))
            gone = sa.delete(TURN).where(TURN.c.person.in_(who), TURN.c.id != but)
            await connection.execute(gone)
            nothing = {"words": "", "pictures": [], "action": "", "reply_to": ""}
            await connection.execute(sa.update(TURN).where(TURN.c.id == but).values(nothing))
            facts = (await connection.execute(_facts(who))).scalars().all()
            begun = sa.select(TURN.c.job).where(TURN.c.job.is_not(None))  # by others, for them
            rest = JOB.c.person.in_(who) & JOB.c.id.not_in(facts) & JOB.c.id.not_in(begun)
            await connection.execute(sa.delete(JOB).where(rest))
            await unmark(connection, who)
            theirs = sa.select(SET.c.id).where(SET.c.owner.in_(who))
            sets = (await connection.execute(theirs)).scalars().all()
            lent = await take_back(connection, sets, who)
            voted = await voted_on(connection, who)
            for one in OWNED:
                where, owns = _rows(one.table, one.column, who)
                await connection.execute(sa.delete(where).where(owns))
            for job in voted:
                await recounted(connection, job)
            await _forget_settings(connection, accounts)
            await _unname(connection, who)
        return Left(len(facts), lent)

    async def called(self, words: str) -> tuple[Account, ...]:
        """Who is meant: by id, by "discord:123", or by name."""
        platform, _, external = words.partition(":")
        named = (PERSON.c.platform == platform) & (PERSON.c.external == external)
        exact = (PERSON.c.id == words) | named
        async with self._database.reading() as connection:
            for condition in (exact, PERSON.c.name == words):
                query = sa.select(PERSON).where(condition).order_by(PERSON.c.id)
                if found := (await connection.execute(query)).all():
                    return tuple(Account(one.id, one.platform, one.name) for one in found)
        return ()


def _rows(name: str, column: str, who: Sequence[str]) -> tuple[sa.Table, sa.ColumnElement[bool]]:
    where = TABLES[name]
    return where, where.c[column].in_(who)


async def _count(
    connection: AsyncConnection, where: sa.Table, which: sa.ColumnElement[bool]
) -> int:
    query = sa.select(sa.func.count()).select_from(where).where(which)
    return (await connection.execute(query)).scalar_one()


async def _accounts(connection: AsyncConnection, person: str) -> tuple[Account, ...]:
    """The accounts of somebody, this one first."""
    others = sa.select(LINK.c.other).where(LINK.c.person == person)
    query = sa.select(PERSON).where((PERSON.c.id == person) | PERSON.c.id.in_(others))
    found = [Account(one.id, one.platform, one.name) for one in await connection.execute(query)]
    return tuple(sorted(found, key=lambda one: (one.id != person, one.id)))


async def _files(connection: AsyncConnection, who: Sequence[str]) -> int:
    """How many files the jobs and turns of people need."""
    owners = sa.union_all(
        sa.select(JOB.c.id).where(JOB.c.person.in_(who)),
        sa.select(TURN.c.id).where(TURN.c.person.in_(who)),
    )
    holders = [f"{table}.{one}" for table, one in _HOLDING]
    needs = NEED.c.holder.in_(holders) & NEED.c.owner.in_(owners)
    query = sa.select(sa.func.count(sa.distinct(NEED.c.sha256))).where(needs)
    return (await connection.execute(query)).scalar_one()


_HOLDING = (("job", "spec"), ("job", "outcome"), ("turn", "pictures"), ("turn", "reply"))


def _facts(who: Sequence[str]) -> sa.Select[Any]:
    """Jobs of people that those of others went on from, however far."""
    mine = sa.select(JOB.c.id).where(JOB.c.person.in_(who))
    before = (
        sa.select(JOB.c.parent.label("id"))
        .where(JOB.c.parent.in_(mine), JOB.c.person.not_in(who))
        .cte("before", recursive=True)
    )
    up = sa.select(JOB.c.parent).join(before, JOB.c.id == before.c.id)
    before = before.union(up.where(JOB.c.parent.is_not(None)))
    return sa.select(JOB.c.id).where(JOB.c.person.in_(who), JOB.c.id.in_(sa.select(before.c.id)))


async def _unname_places(connection: AsyncConnection, who: Sequence[str]) -> None:
    """Take the names of chats where nobody else said anything: those are private ones."""
    mine = sa.select(TURN.c.channel).where(TURN.c.person.in_(who))
    others = sa.select(TURN.c.channel).where(TURN.c.person.not_in(who))
    alone = CHANNEL.c.id.in_(mine) & CHANNEL.c.id.not_in(others)
    nameless = {"title": "", "external": sa.literal("forgotten ") + CHANNEL.c.id}
    chats = CHANNEL.c.platform.in_(sorted(PLATFORMS))
    await connection.execute(sa.update(CHANNEL).where(alone, chats).values(nameless))


async def _forget_settings(connection: AsyncConnection, accounts: Sequence[Account]) -> None:
    """Forget what was set for their private chats, and the links to paint that they were given."""
    query = sa.select(PERSON.c.platform, PERSON.c.external).where(
        PERSON.c.id.in_([one.id for one in accounts])
    )
    for platform, external in (await connection.execute(query)).all():
        # A private chat of Telegram has the number of the person; those of Discord have no key.
        keys = (f"chat {external}", f"state of {external}")
        private = (CUSTOM.c.platform == platform) & CUSTOM.c.place.in_(keys)
        await connection.execute(sa.delete(CUSTOM).where(private))
    for one in accounts:
        taken = CUSTOM.c.place == by_person(one.id)
        await connection.execute(sa.delete(CUSTOM).where(taken))
        invited = INVITATION.c.content.contains(f'"{one.id}"')
        await connection.execute(sa.delete(INVITATION).where(invited))


async def _unname(connection: AsyncConnection, who: Sequence[str]) -> None:
    """Take the names of people, and their rows where nothing is left that needs them."""
    nameless = {"name": "", "external": sa.literal("forgotten ") + PERSON.c.id}
    mine = PERSON.c.id.in_(who)
    await connection.execute(sa.update(PERSON).where(mine).values(nameless))
    used = [sa.select(one.c.person).where(one.c.person.in_(who)) for one in (JOB, TURN)]
    unused = [PERSON.c.id.not_in(query) for query in used]
    await connection.execute(sa.delete(PERSON).where(mine, *unused))
