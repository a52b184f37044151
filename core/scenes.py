"""Lists of scenes in a text: numbered, in lines, or parted by "|", ";" or commas."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

from core.quoting import Span

LEAST = 2  # what makes a list

_COLON = re.compile(r"\s?:(?=\s|$)|\s[–—-]\s")  # or a dash; but not that of 16:9
_NUMBER = re.compile(r"(?<!\S)(\d{1,2})[.)]\s")


class Listed(NamedTuple):
    """A list in a text, as spans."""

    head: Span  # what stands before it
    items: tuple[Span, ...]
    commas: bool = False  # whether nothing stronger than commas parts them

    def led(self, text: str) -> bool:
        """Whether a colon leads from the head to the list."""
        return _COLON.search(text, *self.head) is not None


def listed(text: str, heads: Callable[[str], bool]) -> Listed | None:
    """The list in a text, by the strongest sign that parts one; None where there is none.

    `heads` says of a first line whether it is about the lines below it, colon or not.
    """
    found = (
        _numbered(text),
        _lined(text, heads),
        *(_parted(text, sign) for sign in "|;"),
        _parted(text, ","),
    )
    return next((one for one in found if one and len(one.items) >= LEAST), None)


def after_colon(text: str) -> Listed | None:
    """What stands behind the first colon, as a list of one item that "and" may part."""
    found = _COLON.search(text)
    items = _filled(text, [(found.end(), len(text))]) if found else ()
    return Listed((0, found.end()), items, True) if found and items else None


def _numbered(text: str) -> Listed | None:
    """`a fox: 1. in the snow 2. at sea`: numbers from 1 on, each one more."""
    marks = list[re.Match[str]]()
    for mark in _NUMBER.finditer(text):
        if int(mark[1]) == len(marks) + 1:
            marks.append(mark)
    if not marks:
        return None
    ends = (*(mark.start() for mark in marks[1:]), len(text))
    items = ((mark.end(), end) for mark, end in zip(marks, ends, strict=True))
    return Listed((0, marks[0].start()), _filled(text, items))


def _lined(text: str, heads: Callable[[str], bool]) -> Listed | None:
    """A scene in each line, below one about all of them or without."""
    first, *rest = _between(text, "\n", 0)
    if not rest:
        return None
    line = text[slice(*first)]
    if line.rstrip().endswith(":") or (len(rest) >= LEAST and heads(line)):
        return Listed(first, _filled(text, rest))
    return Listed((0, 0), _filled(text, (first, *rest)))


def _parted(text: str, sign: str) -> Listed | None:
    """Scenes between signs, behind the last colon that stands before all of them."""
    first = text.find(sign)
    if first < 0:
        return None
    colons = [found.end() for found in _COLON.finditer(text, 0, first)]
    start = colons[-1] if colons else 0
    return Listed((0, start), _filled(text, _between(text, sign, start)), sign == ",")


def _between(text: str, sign: str, start: int) -> list[Span]:
    """What stands between signs, from `start` on."""
    at = [found.start() for found in re.finditer(re.escape(sign), text) if found.start() >= start]
    return [(left + 1, right) for left, right in pairwise([start - 1, *at, len(text)])]


def _filled(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Those spans that have a word."""
    return tuple(span for span in spans if re.search(r"[^\s,;:|.]", text[slice(*span)]))
