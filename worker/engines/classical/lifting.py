"""Large pictures in bounded memory: worked on as a smaller copy, and lifted back to full size."""

from collections.abc import Callable, Iterator
from functools import partial
from math import sqrt
from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.painting.pixels import (
    Colour8,
    Layers,
    Picture,
    Pixels8,
    Plane,
    apart,
    fitted,
    resized,
    to_bytes,
    to_float,
    together,
)
from worker.engines.classical.painting.smoothing import boxed
from worker.engines.classical.painting.tone import step

MOST = 3_500_000  # px that an edit works at: each takes up to some 170 bytes
_STRIP = 256  # rows that are lifted at a time
_HALO = 8  # rows of the smaller copy around a strip
_RADIUS = 3  # px of the smaller copy, around which the change of detail is measured
_ALIKE = (0.7, 0.95)  # correlation, squared, from which what changed is still the same detail

Craft = Callable[[Layers], tuple[Pixels8, str]]


def lifted(layers: Layers, craft: Craft) -> tuple[Pixels8, str]:
    """What `craft` makes of `layers`, and what it says; above MOST px made of a smaller copy.

    Detail that the copy lacks is added back as far as the craft has kept detail there: in a sky
    that became darker, not in one that became another. Where the craft has changed nothing, not
    one bit differs. Local gains as in the fast guided filter (He and Sun 2015).
    """
    small = _reduced(layers)
    if small is layers:
        return craft(layers)
    pixels, did = craft(small)
    result = apart(pixels)
    colour = _lifted(layers.colour, small.colour, result.colour)
    return together(colour, _lifted_alpha(layers, small, result)), did


def _reduced(layers: Layers) -> Layers:
    height, width = layers.colour.shape[:2]
    if width * height <= MOST:
        return layers
    side = round(max(width, height) * sqrt(MOST / (width * height)))
    return apart(fitted(together(*layers), side))


def _lifted(colour: Colour8, small: Colour8, result: Colour8) -> Colour8:
    lifted = np.empty_like(colour)
    for strip in _strips(len(colour), len(small)):
        rows, part = strip.rows, strip.part
        enlarged = partial(_enlarged, strip=strip, full=colour.shape, small=small.shape)
        before, after = to_float(small[part]), to_float(result[part])
        changed = (small[part] != result[part]).any(axis=2).astype(np.float32)
        detail = to_float(colour[rows]) - enlarged(before)
        new = to_bytes(enlarged(after) + detail * enlarged(_gain(before, after)))
        touched = enlarged(changed, method=cv2.INTER_LINEAR) > 0
        lifted[rows] = np.where(touched[..., None], new, colour[rows])
    return lifted


def _lifted_alpha(layers: Layers, small: Layers, result: Layers) -> Plane | None:
    if result.alpha is None:
        return None
    if small.alpha is not None and np.array_equal(small.alpha, result.alpha):
        return layers.alpha
    height, width = layers.colour.shape[:2]
    alpha = resized(result.alpha, width, height)
    if layers.alpha is None or small.alpha is None:
        return alpha
    less, more = (
        resized(which.astype(np.float32), width, height) > 0
        for which in (result.alpha < small.alpha, result.alpha > small.alpha)
    )
    lower, upper = np.minimum(alpha, layers.alpha), np.maximum(alpha, layers.alpha)
    return np.where(more, upper, np.where(less, lower, layers.alpha))


def _gain(before: Picture, after: Picture) -> Picture:
    """How much of the detail of `before` is in `after`, a channel each: 1 is as much, 0 none."""
    mean_before, mean_after = boxed(before, _RADIUS), boxed(after, _RADIUS)
    shared = boxed(before * after, _RADIUS) - mean_before * mean_after
    own = boxed(before * before, _RADIUS) - mean_before * mean_before + np.float32(1e-5)
    other = boxed(after * after, _RADIUS) - mean_after * mean_after + np.float32(1e-5)
    alike = step(*_ALIKE, (shared + 1e-5) ** 2 / (own * other))
    return (np.clip((shared + 1e-5) / own, 0, 3) * alike).astype(np.float32)


class _Strip(NamedTuple):
    """Some rows of the large picture, and of the small one those that they lie within."""

    rows: slice
    part: slice


def _strips(height: int, rows: int) -> Iterator[_Strip]:
    for top in range(0, height, _STRIP):
        bottom = min(top + _STRIP, height)
        first, last = top * rows // height - _HALO, bottom * rows // height + _HALO
        yield _Strip(slice(top, bottom), slice(max(0, first), min(rows, last)))


def _enlarged(
    plane: Plane,
    strip: _Strip,
    full: tuple[int, ...],
    small: tuple[int, ...],
    method: int = cv2.INTER_CUBIC,
) -> Plane:
    """The rows of a strip at full size from its part of the small picture, `plane`."""
    down, across = small[0] / full[0], small[1] / full[1]
    first = (strip.rows.start + 0.5) * down - 0.5 - strip.part.start
    place = np.array([[across, 0, 0.5 * across - 0.5], [0, down, first]], np.float64)
    size = full[1], strip.rows.stop - strip.rows.start
    flags = method | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(plane, place, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
