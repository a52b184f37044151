"""Things that stand on plain grounds, each for itself: found by what they are not a part of."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.masks import reduced, refined
from worker.engines.classical.painting.pixels import Colour8, Mask8, to_float
from worker.engines.classical.painting.remembering import remembered
from worker.engines.classical.painting.tone import to_lab

_SIDE = 640  # px, the long side that things are looked for at
_SOFT = 1.2  # px, over which noise is smoothed before edges are looked for
_EDGE = 5.0  # CIE76 units a px: from there on it is an edge in a picture without noise
_NOISY = 2.6  # times the median step, that is an edge in a noisy one
_FAINT = 0.7  # of that: what is as steep goes on an edge that it touches
_GROUND = 0.01  # of the picture, that a ground covers at least
_ALONG = 0.02  # of the picture's rim, that a ground touches at least
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
    even = 1 - _edges(_steps(small))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(even, connectivity=4)
    rim = np.concatenate([labels[0], labels[-1], labels[1:-1, 0], labels[1:-1, -1]])
    at_rim = np.bincount(rim, minlength=len(stats))
    wide = stats[:, cv2.CC_STAT_AREA] >= _GROUND * even.size
    kept = [label for label in np.nonzero(wide & (at_rim >= _ALONG * rim.size))[0] if label]
    return np.asarray(cv2.dilate(np.isin(labels, kept).astype(np.uint8), _disc(_CLOSED)), np.uint8)


def _edges(steps: NDArray[Any]) -> Mask8:
    """Where edges are, with the faint stretches that close their outlines (Canny 1986)."""
    edge = max(_EDGE, _NOISY * float(np.median(steps)))
    _, labels = cv2.connectedComponents((steps >= _FAINT * edge).astype(np.uint8), connectivity=8)
    return np.isin(labels, np.unique(labels[steps >= edge])).astype(np.uint8)


def _steps(small: Colour8) -> NDArray[Any]:
    """How much the colour changes from px to px, in CIE76 units."""
    lab = cv2.GaussianBlur(to_lab(to_float(small)), (0, 0), _SOFT)
    across = cv2.Sobel(lab, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(lab, cv2.CV_32F, 0, 1, scale=1 / 8)
    return np.sqrt((across**2 + down**2).sum(axis=2))


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
