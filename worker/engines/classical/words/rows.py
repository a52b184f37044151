"""Rows and columns that words count: “the third coin in the second row”, “la fila de arriba”."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from worker.engines.classical.words.vocabulary import vocabulary

_ENDS = {"top": 1, "left": 1, "bottom": -1, "right": -1, "middle": 0, "last": -1}
_LEAD = r"(?:\b(?P<lead>in|of|from|on|im|aus|auf|von|dans|sur|de|en) )?"
_THE = r"(?:\b(?:the|der|die|das|dem|den|la|le|el) )*"
_LINK = r"(?: (?:from|at|on|of|von|vom|du|de|desde))?(?: (?:the|la|le|el))?"
_BACK = r"(?: (?:from|von|vom|en partant|desde)(?: (?:the|la|le|el|du|de))*"


class Row(NamedTuple):
    """One of the rows or columns that things stand in."""

    column: bool
    at: int  # from 1; below 0 from the end, and 0 for the one in the middle


class Rowed(NamedTuple):
    """Words without the row that they name."""

    words: str
    row: Row | None


def row_in(text: str) -> Rowed:
    """Which row folded `text` names, and the words without it: a row alone is all things in it.

    A column that nothing stands “in” may be of stone.
    """
    found = _pattern().search(text)
    if found is None:
        return Rowed(text, None)
    column = bool(found["column"] or found["column_after"])
    if column and not found["lead"]:
        return Rowed(text, None)
    known, said = vocabulary(), found["before"] or found["after"]
    number = known.which.get(said) or known.where.get(said) or said
    at = _ENDS[number] if number in _ENDS else int(number)
    backward = known.where.get(found["end"] or "") in ("bottom", "right")
    things = "" if found["lead"] else "all things"
    rest = " ".join(f"{text[: found.start()]} {things} {text[found.end() :]}".split())
    return Rowed(rest, Row(column or number in ("left", "right"), -at if backward else at))


@cache
def _pattern() -> re.Pattern[str]:
    known = vocabulary()
    numbers = [one for one, name in known.which.items() if name.isdecimal() or name == "last"]
    places = [one for one, name in known.where.items() if name != "corner"]
    row, column = _either(known.rows.row), _either(known.rows.column)
    which, where = _either([*numbers, *places]), _either(places)
    before = rf"(?P<before>{which}) (?:{row}|(?P<column>{column}))"
    after = rf"(?:{row}|(?P<column_after>{column})){_LINK} (?P<after>{which}|\d\d?)"
    return re.compile(rf"{_LEAD}{_THE}\b(?:{before}|{after})\b{_BACK} (?P<end>{where})\b)?")


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True)) + ")"
