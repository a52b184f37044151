"""Queries in the words of a database's driver, for those that are asked for most."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class DriverQuery:
    """A query as the driver takes it: text, and values by position."""

    text: str
    names: tuple[str, ...]  # of the parameters, in their order
    fixed: Mapping[str, object]  # values that the query brings with it

    @classmethod
    def of(cls, query: sa.Select[Any], dialect: sa.Dialect) -> Self:
        """The query as the driver of a dialect takes it."""
        compiled = query.compile(dialect=dialect)
        return cls(compiled.string, tuple(compiled.positiontup or ()), compiled.params)

    def values(self, asked: Mapping[str, object]) -> list[object]:
        """The values to run it with; `asked` has those of the query's own parameters."""
        given = {**self.fixed, **asked}
        return [given[name] for name in self.names]
