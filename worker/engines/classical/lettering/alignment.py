"""How the lines of a menu or a list stand to each other: flush left, flush right, or centred."""

import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.lettering.reading import Line

LEFT, RIGHT, CENTRE = "left", "right", "centre"

_ALIKE = (0.6, 1.7)  # times the height of a line, that its neighbours have
_NEAR = 5.0  # heights of a line, above or below, up to which another is its neighbour
_FLUSH = 0.35  # heights by which edges that stand under each other may miss
_FEWEST = 2  # neighbours that tell


def aligned(line: Line, found: tuple[Line, ...]) -> str:
    """The edge of `line` that its neighbours above and below share; empty where none is shared.

    Where more than one is, as in lines of one length, the left one counts.
    """
    spans = [_span(other, line) for other in found if other is not line and _beside(line, other)]
    if len(spans) < _FEWEST:
        return ""
    apart = np.abs(np.array(spans) - np.array(_span(line, line))) / line.height
    shared = dict(zip((LEFT, RIGHT, CENTRE), np.median(apart, axis=0).tolist(), strict=True))
    best = min(shared, key=lambda edge: shared[edge] if edge != LEFT else shared[edge] - _FLUSH / 2)
    return best if shared[best] <= _FLUSH else ""


def _axes(line: Line) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Along the line and down from it, of length 1."""
    along = (line.corners[1] - line.corners[0]).astype(np.float64)
    along /= max(1e-6, float(np.linalg.norm(along)))
    return along, np.array((-along[1], along[0]))


def _span(other: Line, line: Line) -> tuple[float, float, float]:
    """Where `other` begins, ends and has its middle, px along `line`."""
    places = other.corners @ _axes(line)[0]
    first, last = float(places[[0, 3]].mean()), float(places[[1, 2]].mean())
    return first, last, (first + last) / 2


def _beside(line: Line, other: Line) -> bool:
    """Whether `other` is of the size of `line`, and stands above or below it."""
    if not _ALIKE[0] < other.height / line.height < _ALIKE[1]:
        return False
    down = _axes(line)[1]
    away = abs(float((other.corners.mean(axis=0) - line.corners.mean(axis=0)) @ down))
    return 0.7 * line.height < away < _NEAR * line.height
