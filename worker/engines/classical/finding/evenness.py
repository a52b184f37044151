"""Even areas of a picture, each up to the edges that end it: walls, tables, skies."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Colour8, Mask8, to_float
from worker.engines.classical.painting.tone import to_lab

_SOFT = 1.2  # px, over which noise is smoothed before edges are looked for
_EDGE = 5.0  # CIE76 units a px: from there on it is an edge in a picture without noise
_NOISY = 2.6  # times the median step, that is an edge in a noisy one
_FAINT = 0.7  # of that: what is as steep goes on an edge that it touches
_GROUND = 0.01  # of the picture, that a ground covers at least
_ALONG = 0.02  # of the picture's rim, that a ground touches at least


def grounds(small: Colour8) -> list[Mask8]:
    """The wide even areas that the rim of a small copy cuts, 1 where each is."""
    even = 1 - _edges(_steps(small))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(even, connectivity=4)
    rim = np.concatenate([labels[0], labels[-1], labels[1:-1, 0], labels[1:-1, -1]])
    at_rim = np.bincount(rim, minlength=len(stats))
    wide = stats[:, cv2.CC_STAT_AREA] >= _GROUND * even.size
    kept = [label for label in np.nonzero(wide & (at_rim >= _ALONG * rim.size))[0] if label]
    return [np.asarray(labels == label).astype(np.uint8) for label in kept]


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
