"""Which accounts are one person's, in SQL."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import AlreadyLinked, EaselError, SamePlatform, TooManyTries, WrongCode
from core.linking import LASTS, PLATFORMS, TRIES, WITHIN, Account
from core.ports import Clock
from storage.database import Database
from storage.history import LINK, PERSON
from storage.rows import table
from storage.tables import LinkingRow

LINKING = table(LinkingRow)
FRESH = {"wrong": 0, "since": None}


class SqlLinks:
    """The Links port on a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def offer(self, account: str, code: str) -> None:
        """Keep the code of an account for ten minutes, instead of any that it had."""
        values = {"code": code, "until": self._clock.now() + LASTS}
        async with self._alone() as connection:
            await _note(connection, account, values)

    async def redeem(self, account: str, code: str) -> Account:
        """Link an account with the one whose code this is; gives that one, and spends the code.

        Raises WrongCode, TooManyTries, SamePlatform and AlreadyLinked.
        """
        async with self._alone() as connection:
            found = await self._redeemed(connection, account, code)
        # Not before the end of the transaction: a wrong try has to be counted.
        if isinstance(found, EaselError):
            raise found
        return found

    async def spoil(self, code: str) -> None:
        """A code that others saw is good no longer."""
        async with self._alone() as connection:
            await connection.execute(_spending(LINKING.c.code == code))

    async def other(self, account: str) -> Account | None:
        """The account that this one is linked with."""
        async with self._database.reading() as connection:
            return await _other(connection, account)

    async def unlink(self, account: str) -> bool:
        """Take a pair apart; False where the account is in none."""
        pair = (LINK.c.person == account) | (LINK.c.other == account)
        async with self._alone() as connection:
            return bool((await connection.execute(sa.delete(LINK).where(pair))).rowcount)

    async def _redeemed(
        self, connection: AsyncConnection, account: str, code: str
    ) -> Account | EaselError:
        now = self._clock.now()
        mine = LINKING.c.person == account
        tried = (await connection.execute(sa.select(LINKING).where(mine))).first()
        lately = tried is not None and tried.since is not None and tried.since > now - WITHIN
        if tried is not None and lately and tried.wrong >= TRIES:
            return TooManyTries()
        good = (LINKING.c.code == code) & (LINKING.c.until > now)
        giver = (await connection.execute(sa.select(LINKING.c.person).where(good))).scalar()
        if giver is None:
            since, wrong = (tried.since, tried.wrong) if tried and lately else (now, 0)
            await _note(connection, account, {"wrong": wrong + 1, "since": since})
            return WrongCode()
        return await self._join(connection, account, giver)

    async def _join(
        self, connection: AsyncConnection, account: str, giver: str
    ) -> Account | EaselError:
        taker, other = await _account(connection, account), await _account(connection, giver)
        if taker.platform == other.platform:
            return SamePlatform(platform=PLATFORMS.get(other.platform, other.platform))
        for one in (account, giver):
            if (before := await _other(connection, one)) is not None:
                return AlreadyLinked(account=before.called)
        made, pair = self._clock.now(), ((account, giver), (giver, account))
        rows = [{"person": one, "other": another, "made": made} for one, another in pair]
        await connection.execute(sa.insert(LINK), rows)
        await connection.execute(_spending(LINKING.c.person.in_((account, giver))))
        return other

    @asynccontextmanager
    async def _alone(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction beside which no other changes links: they are rare, and quick."""
        async with self._database.writing() as connection:
            if not self._database.is_sqlite:
                await connection.execute(sa.text("LOCK TABLE linking IN EXCLUSIVE MODE"))
            yield connection


def _spending(which: sa.ColumnElement[bool]) -> sa.Update:
    return sa.update(LINKING).where(which).values(code=None, until=None)


async def _note(connection: AsyncConnection, account: str, values: Mapping[str, object]) -> None:
    """Change the row of an account, which may have none yet."""
    change = sa.update(LINKING).where(LINKING.c.person == account).values(values)
    if not (await connection.execute(change)).rowcount:
        await connection.execute(sa.insert(LINKING).values({**FRESH, "person": account, **values}))


async def _account(connection: AsyncConnection, id: str) -> Account:
    row = (await connection.execute(sa.select(PERSON).where(PERSON.c.id == id))).one()
    return Account(row.id, row.platform, row.name)


async def _other(connection: AsyncConnection, account: str) -> Account | None:
    query = sa.select(LINK.c.other).where(LINK.c.person == account)
    other = (await connection.execute(query)).scalar()
    return await _account(connection, other) if other else None
