"""Whatever names a file is known to need it, and what is there before is counted."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  # pyright: ignore[reportUnusedImport] - what there is
from storage.database import MIGRATIONS, Database, sqlite_url
from storage.needing import HOLDERS, NO_HOLDERS, upheld
from storage.rows import table
from storage.tables import NeedRow

NAMING = ("sha256", "file", "picture", "asset", "content", "blob", "thumbnail", "logo", "palette")


def naming() -> list[str]:
    """Columns that may name files: JSON, and those that are called as if."""
    return [
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.JSON) or any(one in column.name for one in NAMING)
    ]


@pytest.mark.parametrize("column", naming())
def test_what_may_name_files_is_said_to_or_not_to(column: str) -> None:
    held = {holder.name for holder in HOLDERS}
    assert column in held | set(NO_HOLDERS), f"{column}: a line in storage/needing.py, please"
    assert not (column in held and column in NO_HOLDERS)


def test_every_holder_is_a_column() -> None:
    tables = SQLModel.metadata.tables
    for holder in HOLDERS:
        assert holder.column in tables[holder.table].columns, holder.name


ROWS = """
INSERT INTO channel VALUES ('c', 'web', 'studio', 'Studio', 0);
INSERT INTO person VALUES ('p', 'web', 'ada', 'Ada', 0);
INSERT INTO turn (id, key, channel, person, created, words, action, reply_to, intent, pictures)
VALUES ('t', 'k', 'c', 'p', 0, '', '', '', '', '[{"sha256": "one", "deep": {"sha256": "two"}}]');
"""


async def test_rows_that_were_there_before_are_counted_once(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "easel.db")
    async with Database(url) as database, database.engine.connect() as connection:
        for name in ("made", "changed", "gone"):  # as it was before there was a holder
            await connection.exec_driver_sql(f"DROP TRIGGER need_turn_pictures_{name}")
        for row in ROWS.strip().split(";\n"):
            await connection.exec_driver_sql(row)
        assert await needs(connection) == []
        await connection.run_sync(upheld)
        assert await needs(connection) == ["one", "two"]
        await connection.run_sync(upheld)
        assert await needs(connection) == ["one", "two"]
        await connection.exec_driver_sql("DELETE FROM turn")
        assert await needs(connection) == []


DELETED = """
INSERT INTO asset (sha256, media_type, size, width, height, seconds, alpha)
VALUES ('left', 'image/png', 1, 1, 1, 0, 0);
INSERT INTO job (id, channel, person, state, intent, model, worker, attempts, created, shown,
    deleted, spec)
VALUES ('j', 'c', 'p', 'done', 'edit', 'm', '', 1, 0, 0, 5,
    '{"intent": "edit", "seed": 7, "said": "a secret", "prompt": {"words": "a secret"}}');
"""


def taken_back(connection: sa.Connection) -> None:
    """The tables as they were before there was a count."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.downgrade(config, "0014-1")


async def test_before_there_was_a_count_nothing_counted(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "easel.db")
    async with Database(url) as database, database.engine.connect() as connection:
        await connection.run_sync(taken_back)
        counting = "SELECT name FROM sqlite_master WHERE name LIKE 'need%'"
        assert (await connection.exec_driver_sql(counting)).all() == []


async def test_of_what_was_deleted_before_only_the_fact_stays(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "easel.db")
    async with Database(url) as database, database.engine.connect() as connection:
        await connection.run_sync(taken_back)
        for row in f"{ROWS}{DELETED}".strip().split(";\n"):
            await connection.exec_driver_sql(row.rstrip(";"))
        await connection.commit()
    async with Database(url) as database, database.engine.connect() as connection:
        (spec,) = (await connection.exec_driver_sql("SELECT spec FROM job")).one()
        assert json.loads(spec) == {"intent": "edit", "seed": 7, "prompt": {"words": ""}}
        loose = await connection.exec_driver_sql("SELECT sha256, since FROM loose")
        assert loose.all() == [("left", None)]
        assert await needs(connection) == ["one", "two"]


async def needs(connection: AsyncConnection) -> list[str]:
    query = sa.select(table(NeedRow).c.sha256)
    return sorted((await connection.execute(query)).scalars())
