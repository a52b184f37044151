"""Crops in a ratio: they keep what catches the eye, and cut through no head."""

from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.finding.faces import Face, faces
from worker.engines.classical.finding.saliency import salient
from worker.engines.classical.painting.pixels import (
    Colour8,
    Layers,
    Pixels8,
    Plane,
    fitted,
    to_float,
    together,
)

_SIDE = 640  # px, the long side that saliency is weighed at
_TRIES = 40  # positions along each axis
_MOST = 0.84  # of what catches the eye, that a crop keeps wherever it is moved
_ALIKE = 0.5  # of the largest face: a smaller one is a passer-by, whom a crop may leave out
# What belongs to a head: how far above, beside and below the square from brows to chin, in its
# sides. With room to breathe; and where that does not fit, with hair and chin.
_HEADS = ((0.8, 0.35, 0.35), (0.65, 0.2, 0.12))


class Box(NamedTuple):
    """A part of a picture, in px."""

    x: int
    y: int
    width: int
    height: int


class Crop(NamedTuple):
    """A crop, and how far it can be moved before it leaves the picture or cuts a head."""

    box: Box
    across: tuple[int, int]  # the least and the most of its x, px
    down: tuple[int, int]  # the same of its y
    core: Box | None = None  # the part of it that most of what catches the eye lies in

    def moved(self, x: float, y: float) -> Box:
        """The box moved by as many px, as far as it can be and still holds its core."""
        core = self.core or self.box
        across = _holding(self.across, core.x, core.width, self.box.width)
        down = _holding(self.down, core.y, core.height, self.box.height)
        return self.box._replace(
            x=int(np.clip(self.box.x + x, *across)), y=int(np.clip(self.box.y + y, *down))
        )


def _holding(reach: tuple[int, int], start: int, size: int, span: int) -> tuple[int, int]:
    """The places within `reach` from which a `span` px long side holds `size` px from `start`."""
    return max(reach[0], start + size - span), min(reach[1], start)


def best_crop(colour: Colour8, ratio: float, share: float = 1.0) -> Crop | None:
    """The crop of `ratio` (width to height) with the most in it that catches the eye.

    Its sides are `share` of the largest that the picture has room for.

    Between equals the one nearest the middle. It holds every head that looks at the camera, but
    for passers-by; None where the heads need more room than there is.
    """
    height, width = colour.shape[:2]
    size = _largest(width, height, ratio, share)
    found = faces(colour, tilted=True, far=True)
    near = [face for face in found if face.side >= _ALIKE * max(one.side for one in found)]
    for people in (found, tuple(near)):
        for head in _HEADS:
            crop = _held(Box(0, 0, *size), _around(people, head, width, height), width, height)
            if crop is not None:
                return _placed(colour, crop)
    return None


def cut(layers: Layers, box: Box) -> Pixels8:
    """The part of `layers` in `box`, to the bit."""
    part = slice(box.y, box.y + box.height), slice(box.x, box.x + box.width)
    alpha = None if layers.alpha is None else layers.alpha[part]
    return np.ascontiguousarray(together(layers.colour[part], alpha))


def _largest(width: int, height: int, ratio: float, share: float) -> tuple[int, int]:
    wide = width / height >= ratio
    across, down = (height * ratio, height) if wide else (width, width / ratio)
    size = round(across * share), round(down * share)
    return int(np.clip(size[0], 1, width)), int(np.clip(size[1], 1, height))


def _around(
    people: tuple[Face, ...], head: tuple[float, float, float], width: int, height: int
) -> Box | None:
    """The box around all heads, as far as they are in the picture."""
    if not people:
        return None
    above, beside, below = head
    left = max(0, round(min(face.x - beside * face.side for face in people)))
    top = max(0, round(min(face.y - above * face.side for face in people)))
    right = min(width, round(max(face.x + (1 + beside) * face.side for face in people)))
    bottom = min(height, round(max(face.y + (1 + below) * face.side for face in people)))
    return Box(left, top, right - left, bottom - top)


def _held(box: Box, heads: Box | None, width: int, height: int) -> Crop | None:
    """Where `box` can lie with the `heads` in it; None where it cannot hold them."""
    across, down = (0, width - box.width), (0, height - box.height)
    if heads is None:
        return Crop(box, across, down)
    if heads.width > box.width or heads.height > box.height:
        return None
    x = max(0, heads.x + heads.width - box.width), min(across[1], heads.x)
    y = max(0, heads.y + heads.height - box.height), min(down[1], heads.y)
    return Crop(box, x, y)


def _placed(colour: Colour8, crop: Crop) -> Crop:
    """The crop at its best place; weighed on a smaller copy."""
    small = to_float(fitted(colour, _SIDE))
    scale = max(small.shape[:2]) / max(colour.shape[:2])
    weights = salient(small) + np.float32(1e-3)
    _, _, width, height = crop.box
    span = min(weights.shape[1], max(1, round(width * scale)))
    rise = min(weights.shape[0], max(1, round(height * scale)))
    across = _places(crop.across, scale, weights.shape[1] - span)
    down = _places(crop.down, scale, weights.shape[0] - rise)
    column, row = _best(weights, (span, rise), across, down)
    x, y = np.clip(round(column / scale), *crop.across), np.clip(round(row / scale), *crop.down)
    box = Box(int(x), int(y), width, height)
    seen = weights[row : row + rise, column : column + span]
    return crop._replace(box=box, core=_core(seen, box))


def _core(seen: Plane, box: Box) -> Box:
    """The part of `box` between whose sides most of the weight `seen` in it lies."""
    left, right = _middle(seen.sum(axis=0), box.width)
    top, bottom = _middle(seen.sum(axis=1), box.height)
    return Box(box.x + left, box.y + top, right - left, bottom - top)


def _middle(weights: Plane, size: int) -> tuple[int, int]:
    """Where the middle _MOST of `weights` begins and ends, on a side of `size` px."""
    shares = np.cumsum(weights) / weights.sum()
    first, last = np.searchsorted(shares, ((1 - _MOST) / 2, (1 + _MOST) / 2))
    scale = size / len(weights)
    return int(first * scale), min(size, int(np.ceil((last + 1) * scale)))


def _places(reach: tuple[int, int], scale: float, most: int) -> range:
    first, last = (min(round(place * scale), most) for place in reach)
    return range(first, last + 1, max(1, (last - first) // _TRIES))


def _best(weights: Plane, size: tuple[int, int], across: range, down: range) -> tuple[int, int]:
    """The upper left corner, x and y, of the box of `size` with the most weight."""
    height, width = weights.shape
    sums, (span, rise) = cv2.integral(weights), size
    best, best_score = (across[0], down[0]), -1.0
    for y in down:
        for x in across:
            total = sums[y + rise, x + span] - sums[y, x + span] - sums[y + rise, x] + sums[y, x]
            off = abs(x + span / 2 - width / 2) / width + abs(y + rise / 2 - height / 2) / height
            score = float(total) * (1 - 0.06 * off)
            if score > best_score:
                best, best_score = (x, y), score
    return best
