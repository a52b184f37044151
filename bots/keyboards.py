"""Rows of buttons, made to be told apart where a message has those of several variants."""

from collections.abc import Sequence
from dataclasses import replace

from core.replies import Button


def numbered(rows: Sequence[Sequence[Button]]) -> list[list[Button]]:
    """The rows; where there are several variants, each button has the number of its."""
    several = len({button.variant for row in rows for button in row if button.variant}) > 1
    return [_numbered(row) if several else list(row) for row in rows]


def _numbered(row: Sequence[Button]) -> list[Button]:
    return [replace(one, label=f"{one.variant} {one.label}") if one.variant else one for one in row]
