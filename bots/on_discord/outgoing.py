"""A reply as a message of Discord: text, files and rows of buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import discord

from bots.keyboards import numbered
from bots.on_discord.pressing import Press
from bots.on_discord.wording import LONGEST_TEXT, text_of
from core.actions import Action, Verb
from core.replies import Button, Reply

MOST_ROWS, MOST_IN_ROW = 5, 5


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file to send."""

    name: str
    data: bytes
    alt: str = ""  # in words, for those who do not see it
    hidden: bool = False  # whether it is behind a spoiler

    def file(self) -> discord.File:
        """A fresh handle: one is used up by each attempt to send it."""
        alt = self.alt[:1024] or None
        return discord.File(BytesIO(self.data), self.name, description=alt, spoiler=self.hidden)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a message should look like."""

    text: str
    enclosed: tuple[Enclosed, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    private: bool = False  # whether it only concerns the one who asked
    keeps: bool = False  # whether the files that the message shows stay

    def view(self) -> discord.ui.View | None:
        """The buttons; a fresh view for each attempt."""
        if not self.rows:
            return None
        view = discord.ui.View(timeout=None)
        for number, row in enumerate(fitted(self.rows)):
            for button in row:
                item = _opening(button) if button.url else Press(button.action, button.label)
                item.row = number
                view.add_item(item)
        return view

    def changes(self) -> dict[str, Any]:
        """What an edit of a message sets."""
        files = {} if self.keeps else {"attachments": self.files()}
        return {"content": self.text, "view": self.view(), **files}

    def files(self) -> list[discord.File]:
        """The files; fresh handles for each attempt."""
        return [one.file() for one in self.enclosed]


def _opening(button: Button) -> discord.ui.Button[Any]:
    """A button that opens a page; Discord tells us of no press on it."""
    return discord.ui.Button(label=button.label, url=button.url)


def shape(reply: Reply, enclosed: Sequence[Enclosed] = (), most: int = LONGEST_TEXT) -> Shape:
    """A reply as a message that shows `enclosed`, with `most` characters of text."""
    return Shape(text_of(reply, most), tuple(enclosed), reply.rows, reply.private)


def fitted(rows: Sequence[Sequence[Button]]) -> list[list[Button]]:
    """Rows as Discord has room for them.

    Each variant has its row, whose buttons carry its number. Where there are more rows
    than fit, a variant keeps the button that opens it, where everything else can be done with it,
    and the one to vote for it.
    Those of one variant alone move up instead.
    """
    rows = _beside(rows)
    if len({button.variant for row in rows for button in row if button.variant}) == 1:
        return _moved_up(rows)
    if len(rows) <= MOST_ROWS:
        return [row[:MOST_IN_ROW] for row in numbered(rows)]
    votes = [_keyed(row[0]) for row in rows if row and _verb(row[0]) is Verb.VOTE]
    openers = [_opener(row) for row in rows if row and row[0].variant]
    whole = [list(row) for row in rows if not (row and row[0].variant)]
    return [*_lines(votes), *_lines(openers), *whole][:MOST_ROWS]


def _lines(buttons: list[Button]) -> list[list[Button]]:
    return [buttons[at : at + MOST_IN_ROW] for at in range(0, len(buttons), MOST_IN_ROW)]


def _beside(rows: Sequence[Sequence[Button]]) -> Sequence[Sequence[Button]]:
    """The rows; where sharper versions make too many, those share one, or the last other one that
    has room takes what it can: they are in nobody's way."""
    sharper = [one for row in rows for one in row if _sharpens(one)]
    if len(rows) <= MOST_ROWS or not sharper:
        return rows
    others = [row for row in rows if not _sharpens(row[0])]
    if len(others) < MOST_ROWS:
        return (*others, sharper)
    last = max((at for at, row in enumerate(others) if len(row) < MOST_IN_ROW), default=-1)
    if last < 0:  # a star is behind Open, too
        last = max((at for at, row in enumerate(others) if any(map(_stars, row))), default=-1)
        others = [
            [one for one in row if not _stars(one)] if at == last else row
            for at, row in enumerate(others)
        ]
    return [[*row, *sharper][:MOST_IN_ROW] if at == last else row for at, row in enumerate(others)]


def _sharpens(button: Button) -> bool:
    return not button.url and Action.unpack(button.action).verb is Verb.SHARPEN


def _stars(button: Button) -> bool:
    return not button.url and Action.unpack(button.action).verb is Verb.STAR


def _moved_up(rows: Sequence[Sequence[Button]]) -> list[list[Button]]:
    """The rows, filled from above where they are too many or too long."""
    if len(rows) <= MOST_ROWS and all(len(row) <= MOST_IN_ROW for row in rows):
        return [list(row) for row in rows]
    every = [button for row in rows for button in row][: MOST_ROWS * MOST_IN_ROW]
    return [every[at : at + MOST_IN_ROW] for at in range(0, len(every), MOST_IN_ROW)]


def _opener(row: Sequence[Button]) -> Button:
    opens = [one for one in row if _verb(one) is Verb.OPEN]
    return _keyed((opens or list(row))[0])


def _keyed(button: Button) -> Button:
    return replace(button, label=f"{button.label} {button.variant}")


def _verb(button: Button) -> Verb:
    return Action.unpack(button.action).verb
