"""What was set for places, in SQL."""

from collections.abc import Mapping
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Database
from storage.rows import table
from storage.tables import CustomRow

CUSTOM = table(CustomRow)
KEY = (CUSTOM.c.platform, CUSTOM.c.place, CUSTOM.c.name)


class SqlCustoms:
    """The Customs port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, platform: str, place: str) -> Mapping[str, str]:
        """What was set for a place; empty where nothing was."""
        query = sa.select(CUSTOM.c.name, CUSTOM.c.value).where(_at(platform, place))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return {row.name: row.value for row in rows}

    async def keep(self, platform: str, place: str, name: str, value: str | None) -> None:
        """Set one thing, instead of what it was before; None takes it back."""
        statement = (
            sa.delete(CUSTOM).where(_at(platform, place), CUSTOM.c.name == name)
            if value is None
            else self._set({"platform": platform, "place": place, "name": name}, value)
        )
        async with self._database.writing() as connection:
            await connection.execute(statement)

    def _set(self, key: dict[str, str], value: str) -> sa.Insert:
        dialect = sqlite if self._database.is_sqlite else postgresql
        insert = cast("sqlite.Insert", dialect.insert(CUSTOM)).values(key | {"value": value})
        return insert.on_conflict_do_update(index_elements=KEY, set_={"value": value})


def _at(platform: str, place: str) -> sa.ColumnElement[bool]:
    return sa.and_(CUSTOM.c.platform == platform, CUSTOM.c.place == place)
