"""The database: SQLite in WAL mode by default, PostgreSQL by URL, brought up to date at start."""

import asyncio
import fcntl
import sqlite3
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from core.errors import BadSettings, NoDatabase
from storage.needing import upheld
from storage.queries import DriverQuery

MIGRATIONS = Path(__file__).parent / "migrations"
Row = Sequence[Any]  # values in the order of the query's columns
BUSY = 10_000  # ms that a writer waits for another process


def sqlite_url(path: Path) -> str:
    """URL of a SQLite file."""
    return f"sqlite+aiosqlite:///{path}"


class Database:
    """Connections to one database.

    SQLite has one writer at a time: writers of this process queue on a lock in memory, which is
    far cheaper than its own retry loop (p99 17 ms instead of 81 with eight writers).
    """

    def __init__(self, url: str) -> None:
        """Connect to nothing yet; raises BadSettings where `url` is none that Easel can use."""
        self.url = url.replace("postgresql://", "postgresql+asyncpg://", 1)
        self.is_sqlite = self.url.startswith("sqlite")
        self.engine = _engine(self.url, self.is_sqlite)
        self._lock = asyncio.Lock()
        self._here: sqlite3.Connection | None = None  # for `fetch`

    async def __aenter__(self) -> Self:
        await self.prepare()
        if self.is_sqlite:
            self._here = _reader(sa.make_url(self.url).database or "")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._here is not None:
            self._here.close()
        await self.engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncConnection]:
        """A connection to read from."""
        async with self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction, committed at the end. Never wait for a network or a GPU inside."""
        guard: AbstractAsyncContextManager[Any] = self._lock if self.is_sqlite else nullcontext()
        async with guard, self.engine.connect() as connection:
            if self.is_sqlite:
                # Take the write lock now: a read that turns into a write cannot wait for it.
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            await connection.commit()

    def driver_query(self, query: sa.Select[Any]) -> DriverQuery:
        """A query as `fetch` takes it; to be made once."""
        return DriverQuery.of(query, self.engine.dialect)

    async def fetch(self, query: DriverQuery, asked: Mapping[str, object]) -> Sequence[Row]:
        """What a query finds, as the driver gives it; its errors are the driver's, too.

        For what is asked for most, and short: SQLite is read on the event loop's own thread. That
        holds the loop for as long as handing the query to another thread would (0.5 ms for a page
        of history), and the slowest of a hundred pages takes half the time.
        """
        values = query.values(asked)
        if self._here is not None:
            with suppress(sqlite3.OperationalError):  # locked: wait for it elsewhere
                return self._here.execute(query.text, values).fetchall()
        async with self.engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            if self.is_sqlite:
                return await driver.execute_fetchall(query.text, values)
            return await driver.fetch(query.text, *values)

    async def prepare(self) -> None:
        """Create the tables or migrate them to this version; several processes may try at once.

        Raises NoDatabase where it cannot be reached or read.
        """
        try:
            await asyncio.to_thread(self._migrate)
        except _refusals() as error:
            said = str(getattr(error, "orig", None) or error).partition("\n")[0]
            raise NoDatabase(detail=said) from error

    def _migrate(self) -> None:
        from alembic.config import Config  # 200 ms, and only here
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["url"] = self.url
        head = ScriptDirectory.from_config(config).get_current_head()
        with self._migration_lock():
            asyncio.run(_upgrade(self.url, self.is_sqlite, config, head))

    def _migration_lock(self) -> Any:
        """Between processes; PostgreSQL is locked inside its own transaction."""
        if not self.is_sqlite:
            return nullcontext()
        path = Path(sa.make_url(self.url).database or "")
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_suffix(".lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)  # released when the file is closed
        return lock


def _refusals() -> tuple[type[Exception], ...]:
    """What the libraries raise where a database does not take us; only called when one did."""
    from alembic.util import CommandError

    ours = (OSError, SQLAlchemyError, CommandError)
    try:
        from asyncpg import InterfaceError, PostgresError
    except ModuleNotFoundError:
        return ours
    return (*ours, InterfaceError, PostgresError)


def _engine(url: str, is_sqlite: bool) -> AsyncEngine:
    """An engine; raises BadSettings. Its sentences leave the URL out: it holds a password."""
    try:
        return _new_engine(url, is_sqlite)
    except (SQLAlchemyError, ValueError, ModuleNotFoundError) as error:
        detail = "write it as postgresql://name:password@host/database"
        if getattr(error, "name", "") == "asyncpg":
            detail = "asyncpg is not installed: pip install 'easel[postgresql]'"
        raise BadSettings(name="EASEL_DATABASE_URL", detail=detail) from error


def _new_engine(url: str, is_sqlite: bool) -> AsyncEngine:
    if not is_sqlite:
        return create_async_engine(url, pool_size=5, pool_pre_ping=True, json_deserializer=str)
    engine = create_async_engine(url, connect_args={"timeout": BUSY / 1000}, json_deserializer=str)

    event.listen(engine.sync_engine, "connect", _configure_sqlite)
    return engine


def _reader(path: str) -> sqlite3.Connection:
    """A connection to read with that never waits for a lock."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _configure_sqlite(connection: Any, _: object) -> None:
    # The driver must not begin transactions by itself: ours begin IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is not left in free pages
    cursor.close()


async def _upgrade(url: str, is_sqlite: bool, config: Any, head: str | None) -> None:
    engine = _engine(url, is_sqlite)
    async with engine.connect() as connection:
        if not is_sqlite:
            await connection.execute(sa.text("SELECT pg_advisory_xact_lock(7303014)"))
        await connection.run_sync(_upgrade_to, config, head)
        await connection.commit()
    await engine.dispose()


def _upgrade_to(connection: sa.Connection, config: Any, head: str | None) -> None:
    from alembic import command
    from alembic.runtime.migration import MigrationContext

    if MigrationContext.configure(connection).get_current_revision() != head:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    upheld(connection)
