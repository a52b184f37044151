"""Enlarging: Lanczos and a mild unsharp mask; it finds no detail that was not there."""

import cv2
import numpy as np

from worker.engines.classical.beyond import Beyond
from worker.engines.classical.chance import Draw
from worker.engines.classical.pixels import EDIT_SIDE, Alpha8, Colour8, Layers

_FACTOR = 2.0
_AMOUNTS = (0.35, 0.2, 0.55, 0.0)  # of the unsharp mask


def enlarged(layers: Layers, draw: Draw) -> tuple[Layers, str]:
    """Twice as large, up to a long side of 4096 px; raises Beyond when it is that large already."""
    height, width = layers.colour.shape[:2]
    factor = min(_FACTOR, EDIT_SIDE / max(height, width))
    if factor < 1.05:
        raise Beyond(
            f"the picture is {width} x {height} px, and it stops at {EDIT_SIDE} px a side."
        )
    size = round(width * factor), round(height * factor)
    amount = draw.one_of(_AMOUNTS)
    alpha = None if layers.alpha is None else _alpha(layers.alpha, size)
    did = f"enlarged to {size[0]} x {size[1]} px (resampled, no new detail)"
    return Layers(_colour(layers.colour, size, amount), alpha), did


def _colour(colour: Colour8, size: tuple[int, int], amount: float) -> Colour8:
    large = cv2.resize(colour, size, interpolation=cv2.INTER_LANCZOS4)
    if not amount:
        return np.asarray(large, np.uint8)
    soft = cv2.GaussianBlur(large, (0, 0), 1.6)
    return np.asarray(cv2.addWeighted(large, 1 + amount, soft, -amount, 0), np.uint8)


def _alpha(alpha: Alpha8, size: tuple[int, int]) -> Alpha8:
    return np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_CUBIC), np.uint8)
