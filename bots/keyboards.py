"""Rows of buttons, made to be told apart where a message has those of several variants."""

from collections.abc import Sequence
from dataclasses import replace

from core.actions import Action, Verb
from core.buttons import Rows
from core.replies import Button


def numbered(rows: Sequence[Sequence[Button]]) -> list[list[Button]]:
    """The rows; where there are several variants, each button has the number of its."""
    several = len({button.variant for row in rows for button in row if button.variant}) > 1
    return [_numbered(row) if several else list(row) for row in rows]


def without_regions(rows: Sequence[Sequence[Button]]) -> Rows:
    """The rows without edits of a region, for where the question of Edit asks for one."""
    left = (tuple(one for one in row if not _region(one)) for row in rows)
    return tuple(row for row in left if row)


def _region(button: Button) -> str:
    action = Action.unpack(button.action)
    return action.option if action.verb is Verb.EDIT else ""


def _numbered(row: Sequence[Button]) -> list[Button]:
    return [replace(one, label=f"{one.variant} {one.label}") if one.variant else one for one in row]
