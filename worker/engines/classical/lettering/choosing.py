"""Which line of a picture a person wants set anew, and what then stands there."""

import re
from typing import NamedTuple

import numpy as np

from worker.engines.classical.lettering.figures import FIGURES, figures_for
from worker.engines.classical.lettering.joining import rows, whole_rows
from worker.engines.classical.lettering.reading import (
    ALIKE,
    Line,
    likeness,
    listed,
    plain,
    unaccented,
)
from worker.engines.classical.lettering.telling import counted
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.wording import Rewording

_LARGER = 1.8  # times the second largest, that the largest line is meant without a name
_SAME = 0.85  # likeness of what is read in pieces to what it says
_ROW = 0.8  # of the height of a line, within which figures stand in its row
_ENOUGH = 0.75  # of the letters that a person names, that a line has at least


class Chosen(NamedTuple):
    """The line that is meant, and the pieces that a reader took it for."""

    line: Line
    parts: tuple[Line, ...]
    old: str  # what of the line is replaced; empty for all of it


def chosen(found: tuple[Line, ...], wish: Rewording) -> Chosen:
    """The line that `wish` means: the one it names, or that its new words correct, or the only.

    What a reader took apart counts as one line, too. Raises Beyond, with the lines that are there,
    where none or more than one may be meant.
    """
    if not found:
        raise Beyond("it finds no text in this picture.")
    if wish.beside:
        return _figures_of(found, wish)
    every = [Chosen(line, (line,), wish.old) for line in found]
    every += [Chosen(row.line, row.parts, wish.old) for row in rows(found)]
    if wish.old or (wish.new and not wish.number):
        named = wish.old or wish.new
        best = max(every, key=lambda one: (likeness(one.line.text, named), -len(one.parts)))
        if likeness(best.line.text, named) >= ALIKE and _long_enough(best.line, wish.old):
            return _as_told(_one_of([one for one in every if _equal(one, best)], wish))
    if wish.old:
        raise Beyond(f"it finds no “{wish.old}” in this picture. It reads: {listed(found)}.")
    whole = _largest(_of_figures(whole_rows(found)) if wish.number else whole_rows(found), wish)
    return next(one for one in reversed(every) if one.line.text == whole.text)


def _equal(one: Chosen, best: Chosen) -> bool:
    return plain(one.line.text) == plain(best.line.text) and len(one.parts) == len(best.parts)


def _one_of(equal: list[Chosen], wish: Rewording) -> Chosen:
    """The one of `equal` lines, from the top down, that `wish` counts; raises Beyond without."""
    if wish.nth:
        which = "last" if wish.nth < 0 else str(wish.nth)
        line = counted([one.line for one in equal], which)
        return next(one for one in equal if one.line is line)
    if len(equal) == 1:
        return equal[0]
    text, order = equal[0].line.text, equal
    example = f"“change the second {text} to {wish.new or '…'}”"
    raise Beyond(f"“{text}” stands there {len(order)} times. Say which, from the top: {example}.")


def _of_figures(found: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with figures in them; all, where there are none."""
    return tuple(line for line in found if FIGURES.search(line.text)) or found


def _figures_of(found: tuple[Line, ...], wish: Rewording) -> Chosen:
    """The figures in the line that a person names, or else those that stand in its row."""
    label = max(found, key=lambda line: likeness(line.text, wish.beside))
    if likeness(label.text, wish.beside) < ALIKE:
        raise Beyond(f"it finds no “{wish.beside}” in this picture. It reads: {listed(found)}.")
    if within := figures_for(label.text, wish.new):
        return Chosen(label, (label,), within)
    along = label.corners[1] - label.corners[0]
    along = along / max(1.0, float(np.linalg.norm(along)))
    middle, down = label.corners.mean(axis=0), np.array((-along[1], along[0]))
    others = [line for line in found if line is not label and FIGURES.search(line.text)]
    off = {id(one): abs(float((one.corners.mean(axis=0) - middle) @ down)) for one in others}
    nearest = min(others, key=lambda one: off[id(one)], default=None)
    if nearest is None or off[id(nearest)] > _ROW * label.height:
        raise Beyond(f"it finds no figures beside “{label.text}”. It reads: {listed(found)}.")
    return Chosen(nearest, (nearest,), "")


def _long_enough(line: Line, old: str) -> bool:
    """Whether a line is no mere part of what a person calls the `old` words."""
    return len(plain(line.text)) >= _ENOUGH * len(plain(old))


def _as_told(best: Chosen) -> Chosen:
    """`best` with the words that a person wrote, where a reader saw fewer or other accents.

    Pieces of a row may lap over each other, so that what they read together is less sure.
    """
    line, old = best.line, best.old
    told = old.upper() if line.text.isupper() else old
    same = plain(unaccented(told)) == plain(unaccented(line.text))
    more = _accents(told) and _accents(told) >= _accents(line.text)
    row = len(best.parts) > 1 and abs(len(plain(told)) - len(plain(line.text))) <= 1
    if (same and more) or (row and likeness(line.text, told) > _SAME):
        return best._replace(line=line._replace(text=told))
    return best


def _accents(text: str) -> int:
    return sum(one != other for one, other in zip(text, unaccented(text), strict=True))


def _largest(found: tuple[Line, ...], wish: Rewording) -> Line:
    order = sorted(found, key=lambda line: -line.height)
    alone = len(order) == 1 or order[0].height > _LARGER * order[1].height
    if wish.new and alone:
        return order[0]
    example = f"“change the text {order[0].text} to {wish.new or '…'}”"
    if not wish.new:
        raise Beyond(
            f"it needs the old words and the new. It reads: {listed(found)}. Say {example}."
        )
    raise Beyond(
        f"it cannot tell which line is meant. It reads: {listed(found)}. Say which ({example})."
    )


def placed(text: str, old: str, wish: Rewording, *, from_the_word: bool) -> tuple[int, str]:
    """From which character on a line is set anew, and what then stands there."""
    new = wish.new.upper() if text.isupper() and not wish.quoted else wish.new
    part = re.search(re.escape(unaccented(old)), unaccented(text), re.IGNORECASE) if old else None
    if part is None:
        return 0, new
    start = part.start() if from_the_word else 0
    return start, text[start : part.start()] + new + text[part.end() :]
