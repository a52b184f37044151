"""Which of several lines words tell: by place, by what they say, by the colour of ink, counted."""

from collections.abc import Iterable

import numpy as np

from worker.engines.classical.finding.masks import colour_mask
from worker.engines.classical.finding.positions import window_of
from worker.engines.classical.lettering.line import lettering
from worker.engines.classical.lettering.naming import named_lines
from worker.engines.classical.lettering.reading import Line, listed
from worker.engines.classical.painting.pixels import Colour8, to_bytes
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.pointing import Pointer
from worker.engines.classical.words.vocabulary import Colour

_HAS_IT = 0.4  # of a named colour, from where on ink has it
_ROW = 0.6  # of a line's height, within which others stand in its row


def told_lines(colour: Colour8, found: tuple[Line, ...], pointer: Pointer) -> tuple[Line, ...]:
    """The lines of `found` that `pointer` means; raises Beyond, with what it reads, for none."""
    if not found:
        raise Beyond("it finds no text in this picture.")
    window = window_of(pointer.where)
    placed = tuple(line for line in found if window.holds(*_middle(colour, line)))
    meant = named_lines(placed, pointer.words) if pointer.words else placed
    if not meant:
        raise Beyond(f"it finds no such text in this picture. It reads: {listed(found)}.")
    meant = inked(colour, meant, pointer.colour)
    return (counted(meant, pointer.which),) if pointer.which else meant


def inked(colour: Colour8, found: Iterable[Line], named: Colour | None) -> tuple[Line, ...]:
    """The lines of `found` whose ink has a named colour; raises Beyond where none has."""
    every = tuple(found)
    if named is None:
        return every
    meant = tuple(line for line in every if _has(colour, line, named))
    if not meant:
        raise Beyond(f"it finds no {named.name} letters there. It reads: {listed(every)}.")
    return meant


def counted(found: Iterable[Line], which: str) -> Line:
    """The line of a number, or the last one, as people read; raises Beyond where there is none."""
    order = in_order(found)
    at = -1 if which == "last" else int(which) - 1
    if at >= len(order):
        raise Beyond(f"“{order[0].text}” stands there {len(order)} times only.")
    return order[at]


def in_order(found: Iterable[Line]) -> list[Line]:
    """Lines as people read them: row by row from the top, each from the left."""
    rows = list[list[Line]]()
    for line in sorted(found, key=lambda one: float(one.corners[:, 1].mean())):
        if rows and _down(line) - _down(rows[-1][0]) < _ROW * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.corners[0, 0])]


def _down(line: Line) -> float:
    return float(line.corners[:, 1].mean())


def _has(colour: Colour8, line: Line, named: Colour) -> bool:
    seen = lettering(colour, line)
    if seen is None:
        return False
    ink = np.tile(to_bytes(np.array(seen.colour, np.float32)), (8, 8, 1))
    return float(colour_mask(ink, named).mean()) > _HAS_IT


def _middle(colour: Colour8, line: Line) -> tuple[float, float]:
    """How far across and down the middle of the line is, 0 to 1."""
    across, down = line.corners.mean(axis=0)
    return float(across) / colour.shape[1], float(down) / colour.shape[0]
