"""Whatever names a person or a job is known to, so that it goes with them."""

from typing import Any

import pytest
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  # pyright: ignore[reportUnusedImport] - what there is
from storage.owning import NOT_OWNED, NOT_TELLING, OWNED, TELLING, Owned, Telling

PEOPLE = ("person", "owner", "author", "voter", "by")
JOBS = ("job", "parent", "result")


def naming(table: str, called: tuple[str, ...]) -> list[str]:
    """Columns that name rows of a table, by a foreign key or by what they are called."""

    def names(column: Any) -> bool:
        keys = (key.column.table.name for key in column.foreign_keys)
        return table in keys or column.name in called

    tables = SQLModel.metadata.sorted_tables
    return [
        f"{one.name}.{column.name}" for one in tables for column in one.columns if names(column)
    ]


@pytest.mark.parametrize("column", naming("person", PEOPLE))
def test_whose_a_row_is_is_known(column: str) -> None:
    owned = {f"{one.table}.{one.column}" for one in OWNED}
    assert column in owned | set(NOT_OWNED), f"{column}: a line in storage/owning.py, please"


@pytest.mark.parametrize("column", naming("job", JOBS))
def test_what_tells_of_a_job_is_known(column: str) -> None:
    telling = {f"{one.table}.{one.column}" for one in TELLING}
    assert column in telling | set(NOT_TELLING), f"{column}: a line in storage/owning.py, please"


@pytest.mark.parametrize("one", [*OWNED, *TELLING], ids=lambda one: f"{one.table}.{one.column}")
def test_every_line_is_of_a_column(one: Owned | Telling) -> None:
    assert one.column in SQLModel.metadata.tables[one.table].columns
