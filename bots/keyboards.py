"""Rows of buttons, made to be told apart where a message has those of several variants."""

from collections.abc import Sequence
from dataclasses import replace

from core.actions import Action, Verb
from core.replies import Button


def numbered(rows: Sequence[Sequence[Button]]) -> list[list[Button]]:
    """The rows; where there are several variants, each button has the number of its."""
    several = len({button.variant for row in rows for button in row if button.variant}) > 1
    return [_numbered(row) if several else list(row) for row in rows]


def without_regions(rows: Sequence[Sequence[Button]]) -> tuple[tuple[Button, ...], ...]:
    """The rows without edits of a region: for where the question of Edit asks for one."""
    kept = (tuple(one for one in row if not _of_region(one)) for row in rows)
    return tuple(row for row in kept if row)


def _of_region(button: Button) -> bool:
    action = Action.unpack(button.action)
    return action.verb is Verb.EDIT and bool(action.option)


def _numbered(row: Sequence[Button]) -> list[Button]:
    return [replace(one, label=f"{one.variant} {one.label}") if one.variant else one for one in row]
