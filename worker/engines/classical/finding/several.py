"""Which of several things that look alike words mean: “the extra cup”, “the second cup”."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.finding.positions import inside, told, window_of
from worker.engines.classical.painting.pixels import Mask8, resized
from worker.engines.classical.words.pointing import Pointer

_ALIKE = 0.8  # of what either of two shapes covers, that both do, laid over each other
_SIZES = 0.25  # of the larger one’s area, that the smaller of two of a kind has
_SHAPE = 48  # px of a side that shapes are laid over each other at
_SMALLER = 0.7  # of the largest one’s area: what has less looks smaller to anybody
_ROW = 0.6  # of the height of things, within which they stand in one row
_TELLS = 1.3  # times as far from the others as the next: that one lies apart
_CLOSE = 0.08  # of a side: as near to each other no position tells things apart


class Choice(NamedTuple):
    """What is perhaps meant, as one mask, and by which rule."""

    mask: Mask8
    why: str  # “the smaller of them”
    sure: bool  # whether the words tell it without doubt


def kinds(things: Sequence[Mask8], alike: float = _ALIKE) -> list[list[Mask8]]:
    """Those of `things` that look `alike`, two or more together; what covers most comes first."""
    left, found = list(things), list[list[Mask8]]()
    while left:
        first = left.pop(0)
        same = [first, *(one for one in left if _alike(first, one, alike))]
        left = [one for one in left if not any(one is other for other in same)]
        if len(same) > 1:
            found.append(same)
    return sorted(found, key=lambda kind: -sum(int(one.sum()) for one in kind))


def choices(kind: Sequence[Mask8], others: Sequence[Mask8], pointer: Pointer) -> list[Choice]:
    """What of a `kind` the words may mean, the likeliest first; none where they mean none of it.

    `others` are what else stands there, the main one first.
    """
    which, where = pointer.which, pointer.where
    if which.isdecimal() or which == "last":
        return _counted(kind, pointer)
    if pointer.several:
        sure = pointer.row is not None or len(kind) == (pointer.number or 2)
        return [Choice(np.asarray(np.max(kind, axis=0), np.uint8), "all that look alike", sure)]
    if len(kind) == 1:
        return [Choice(kind[0], "the only one there", sure=True)]
    if which in ("smaller", "larger"):
        return _by_size(kind, which)
    if where:
        return _placed(kind, where)
    if which:
        return _spare(kind, others)
    return _ranked(kind, "one of them", sure=False)


def _by_size(kind: Sequence[Mask8], which: str) -> list[Choice]:
    order = sorted(kind, key=lambda one: int(one.sum()), reverse=which == "larger")
    small, large = sorted((float(order[0].sum()), float(order[1].sum())))
    most = "smallest" if which == "smaller" else "largest"
    return _ranked(order, f"the {most}", sure=small < _SMALLER * large)


def _counted(kind: Sequence[Mask8], pointer: Pointer) -> list[Choice]:
    """The one of a number: as people read, or from the side that is said.

    It is sure where every way to count comes to the same one.
    """
    if pointer.where and not pointer.start:  # “the second cup on the left”
        kind = [one for one in kind if inside(one, window_of(pointer.where))]
    ways = [_from(kind, pointer.start)] if pointer.start else [_read(kind), _from(kind, "left")]
    if not pointer.start and not _in_one_row(kind):
        ways.append(_from(kind, "top"))
    at = len(kind) - 1 if pointer.which == "last" else int(pointer.which) - 1
    if not 0 <= at < len(kind):
        return []
    order = ways[0]
    line = _in_one_row(kind) or _in_one_column(kind)
    sure = all(way[at] is order[at] for way in ways) or (line and not pointer.start)
    if pointer.start:
        sure = _in_one_row(kind) if pointer.start in ("left", "right") else _in_one_column(kind)
    end = pointer.start or ("left" if _in_one_row(kind) else "top")
    told = f"number {at + 1} from the {end}"
    if not (line or pointer.start):
        told = f"number {at + 1}, counted row by row from the top left"
    rest = [one for one in order if one is not order[at]]
    return _ranked([order[at], *rest], told, sure=sure)


def _from(kind: Sequence[Mask8], side: str) -> list[Mask8]:
    """In the order in which they stand from a side of the picture."""
    down = side in ("top", "bottom")
    order = sorted(kind, key=lambda one: float(_middle(one)[1 if down else 0]))
    return order[::-1] if side in ("right", "bottom") else order


def _placed(kind: Sequence[Mask8], where: tuple[str, ...]) -> list[Choice]:
    """The one that is farthest where the words point."""
    order = sorted(kind, key=lambda one: _way(one, where))
    apart = _way(order[1], where) - _way(order[0], where)
    return _ranked(order, f"the one{told(where)}", sure=apart > _CLOSE)


def _spare(kind: Sequence[Mask8], others: Sequence[Mask8]) -> list[Choice]:
    """One too many: one that is clearly smaller, or lies apart, or else the nearest to the rim."""
    sizes = [float(one.sum()) for one in kind]
    if min(sizes) < _SMALLER * sorted(sizes)[-2 if len(sizes) > 2 else -1]:
        order = sorted(kind, key=lambda one: int(one.sum()))
        return _ranked(order, "the smaller one", sure=False)
    for why, far in (
        ("the one that lies apart from the others", _from_its_kind(kind)),
        ("the one farther from the main thing", _from_the_main(others)),
    ):
        order = sorted(kind, key=lambda one, far=far: -far(one))
        if far(order[0]) > _TELLS * far(order[1]):
            return _ranked(order, why, sure=False)
    return _ranked(sorted(kind, key=_to_rim), "the one nearest to the edge", sure=False)


def _from_its_kind(kind: Sequence[Mask8]) -> Callable[[Mask8], float]:
    """How far one is from the next of its kind; of two, both are as far."""
    middles = [_middle(one) for one in kind]

    def far(one: Mask8) -> float:
        here = _middle(one)
        away = sorted(float(np.hypot(*(here - other))) for other in middles)
        return away[1] if len(away) > 2 else 1.0

    return far


def _from_the_main(others: Sequence[Mask8]) -> Callable[[Mask8], float]:
    """How far one is from the largest other thing; all as far where there is none."""
    if not others:
        return lambda _: 1.0
    main = _middle(others[0])
    return lambda one: float(np.hypot(*(_middle(one) - main)))


def _to_rim(one: Mask8) -> float:
    """How near it comes to the picture’s rim, as a share of its side."""
    (rows, columns), (height, width) = np.nonzero(one), one.shape
    across = min(int(columns.min()), width - 1 - int(columns.max()))
    down = min(int(rows.min()), height - 1 - int(rows.max()))
    return min(across, down) / max(height, width)


def _ranked(order: Sequence[Mask8], why: str, *, sure: bool) -> list[Choice]:
    first, *rest = order
    return [Choice(first, why, sure), *(Choice(one, "another one", sure=False) for one in rest)]


def _read(kind: Sequence[Mask8]) -> list[Mask8]:
    """Row by row from the top, each from the left."""
    return [one for row in rows(kind) for one in row]


def rows(things: Sequence[Mask8]) -> list[list[Mask8]]:
    """The rows that things stand in, from the top, each from the left."""
    found = list[list[Mask8]]()
    for one in sorted(things, key=lambda each: float(_middle(each)[1])):
        if found and _same_row(found[-1][0], one):
            found[-1].append(one)
        else:
            found.append([one])
    return [sorted(row, key=lambda each: float(_middle(each)[0])) for row in found]


def _in_one_row(kind: Sequence[Mask8]) -> bool:
    return all(_same_row(kind[0], one) for one in kind[1:])


def _in_one_column(kind: Sequence[Mask8]) -> bool:
    return all(_same_row(kind[0].T, one.T) for one in kind[1:])


def _same_row(first: Mask8, second: Mask8) -> bool:
    high = max(int(one.any(axis=1).sum()) for one in (first, second))
    apart = abs(float(_middle(first)[1] - _middle(second)[1])) * max(first.shape)
    return apart < _ROW * high


def _way(one: Mask8, where: tuple[str, ...]) -> float:
    """How far it is from where the words point, in sides of the picture."""
    height, width = one.shape
    across, down = _middle(one) * max(height, width) / np.array((width, height))
    ways = {"left": across, "right": 1 - across, "top": down, "bottom": 1 - down}
    ways["middle"] = max(abs(across - 0.5), abs(down - 0.5))
    return float(sum(ways.get(word, 0.0) for word in where))


def _middle(one: Mask8) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How far across and down its middle is, in long sides of the picture."""
    rows, columns = np.nonzero(one)
    return np.array((columns.mean(), rows.mean())) / max(one.shape)


def _alike(first: Mask8, second: Mask8, least: float) -> bool:
    """Whether two have one shape and nearly one size; one may be the other’s mirror image."""
    small, large = sorted((int(first.sum()), int(second.sum())))
    if small < _SIZES * large:
        return False
    one, other = _shape(first), _shape(second)
    return max(_over(one, other), _over(one, other[:, ::-1])) >= least


def _over(first: Mask8, second: Mask8) -> float:
    return float((first & second).sum()) / max(1.0, float((first | second).sum()))


def _shape(one: Mask8) -> Mask8:
    """Its outline alone, filled: as large as _SHAPE allows, in the middle."""
    left, top, width, high = cv2.boundingRect(one)
    part = one[top : top + high, left : left + width].astype(np.float32)
    scale = _SHAPE / max(width, high)
    small = resized(part, max(1, round(width * scale)), max(1, round(high * scale))) > 0.5
    plane = np.zeros((_SHAPE, _SHAPE), np.uint8)
    down, across = ((_SHAPE - side) // 2 for side in small.shape)
    plane[down : down + small.shape[0], across : across + small.shape[1]] = small
    return plane
