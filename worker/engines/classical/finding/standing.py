"""Things that stand on plain grounds, each for itself: found by what they are not a part of."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.evenness import grounds
from worker.engines.classical.finding.masks import reduced, refined
from worker.engines.classical.painting.pixels import Colour8, Mask8
from worker.engines.classical.painting.remembering import remembered

_SIDE = 640  # px, the long side that things are looked for at
_LEFT = 0.2  # of the picture: with less ground than that nothing stands on any
_CLOSED = 2  # px that grounds reach over an edge between them
_LEAST, _MOST = 0.0012, 0.15  # of the picture, that a thing covers
_COMPACT = 0.8  # of its hull, that a thing fills: scraps of a crowded scene fill less
_FILLS = 0.3  # of its upright box, that a thing covers: a cable covers less


@remembered
def standing(colour: Colour8) -> tuple[Mask8, ...]:
    """The things that nothing but ground surrounds, in a small copy, the largest first.

    Grounds are even areas that the picture's rim cuts; none where there is hardly any.
    """
    small = reduced(colour, _SIDE)
    grounds = _grounds(small)
    if float(grounds.mean()) < _LEFT:
        return ()
    count, labels, stats, _ = cv2.connectedComponentsWithStats(1 - grounds, connectivity=4)
    found = [
        np.asarray(labels == label).astype(np.uint8)
        for label in range(1, count)
        if _is_thing(stats[label], grounds.shape)
    ]
    grown = [_solid(cv2.dilate(one, _disc(_CLOSED))) for one in found]
    compact = [one for one in grown if _compactness(one) >= _COMPACT]
    return tuple(sorted(compact, key=lambda one: -int(one.sum())))


def at_full_size(colour: Colour8, thing: Mask8) -> Mask8:
    """A thing of the small copy in `colour`, its edge led by the colours there."""
    return (refined(colour, thing) > 0.4).astype(np.uint8)


def _grounds(small: Colour8) -> Mask8:
    """Even areas that the rim cuts, 1 where they are, closed over the edges between them."""
    every = np.max([np.zeros(small.shape[:2], np.uint8), *grounds(small)], axis=0)
    return np.asarray(cv2.dilate(every, _disc(_CLOSED)), np.uint8)


def _is_thing(stats: NDArray[Any], shape: tuple[int, ...]) -> bool:
    height, width = shape
    left, top, wide, high, area = (int(one) for one in stats)
    if not _LEAST * height * width <= area <= _MOST * height * width:
        return False
    cut = left == 0 or top == 0 or left + wide == width or top + high == height
    return not cut and area >= _FILLS * wide * high


def _solid(part: Any) -> Mask8:
    """Without holes: what a handle encloses goes with it."""
    outlines, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.asarray(cv2.drawContours(np.asarray(part), outlines, -1, 1, cv2.FILLED), np.uint8)


def _compactness(part: Mask8) -> float:
    """The area as a share of its convex hull’s."""
    outlines, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return float(part.sum()) / max(1.0, cv2.contourArea(cv2.convexHull(np.concatenate(outlines))))


def _disc(radius: int) -> Any:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
