"""How the lines of a menu or a list stand to each other: flush left, flush right, or centred."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.lettering.reading import Line

LEFT, RIGHT, CENTRE = "left", "right", "centre"

_ALIKE = (0.6, 1.7)  # times the height of a line, that its neighbours have
_NEAR = 9.0  # heights of a line, above or below, up to which another is its neighbour
_UNDER = 0.5  # of the shorter of two lines, that the other covers where they share a column
_PARALLEL = 0.98  # cosine of the angle by which lines of one list run apart at most
_FLUSH = 0.35  # heights by which edges that stand under each other may miss
_FEWEST = 2  # neighbours that tell


def aligned(line: Line, found: tuple[Line, ...]) -> str:
    """The edge of `line` that its neighbours above and below share; empty where none is shared.

    Where more than one is, as in lines of one length, those of another length tell; without them
    figures end at the right, as prices do, and words begin at the left.
    """
    axes = _axes(line, found)
    own = _span(line, axes)
    others = [other for other in found if other is not line and _beside(line, other, axes)]
    if len(others) < _FEWEST:
        return ""
    apart = np.abs(np.array([_span(other, axes) for other in others]) - np.array(own)) / line.height
    usual = RIGHT if _is_figures(line.text) else LEFT
    both = np.median(apart, axis=0).tolist(), apart.mean(axis=0).tolist()
    shared = {
        edge: mean - (_FLUSH / 2 if edge == usual else 0.0)
        for edge, median, mean in zip((LEFT, RIGHT, CENTRE), *both, strict=True)
        if median <= _FLUSH
    }
    return min(shared, key=lambda edge: shared[edge], default="")


class Footing(NamedTuple):
    """The edge of old words that new ones keep."""

    edge: str
    title: str
    listed: bool = False  # whether lines of its size share it


# What no edge tells.
NOTHING = Footing(LEFT, "from where the old words began")


def footing(line: Line, found: tuple[Line, ...], width: int, off: float) -> Footing:
    """What `line` stands by: its neighbours, the picture, or the middle of its ground.

    `width` is that of the picture, px; `off` is how far it is off the middle of its ground, in
    heights. Where nothing tells, new words begin where the old ones did.
    """
    flush = {LEFT: "flush left", RIGHT: "flush right", CENTRE: "centred"}
    if edge := aligned(line, found):
        return Footing(edge, f"{flush[edge]} like the lines around it", listed=True)
    if edge := _shared(line, found, width) or (CENTRE if abs(off) <= _FLUSH else ""):
        return Footing(edge, f"{flush[edge]} as the old words were")
    return NOTHING


def _shared(line: Line, found: tuple[Line, ...], width: int) -> str:
    """The edge that `line` shares with lines of any size, or its middle with that of the picture.

    So stands a heading to its text. `width` is that of the picture, px; empty where nothing tells.
    """
    axes = _axes(line, found)
    own = _span(line, axes)
    others = [other for other in found if other is not line and _under(own, other, axes)]
    spans = [_span(other, axes) for other in others]
    if spans:
        apart = np.median(np.abs(np.array(spans) - np.array(own)), axis=0) / line.height
        off, edge = min(zip(apart.tolist(), (LEFT, RIGHT, CENTRE), strict=True))
        if off <= _FLUSH:
            return edge
    level = float(axes.along[0]) > _PARALLEL
    return CENTRE if level and abs(own[2] - width / 2) <= _FLUSH * line.height else ""


def _is_figures(text: str) -> bool:
    """Whether `text` is a number, with its currency or its unit: “2.50”, “12,00 EUR”."""
    return sum(map(str.isdigit, text)) >= max(1, sum(map(str.isalpha, text)))


class _Axes(NamedTuple):
    """Along lines and down from them, of length 1."""

    along: NDArray[np.float64]
    down: NDArray[np.float64]


def _axes(line: Line, found: tuple[Line, ...]) -> _Axes:
    """Those of `line` and of what runs as it does: a reader's box of a short word leans."""
    own = _run(line)
    runs = [run for run in map(_run, found) if run @ own > _PARALLEL * _length(run) * _length(own)]
    along = np.sum([own, *runs], axis=0)
    along /= max(1e-6, _length(along))
    return _Axes(along, np.array((-along[1], along[0])))


def _run(line: Line) -> NDArray[np.float64]:
    """From the beginning of a line to its end, px."""
    return (line.corners[[1, 2]].mean(axis=0) - line.corners[[0, 3]].mean(axis=0)).astype(float)


def _length(run: NDArray[np.float64]) -> float:
    return float(np.linalg.norm(run))


def _span(line: Line, axes: _Axes) -> tuple[float, float, float]:
    """Where `line` begins, ends and has its middle, px along the axes."""
    places = line.corners @ axes.along
    first, last = float(places[[0, 3]].mean()), float(places[[1, 2]].mean())
    return first, last, (first + last) / 2


def _under(own: tuple[float, float, float], other: Line, axes: _Axes) -> bool:
    """Whether `other` shares a column with a line that spans `own`."""
    begins, ends, _ = own
    first, last, _ = _span(other, axes)
    return min(ends, last) - max(begins, first) > _UNDER * min(ends - begins, last - first)


def _beside(line: Line, other: Line, axes: _Axes) -> bool:
    """Whether `other` is of the size of `line`, and stands above or below it in its column."""
    if not _ALIKE[0] < other.height / line.height < _ALIKE[1]:
        return False
    if not _under(_span(line, axes), other, axes):
        return False
    away = abs(float((other.corners.mean(axis=0) - line.corners.mean(axis=0)) @ axes.down))
    return 0.7 * line.height < away < _NEAR * line.height
