"""Skies of grainy pictures: decided on a smoothed copy, so that no speck of the old one stays."""

import cv2
import numpy as np

from worker.engines.classical.finding.masks import reduced
from worker.engines.classical.finding.matting import Matte, matted
from worker.engines.classical.painting.pixels import Colour8, Mask8, Plane, to_float
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.painting.tone import luma, step

_FINE = 1.5  # px: what is finer may be grain
_STRENGTH = 2.5  # times the grain, of the smoothing
_PATCH, _WINDOW = 5, 15  # px, that are compared with each other, and where their like is sought
_LARGEST = 1280  # px, the long side of the smoothed copy: in a larger one grain averages out
_SPECK = 40  # px: what is smaller and stands free in the sky is grain
_LONG = 12.0  # px: what is longer may be a rope


def grain(colour: Colour8, sky: Mask8) -> float:
    """How far tones inside a small, hard `sky` stray from their neighbours, of 255; the median."""
    height, width = colour.shape[:2]
    inner = cv2.erode(sky, np.ones((5, 5), np.uint8))
    inside = cv2.resize(inner, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    tones = cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return float(np.median(np.abs(tones - blurred(tones, _FINE))[inside])) if inside.any() else 0.0


def roughness(colour: Colour8, side: int) -> Plane:
    """How rough a picture is at a long side of `side` px: lawns and walls are, skies are not.

    Opened, so that the edge of a thing or a rope does not make the sky beside it rough.
    """
    fine = luma(to_float(reduced(colour, 3 * side)))
    rough = blurred(np.abs(fine - blurred(fine, 1.2)), 3.0)
    small = reduced(colour, side)
    rough = cv2.resize(rough, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.morphologyEx(rough, cv2.MORPH_OPEN, np.ones((11, 11))), np.float32)


def degrained(colour: Colour8, amount: float) -> Colour8:
    """`colour`, no larger than is searched, without grain of that `amount` (of 255)."""
    strength = _STRENGTH * amount
    calm = cv2.fastNlMeansDenoisingColored(
        reduced(colour, _LARGEST), None, strength, strength, _PATCH, _WINDOW
    )
    return np.asarray(calm, np.uint8)


def matted_in_grain(colour: Colour8, calm: Colour8, sky: Mask8, banned: Plane) -> Matte:
    """The matte of a `sky` as `matted` finds it in the smoothed copy `calm` of `colour`.

    Thin bars, which smoothing takes away, are those of `colour` itself, without its specks.
    """
    smooth = matted(calm, sky, banned, wary=True)
    height, width = colour.shape[:2]
    share, own = (cv2.resize(plane, (width, height)) for plane in (smooth.share, smooth.own))
    bars = _without_specks(matted(colour, sky, banned, wary=True).share)
    share = np.minimum(share, bars).astype(np.float32)
    return Matte(share, np.minimum(own, step(0.85, 1, share)).astype(np.float32), grainy=True)


def _without_specks(share: Plane) -> Plane:
    """`share`, with sky where something too small to be anything stands in it."""
    solid = (share < 0.7).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    across, down = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    kept = (stats[:, cv2.CC_STAT_AREA] >= _SPECK) | (np.hypot(across, down) >= _LONG)
    kept[0] = False
    solid = kept[np.asarray(labels, np.intp)].astype(np.uint8)
    near = cv2.dilate(solid, np.ones((3, 3), np.uint8))
    return np.where(near > 0, share, np.float32(1))
