"""Which of several things a position means: “the red cup on the right” is the rightmost of them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from worker.engines.classical.painting.pixels import Mask8

_MINOR = 0.2  # of the largest: what is smaller is no thing of its own
_CLOSE = 0.08  # of a side: things that lie as near to each other no position tells apart
_REACHES = 0.35  # of a thing, that lies in a part of the picture where none has its middle there


# Of a side, from where the words point: what parts of a picture are called.
_NEAR = {"corner": 0.42, "third": 1 / 3, "quarter": 0.25, "edge": 0.12}


class Window(NamedTuple):
    """A part of the picture, 0 to 1."""

    left: float
    right: float
    top: float
    bottom: float

    def holds(self, across: float, down: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= across <= self.right and self.top <= down <= self.bottom


def window_of(where: tuple[str, ...]) -> Window:
    """The part of the picture that position words mean."""
    near = next((share for kind, share in _NEAR.items() if kind in where), 0.5)
    spans = [_span(where, "left", "right", near), _span(where, "top", "bottom", near)]
    if where == ("middle",):
        spans = [(0.25, 0.75), (0.25, 0.75)]
    if where == ("middle", "third"):  # between the left and the right third
        spans = [(1 / 3, 2 / 3), (0.0, 1.0)]
    return Window(*spans[0], *spans[1])


def _span(where: tuple[str, ...], low: str, high: str, near: float) -> tuple[float, float]:
    if low in where:
        return 0.0, near
    if high in where:
        return 1 - near, 1.0
    return (0.25, 0.75) if "middle" in where else (0.0, 1.0)


def meant(parts: Sequence[Mask8], where: tuple[str, ...]) -> list[Mask8]:
    """Those of `parts` that the position words may mean, in their order: of one it is sure.

    Without position words all that are there; none where nothing lies there.
    """
    window = window_of(where)
    there = [part for part in parts if inside(part, window)]
    most = max((int(part.sum()) for part in there), default=0)
    there = [part for part in there if part.sum() >= _MINOR * most]
    if not where or len(there) < 2:
        return there
    ways = [_way(part, where) for part in there]
    return [part for part, way in zip(there, ways, strict=True) if way < min(ways) + _CLOSE]


def reaching(parts: Sequence[Mask8], where: tuple[str, ...]) -> list[Mask8]:
    """Those of `parts` of which much lies where the words say, though their middle does not."""
    return [part for part in parts if _reaches(part, window_of(where))]


def inside(part: Mask8, window: Window) -> bool:
    """Whether the middle of `part` lies in `window`."""
    return window.holds(*_middle(part))


def told(where: tuple[str, ...]) -> str:
    """Position words as the end of a name: “ on the right”, “ in the top left corner”."""
    rows = [word for word in ("top", "bottom") if word in where]
    sides = [word for word in ("left", "right") if word in where]
    middle = ["middle"] if "middle" in where and not (rows and sides) else []
    named = " ".join((*rows, *sides, *middle, *(("corner",) if "corner" in where else ())))
    if not named:
        return ""
    start = "in" if "corner" in where or middle else "at" if rows else "on"
    return f" {start} the {named}"


def _middle(part: Mask8) -> tuple[float, float]:
    """How far across and how far down the middle of `part` is, 0 to 1."""
    down, across = (
        float(axis.mean()) / side for axis, side in zip(np.nonzero(part), part.shape, strict=True)
    )
    return across, down


def _reaches(part: Mask8, window: Window) -> bool:
    height, width = part.shape
    rows = slice(round(window.top * height), round(window.bottom * height))
    columns = slice(round(window.left * width), round(window.right * width))
    return float(part[rows, columns].sum()) > _REACHES * float(part.sum())


def _way(part: Mask8, where: tuple[str, ...]) -> float:
    """How far `part` is from where the words point, in sides of the picture."""
    across, down = _middle(part)
    ways = {"left": across, "right": 1 - across, "top": down, "bottom": 1 - down}
    ways["middle"] = max(abs(across - 0.5), abs(down - 0.5))
    return sum(ways.get(word, 0.0) for word in where)
