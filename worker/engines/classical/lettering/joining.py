"""Joins the pieces of a row that a reader took apart: “Happy” and “Party” are one line."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.lettering.reading import Line

_MOST = 6  # pieces of one line
_ALIKE = (0.6, 1.67)  # times the height of a piece, that the next one of its row has
_ROW = 0.35  # of the height of a piece, by which the next one stands higher or lower at most
_GAP = 1.2  # of it, that lies between the two at most
_LAPPED = 0.6  # of it, by which their boxes may overlap
_TURNED = 0.2  # of slope, by which the next one may run otherwise


class Row(NamedTuple):
    """Words that stand in one row, as one line."""

    line: Line
    parts: tuple[Line, ...]  # from the left, at least two


def rows(found: tuple[Line, ...]) -> tuple[Row, ...]:
    """All runs of two lines or more that stand side by side, one word apart."""
    order = sorted(found, key=lambda line: float(line.corners[:, 0].mean()))
    runs = [[number] for number in range(len(order))]
    grown = list[list[int]]()
    for _ in range(_MOST - 1):
        runs = [
            [*run, later]
            for run in runs
            for later in range(run[-1] + 1, len(order))
            if _follows(order[run[-1]], order[later])
        ]
        grown += runs
    taken = (tuple(order[number] for number in run) for run in grown)
    return tuple(Row(_joined(parts), parts) for parts in taken)


def whole_rows(found: tuple[Line, ...]) -> tuple[Line, ...]:
    """`found` with what stands in one row as one line each, from the top down."""
    runs = sorted(rows(found), key=lambda row: -len(row.parts))
    taken, whole = list[Line](), list[Line]()
    for row in runs:
        if not any(part is other for part in row.parts for other in taken):
            taken += row.parts
            whole.append(row.line)
    whole += [line for line in found if not any(line is other for other in taken)]
    return tuple(sorted(whole, key=lambda line: float(line.corners[:, 1].mean())))


def _follows(line: Line, other: Line) -> bool:
    """Whether `other` is the next word to the right of `line`."""
    if not _ALIKE[0] < other.height / max(1.0, line.height) < _ALIKE[1]:
        return False
    (along, down), (onward, _) = _axes(line), _axes(other)
    if abs(float(along[0] * onward[1] - along[1] * onward[0])) > _TURNED:
        return False
    ends = (line.corners[[1, 2]] @ along).mean(), (other.corners[[0, 3]] @ along).mean()
    end = (line.corners[[1, 2]]).mean(axis=0)
    begins = (other.corners[[0, 3]]).mean(axis=0)
    gap, tall = float(ends[1] - ends[0]), line.height
    level = abs(float((begins - end) @ down))
    return -_LAPPED * tall < gap < _GAP * tall and level < _ROW * tall


def _axes(line: Line) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], ...]:
    """Along the line and down from it, of length 1."""
    along = (line.corners[1] - line.corners[0] + line.corners[2] - line.corners[3]).astype(float)
    along /= max(1e-6, float(np.linalg.norm(along)))
    return along, np.array((-along[1], along[0]))


def _joined(run: tuple[Line, ...]) -> Line:
    """One line over all of `run`: the upright box, along the first and the last, around it."""
    first, last = run[0], run[-1]
    along = last.corners[[1, 2]].mean(axis=0) - first.corners[[0, 3]].mean(axis=0)
    angle = float(np.arctan2(along[1], along[0]))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    points = np.concatenate([line.corners for line in run]) @ turn.T
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)]) @ turn
    text = " ".join(line.text for line in run)
    return Line(text, corners.astype(np.float32), min(line.score for line in run))
