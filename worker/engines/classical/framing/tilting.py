"""Pictures turned by an angle, without empty corners; and the angle by which they are crooked."""

from math import cos, radians, sin
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.tilting import Tilt
from worker.engine import Laying, Warp
from worker.engines.classical.framing.framed import Reframed
from worker.engines.classical.painting.pixels import (
    EDIT_SIDE,
    Colour8,
    Pixels8,
    apart,
    fitted,
)
from worker.engines.classical.words.beyond import Beyond
from worker.media.laying import warped

_SIDE = 1024  # px, the long side that lines are looked for at
_LONG = 0.06  # of the long side, that a line has at least
_FARTHEST = 12.0  # degrees off level or upright, of lines that count
_AGREE = 1.5  # degrees by which lines that say the same may differ
_ENOUGH = 0.8  # of the long side: how long those are together, at least
_MOST = 0.25  # of the length of all lines, that those are at least
_LEVEL = 0.3  # degrees: what is less is not seen
_MARGIN = 1.0  # px within the edges, that a turned picture keeps to


def tilted(pixels: Pixels8, tilt: Tilt) -> Reframed:
    """`pixels` turned, in their ratio and without empty corners, and what was done.

    Raises Beyond where they are to be straight and are so already, or show no lines.
    """
    pixels = fitted(pixels, EDIT_SIDE)
    degrees = tilt.degrees if tilt.degrees is not None else _righting(apart(pixels).colour)
    warp = _warp(pixels.shape[1], pixels.shape[0], degrees)
    turned = warped(pixels, warp)
    share = turned.shape[0] * turned.shape[1] / (pixels.shape[0] * pixels.shape[1])
    way = f"{abs(degrees):.3g}° to the {'right' if degrees > 0 else 'left'}"
    said = f"turned {way}, {share:.0%} of the picture kept"
    told = said if tilt.degrees is not None else f"straightened: {said}"
    return Reframed(turned, told, Laying(warp=warp))


def _righting(colour: Colour8) -> float:
    """By how much a picture has to be turned to be straight, degrees clockwise."""
    found = crookedness(colour)
    if found is None:
        raise Beyond(
            "it finds no long lines that are nearly level or upright. Say by how much: “rotate it "
            "2 degrees to the left”."
        )
    if abs(found) < _LEVEL:
        raise Beyond(
            "it looks level already. Say by how much if it is not: “rotate it 2 degrees to the "
            "left”."
        )
    return -round(found, 1)


def crookedness(colour: Colour8) -> float | None:
    """How far `colour` is turned clockwise, in degrees, by its long lines; None without such.

    Lines are segments as von Gioi et al. find them (LSD, 2012). Those that most length agrees on
    decide, by their median: of a staircase or a roof the lesser lines lean.
    """
    small = fitted(colour, _SIDE)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    found: Any = cv2.createLineSegmentDetector().detect(grey)[0]
    if found is None:
        return None
    lines = np.asarray(found, np.float64).reshape(-1, 4)
    across, down = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    lengths = np.hypot(across, down)
    angles = (np.degrees(np.arctan2(down, across)) + 45) % 90 - 45
    side = max(grey.shape)
    counts = (lengths >= _LONG * side) & (np.abs(angles) <= _FARTHEST)
    return _agreed(angles[counts], lengths[counts], side)


def _agreed(angles: NDArray[np.float64], lengths: NDArray[np.float64], side: int) -> float | None:
    """The angle that most length agrees on; None where that is little."""
    if not len(angles):
        return None
    near = np.abs(angles[:, None] - angles[None, :]) <= _AGREE
    best = near[int(np.argmax(near @ lengths))]
    agreeing = float(lengths[best].sum())
    if agreeing < max(_ENOUGH * side, _MOST * float(lengths.sum())):
        return None
    order = np.argsort(angles[best])
    sums = np.cumsum(lengths[best][order])
    return float(angles[best][order][int(np.searchsorted(sums, sums[-1] / 2))])


def _warp(width: int, height: int, degrees: float) -> Warp:
    """A picture of that size turned clockwise and cropped to the largest part of its ratio that is
    all its own."""
    turn = radians(degrees)
    sine, cosine = abs(sin(turn)), abs(cos(turn))
    inner = width - 2 * _MARGIN, height - 2 * _MARGIN
    scale = min(
        inner[0] / (width * cosine + height * sine), inner[1] / (width * sine + height * cosine)
    )
    size = max(1, int(width * scale)), max(1, int(height * scale))
    # Where each pixel of the result comes from: turned back around the middle.
    back = np.array([[cos(turn), sin(turn)], [-sin(turn), cos(turn)]])
    shift = np.array([width - 1, height - 1]) / 2 - back @ ((np.array(size) - 1) / 2)
    x, y = (float(one) for one in shift)
    return Warp((cos(turn), sin(turn), x), (-sin(turn), cos(turn), y), size)
