"""What may lie behind a subject: the background's colours, carried in from the edge."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Colour8, Mask8, Plane, resized

_SIDE = 512  # px, the long side that is filled in; what shows of it later is a few px wide
_REACH = 0.05  # of the long side, inwards from the edge: what a camera move can uncover


def filled_in(colour: Colour8, alpha: Plane) -> Colour8:
    """`colour` with what `alpha` (0 to 1) covers at all replaced by its surroundings (Telea 2004).

    Only a band along the edge is drawn with care; farther in it is a blur, which nobody sees.
    """
    height, width = alpha.shape
    scale = min(1.0, _SIDE / max(height, width))
    size = max(8, round(width * scale)), max(8, round(height * scale))
    small = resized(colour, *size).astype(np.uint8)
    hole = (resized(alpha, *size) > 0.02).astype(np.uint8)
    blurry = _pulled(small, hole)
    reach = max(3, round(_REACH * max(size)))
    inner = cv2.erode(hole, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    known = np.where(inner[..., None] > 0, blurry, small)
    band = np.asarray(hole & (1 - np.asarray(inner, np.uint8)), np.uint8)
    drawn = cv2.inpaint(known, band, 4, cv2.INPAINT_TELEA)
    grown = cv2.resize(drawn, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.where(alpha[..., None] > 0, np.asarray(grown, np.uint8), colour)


def _pulled(small: Colour8, hole: Mask8) -> Colour8:
    """Pull-push (Gortler et al. 1996): each unknown pixel from the nearest known ones around."""
    weight = (1 - hole).astype(np.float32)[..., None]
    level = np.dstack([small.astype(np.float32) * weight, weight])
    return np.clip(_pushed(level) + 0.5, 0, 255).astype(np.uint8)


def _pushed(level: NDArray[Any]) -> NDArray[Any]:
    """The colours of a (height, width, 4) level of the pyramid: premultiplied RGB and weight."""
    height, width = level.shape[:2]
    if min(height, width) <= 2:
        return level[..., :3] / np.maximum(level[..., 3:], 1e-4)
    half = (width + 1) // 2, (height + 1) // 2
    coarse = _pushed(cv2.resize(level, half, interpolation=cv2.INTER_AREA))
    wide = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return level[..., :3] + wide * (1 - level[..., 3:])
