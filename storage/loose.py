"""Files that perhaps nothing needs, in SQL."""

from datetime import timedelta
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.jobs import Asset
from core.ports import Clock
from core.sweeping import Remove
from storage.database import Database
from storage.rows import table
from storage.tables import AssetRow, LooseRow, NeedRow

LOOSE, NEED, ASSET = table(LooseRow), table(NeedRow), table(AssetRow)


class SqlLoose:
    """The Loose port on a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def due(self, grace: timedelta, limit: int) -> tuple[str, ...]:
        """Those that were loose for `grace`, the longest first; the time of new ones begins now."""
        now = self._clock.now()
        new = sa.select(LOOSE.c.sha256).where(LOOSE.c.since.is_(None)).limit(1)
        async with self._database.reading() as connection:
            some = (await connection.execute(new)).first()
        if some is not None:  # nobody waits for a lock where there is nothing to write
            seen = sa.update(LOOSE).where(LOOSE.c.since.is_(None)).values(since=now)
            async with self._database.writing() as connection:
                await connection.execute(seen)
        old = sa.select(LOOSE.c.sha256).where(LOOSE.c.since <= now - grace)
        async with self._database.reading() as connection:
            rows = await connection.execute(old.order_by(LOOSE.c.since).limit(limit))
            return tuple(rows.scalars())

    async def let_go(self, sha256: str, remove: Remove) -> bool:
        """Remove a file, and what is known of it, unless something needs it.

        It is removed within the transaction, though that may wait for a network: whoever stores
        the same file now waits for the row (`keep_loose`), and then finds the file gone.
        """
        mine = LOOSE.c.sha256 == sha256
        needs = sa.select(NEED.c.sha256).where(NEED.c.sha256 == sha256).limit(1)
        async with self._database.writing() as connection:
            # One that was stored again since is not due any more.
            gone = sa.delete(LOOSE).where(mine, LOOSE.c.since.is_not(None))
            if not (await connection.execute(gone)).rowcount:
                return False
            needed = (await connection.execute(needs)).first() is not None
            if not needed:
                await connection.execute(sa.delete(ASSET).where(ASSET.c.sha256 == sha256))
                await remove(sha256)
        return not needed


async def keep_loose(connection: AsyncConnection, asset: Asset, is_sqlite: bool) -> None:
    """Note that a file is stored, which nothing needs yet."""
    files = [asset.sha256, *([asset.deep.sha256] if asset.deep else [])]
    dialect = sqlite if is_sqlite else postgresql
    insert = cast("sqlite.Insert", dialect.insert(LOOSE))
    rows: list[dict[str, Any]] = [{"sha256": one, "since": None} for one in sorted(files)]
    again = insert.on_conflict_do_update(index_elements=["sha256"], set_={"since": None})
    await connection.execute(again, rows)
