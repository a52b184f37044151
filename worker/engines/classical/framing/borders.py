"""A plain border around a picture, which stays as it is."""

import cv2
import numpy as np

from core.bordering import Border
from worker.engine import Laying
from worker.engines.classical.framing.framed import Reframed, reduced
from worker.engines.classical.painting.pixels import EDIT_SIDE, Pixels8, fitted
from worker.engines.classical.words.beyond import Beyond

_MOST = 1.0  # times the shorter side, that a border is wide


def bordered(pixels: Pixels8, border: Border) -> Reframed:
    """`pixels` to the bit within `border`, and what was done; what is larger than EDIT_SIDE is
    reduced. Raises Beyond for a border that is wider than the picture."""
    shorter = min(pixels.shape[:2])
    width = max(1, border.width.of(shorter))
    if width > _MOST * shorter:
        raise Beyond(f"a border of {width} px is wider than the picture, which has {shorter} px.")
    share = EDIT_SIDE / (max(pixels.shape[:2]) + 2 * width)
    if share < 1:
        pixels = fitted(pixels, int(max(pixels.shape[:2]) * share))
        width = max(1, int(width * share))
    colour = (*border.rgb, 255)[: pixels.shape[2]]
    framed = cv2.copyMakeBorder(
        pixels, width, width, width, width, cv2.BORDER_CONSTANT, value=colour
    )
    size = f"{framed.shape[1]} x {framed.shape[0]} px"
    within = "is untouched" if share >= 1 else reduced(pixels)
    told = f"a {border.colour} border of {width} px, the picture in it {within}: {size}"
    laying = None if share < 1 else Laying(corner=(-width, -width))
    return Reframed(np.asarray(framed, np.uint8), told, laying)
