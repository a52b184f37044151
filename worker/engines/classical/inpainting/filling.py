"""What may lie behind a subject: its surroundings, mirrored at the edge; a blur farther in."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Colour8, Mask8, Plane, mixed, resized
from worker.engines.classical.painting.smoothing import blurred

_SIDE = 384  # px, the long side of what is a blur anyway
_REACH = 0.06  # of the long side, inwards from the edge: what a camera move can uncover
_CLOSE = 4.0  # px from the edge, where the mirror always shows what is beyond it
_SMOOTH = 0.012  # of the long side: finer bends of the edge do not tear what is mirrored in it


def filled_in(colour: Colour8, alpha: Plane) -> Colour8:
    """`colour` with what `alpha` (0 to 1) covers at all replaced by its surroundings.

    Along the edge they are mirrored, so that grain and light go on in it as they are; where the
    mirror shows the subject again, and farther in, which nobody sees, there is only a blur.
    """
    hole = (alpha > 0).astype(np.uint8)
    blurry = _behind(colour, hole)
    mirrored, share = _mirrored(colour, hole)
    inside = mixed(blurry, mirrored.astype(np.float32), share)
    return np.where(hole[..., None] > 0, (inside + 0.5).astype(np.uint8), colour)


def _mirrored(colour: Colour8, hole: Mask8) -> tuple[Colour8, Plane]:
    """What is as far outside of `hole` as each pixel is inside, and how far that can be shown."""
    height, width = hole.shape
    side = max(height, width)
    away = cv2.distanceTransform(hole, cv2.DIST_L2, 5)
    signed = blurred(away - cv2.distanceTransform(1 - hole, cv2.DIST_L2, 5), _SMOOTH * side)
    down, across = np.gradient(signed)
    scale = -2 * away / np.maximum(np.hypot(down, across), 0.3)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = columns + scale * across, rows + scale * down
    shown = cv2.remap(colour, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    free = (1 - hole).astype(np.float32)
    seen = cv2.remap(free, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    sure = blurred(cv2.erode(seen, np.ones((5, 5), np.uint8)), 2.0)
    near = np.clip(2 - away / (_REACH * side), 0, 1)
    return np.asarray(shown, np.uint8), np.where(away < _CLOSE, 1, sure * near)


def _behind(colour: Colour8, hole: Mask8) -> NDArray[Any]:
    """Pull-push (Gortler et al. 1996): each unknown pixel from the nearest known ones around."""
    height, width = hole.shape
    scale = min(1.0, _SIDE / max(height, width))
    size = max(8, round(width * scale)), max(8, round(height * scale))
    weight = (1 - (resized(hole.astype(np.float32), *size) > 0.02)).astype(np.float32)[..., None]
    small = resized(colour, *size).astype(np.float32)
    pushed = _pushed(np.dstack([small * weight, weight]))
    wide = cv2.resize(pushed, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.clip(wide, 0, 255)


def _pushed(level: NDArray[Any]) -> NDArray[Any]:
    """The colours of a (height, width, 4) level of the pyramid: premultiplied RGB and weight."""
    height, width = level.shape[:2]
    if min(height, width) <= 2:
        return level[..., :3] / np.maximum(level[..., 3:], 1e-4)
    half = (width + 1) // 2, (height + 1) // 2
    coarse = _pushed(cv2.resize(level, half, interpolation=cv2.INTER_AREA))
    wide = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return level[..., :3] + wide * (1 - level[..., 3:])
