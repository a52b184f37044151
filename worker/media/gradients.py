"""Numbers between the steps of 8 bits, where a picture rises or falls too slowly for them."""

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engine import Pixels

_RADII = (4, 8, 16, 32)  # px: a step that is up to twice as wide is smoothed
REACH = sum(_RADII)  # px of surroundings that a number depends on
_AROUND = ((REACH, REACH), (REACH, REACH), (0, 0))
_MOST = 0.49  # of a step: rounded, every number is still the one that it was
_SLOW = 3  # steps that a slope has within a radius; more are an edge, or texture


def between(pixels: Pixels) -> NDArray[np.float32]:
    """The picture, 0 to 255, with what its steps hide: none is changed by half a step or more.

    Averages over ever wider surroundings, as long as these are a slow slope, each kept to the
    numbers that would be rounded to what is there (projections onto convex sets; Youla and Webb,
    IEEE Trans. Medical Imaging 1, 1982). Texture and edges stay as they are.
    """
    exact = _continued(pixels.astype(np.float32))
    most, least = exact + _MOST, exact - _MOST
    low = high = np.pad(pixels, _AROUND, mode="symmetric")
    found, before = exact, 0
    for radius in _RADII:
        grown = np.ones((2 * (radius - before) + 1,) * 2, np.uint8)
        low, high, before = cv2.erode(low, grown), cv2.dilate(high, grown), radius
        mean = cv2.blur(found, (2 * radius + 1,) * 2)
        kept = cv2.max(cv2.min(mean, most), least)
        found = np.where(high - low <= _SLOW, kept, found)
    return np.clip(found[REACH:-REACH, REACH:-REACH], 0, 255)


def _continued(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """The picture with more around it, where what rises goes on to rise."""
    return np.pad(picture, _AROUND, mode="reflect", reflect_type="odd")
