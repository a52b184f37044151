"""What a cut-out keeps, shown on its source."""

import cv2
import numpy as np

from worker.engine import Marks, Pixels
from worker.media.grid import opaque

_SIDE = 1600  # px, the long side that a mask is shown at, at most
_AWAY = (34, 32, 60)  # the colour over what is cut away
_SHARE = 0.66  # of that colour there
_OUTLINE = (255, 214, 10)
_LEAST, _MOST = 0.002, 0.97  # of a picture: less or more than that is nobody's “this”
KEPT, MASK = "cut out", "kept: within the line"


def worth_asking(marks: Marks) -> bool:
    """Whether a person who sees what is marked could find that it is what they meant."""
    return _LEAST < float((marks > 127).mean()) < _MOST


def marked(source: Pixels, alpha: Pixels) -> Pixels:
    """`source` dim and grey where `alpha` (height, width) hides it, and a line around the rest.

    (height, width, 3), reduced where it is longer than a chat shows.
    """
    height, width = alpha.shape
    share = min(1.0, _SIDE / max(height, width))
    size = max(1, round(width * share)), max(1, round(height * share))
    small = cv2.resize(opaque(source), size, interpolation=cv2.INTER_AREA).astype(np.float32)
    kept = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    # No hue, since a subject can have any.
    grey = small.mean(axis=2, keepdims=True)
    away = grey * (1 - _SHARE) + np.array(_AWAY, np.float32) * _SHARE
    shown = (small * kept[..., None] + away * (1 - kept[..., None])).astype(np.uint8)
    shapes, _ = cv2.findContours(
        (kept > 0.5).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE
    )
    line = max(1, round(max(size) / 400))
    cv2.drawContours(shown, shapes, -1, _OUTLINE, line, cv2.LINE_AA)
    return shown
