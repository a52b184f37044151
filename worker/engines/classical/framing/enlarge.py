"""Enlarging: Lanczos and a mild unsharp mask; it finds no detail that was not there."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Colour8, Layers
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.sizes import Target, target

_USUAL = Target(factor=2)
_MOST = 4.0  # times the source
_LONGEST = 4096  # px
_AMOUNTS = (0.35, 0.2, 0.55, 0.0)  # of the unsharp mask


def enlarged(layers: Layers, words: str, draw: Draw) -> tuple[Layers, str]:
    """The size that `words` name, else twice as large, and what was reached.

    At most four times the source and 4096 px on the long side. Raises Beyond when the picture is
    that large already, or when the words name more than 4096 px.
    """
    height, width = layers.colour.shape[:2]
    long = max(height, width)
    asked = target(words) or _USUAL
    wanted = asked.side or round(asked.factor * long)
    reached = min(wanted, _LONGEST, round(_MOST * long))
    _refuse(asked, reached, width, height)
    size = max(1, round(width * reached / long)), max(1, round(height * reached / long))
    amount = draw.one_of(_AMOUNTS)
    alpha = None if layers.alpha is None else _lanczos(layers.alpha, size)
    did = f"enlarged to {size[0]} x {size[1]} px, {_limit(wanted, reached)}"
    return Layers(_sharpened(_lanczos(layers.colour, size), amount), alpha), did


def _refuse(asked: Target, reached: int, width: int, height: int) -> None:
    most = f"it makes at most {_LONGEST} px on the long side"
    if asked.side > _LONGEST:
        raise Beyond(f"{most}, and {asked.side} px were asked for. Say “4K” for 3840 px.")
    if reached <= max(width, height):
        why = f", and {most}" if max(width, height) >= _LONGEST else ""
        raise Beyond(f"the picture is already that large: {width} x {height} px{why}.")


def _limit(wanted: int, reached: int) -> str:
    if reached == wanted:
        return "resampled, no new detail"
    if reached == _LONGEST:
        return f"as far as it goes: {_LONGEST} px on the long side, no new detail"
    return "four times the source: more would only be blur"


def _lanczos(pixels: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[Any]:
    """Resample to `size` (width, height), at most doubling in one step."""
    while pixels.shape[1] * 2 < size[0] and pixels.shape[0] * 2 < size[1]:
        double = pixels.shape[1] * 2, pixels.shape[0] * 2
        pixels = np.asarray(cv2.resize(pixels, double, interpolation=cv2.INTER_LANCZOS4), np.uint8)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_LANCZOS4), np.uint8)


def _sharpened(large: Colour8, amount: float) -> Colour8:
    if not amount:
        return large
    soft = cv2.GaussianBlur(large, (0, 0), 1.6)
    return np.asarray(cv2.addWeighted(large, 1 + amount, soft, -amount, 0), np.uint8)
