"""A picture as scenery with depth: a ground that comes nearer downwards, and a rigid subject."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.completing import completed
from worker.engines.classical.finding.contours import separation
from worker.engines.classical.finding.masks import ended, reduced, subject_mask
from worker.engines.classical.finding.outdoors import sky_mask
from worker.engines.classical.finding.saliency import salient
from worker.engines.classical.inpainting.filling import filled_in
from worker.engines.classical.painting.pixels import Colour8, Picture, Plane, resized, to_float
from worker.engines.classical.painting.smoothing import blurred, colour_guided
from worker.engines.classical.painting.tone import step

_MASK_SIDE = 448  # px, the long side that the subject is looked for at
_CLEAR = 20.0  # CIE76 units across its edge: below, a cut would show
_LEAST, _MOST = 0.015, 0.68  # of the picture that a subject covers
_SKY = 0.06  # of the picture
_GRID = 160  # cells along the long side
_PROUD = 0.06  # how much nearer a subject is than the ground that it stands on
_ALONG = 0.5  # of the way that the ground beside a subject goes with it
_RIM = 0.009  # of the long side
_MARGIN = 3  # px around a flat that show nothing


# From back to front: each (height, width, 4), float32, 0 to 1, straight alpha, with its depth: 1
# infinitely far, 0 at the lens. The first covers everything.
Painted = Sequence[tuple[NDArray[np.float32], float]]


class Flat(NamedTuple):
    """One piece of scenery, as it lies on the plate."""

    colour: Colour8  # (height, width, 3), premultiplied
    through: NDArray[np.uint8] | None  # how much shows of what is behind; None: nothing
    near: NDArray[np.float64]  # 0 infinitely far, 1 nearest: (1, 1) where it is rigid, else a grid
    top: int = 0  # px
    left: int = 0  # px


class Box(NamedTuple):
    """Where the subject is, in shares of the picture."""

    left: float
    top: float
    right: float
    bottom: float


class Scenery(NamedTuple):
    """All flats, from far to near."""

    flats: tuple[Flat, ...]
    size: tuple[int, int]  # width and height of the plate, px
    focus: tuple[float, float]  # what catches the eye: across and down, 0 to 1
    box: Box | None = None  # of the subject, where there is one
    sky: Plane | None = None  # where stars may stand; None: anywhere

    @property
    def subject(self) -> float:
        """How near the subject is."""
        flat = self.flats[-1]
        return float(flat.near[0, 0]) if len(self.flats) > 1 else 0.5


def scenery_of(colour: Colour8) -> Scenery:
    """`colour` in relief, by saliency and height in the picture: a guess, and no measured depth.

    Only a subject with a clear edge is cut out; it then stands on the ground where its foot is, and
    moves as one rigid piece. Behind it the ground is filled in.
    """
    height, width = colour.shape[:2]
    small = reduced(colour, _MASK_SIDE)
    sky, coarse = sky_mask(small), completed(small, subject_mask(small))
    has_sky = float(sky.mean()) > _SKY
    clear = _is_clear(small, coarse)
    ground = _ground(_grid(colour), _horizon(sky) if has_sky else 0.4, flat=not (clear or has_sky))
    seen = resized(sky, width, height) if has_sky else None
    focus = _focus(coarse if clear else salient(to_float(small)) ** 2)
    if not clear:
        return Scenery((Flat(colour, None, ground),), (width, height), focus, None, seen)
    near = float(ground[_foot(coarse) * len(ground) // len(coarse), 0]) + _PROUD
    alpha = _feathered(_matte(to_float(colour), resized(coarse, width, height)))
    behind = filled_in(colour, alpha)
    backdrop = Flat(behind, None, _drawn_along(ground, coarse, near))
    subject = _subject(colour, behind, alpha, near)
    return Scenery((backdrop, subject), (width, height), focus, _box(coarse), seen)


def scenery_from(layers: Painted) -> Scenery:
    """Scenery of layers that are painted already."""
    height, width = layers[0][0].shape[:2]
    first, *others = (_painted(rgba, 1 - depth) for rgba, depth in layers)
    flats = (first._replace(through=None), *others)
    return Scenery(flats, (width, height), _focus(layers[-1][0][..., 3]))


def _painted(rgba: NDArray[np.float32], near: float) -> Flat:
    premultiplied = (rgba[..., :3] * rgba[..., 3:] * 255 + 0.5).astype(np.uint8)
    through = (255.5 - rgba[..., 3] * 255).astype(np.uint8)
    return Flat(premultiplied, through, np.array([[near]]))


def _is_clear(small: Colour8, mask: Plane) -> bool:
    share = float(mask.mean())
    # What hangs from the upper edge all along is a background.
    hangs = float((mask[:2] > 0.5).mean()) > 0.4
    return _LEAST < share < _MOST and not hangs and separation(small, mask) >= _CLEAR


def _horizon(sky: Plane) -> float:
    """How far down the sky ends, 0 to 1."""
    ends = [int(column[-1]) for column in map(np.flatnonzero, (sky > 0.5).T) if column.size]
    return float(np.clip(np.median(ends) / len(sky), 0.1, 0.8))


def _grid(colour: Colour8) -> tuple[int, int]:
    """Rows and columns at which depth is known: it is smooth."""
    height, width = colour.shape[:2]
    scale = _GRID / max(height, width)
    return max(4, round(height * scale)), max(4, round(width * scale))


def _ground(grid: tuple[int, int], horizon: float, *, flat: bool) -> NDArray[np.float64]:
    """How near the ground is: far down to the horizon, then coming nearer."""
    rows = (np.arange(grid[0]) + 0.5) / grid[0]
    below = np.clip((rows - horizon) / (1 - horizon), 0, 1)
    # Where nothing tells what is near, hardly any depth: a face would be pulled long.
    near = 0.4 + 0.1 * rows if flat else 0.22 + 0.38 * below**1.5
    return np.repeat(near[:, None], grid[1], axis=1)


def _drawn_along(ground: NDArray[np.float64], mask: Plane, near: float) -> NDArray[np.float64]:
    """`ground` that goes most of the way with the subject close to it.

    What a mask has missed of the subject stays with it so, and less is uncovered behind it.
    """
    height, width = ground.shape
    reach = max(3, 2 * round(0.04 * max(height, width)) + 1)
    coarse = resized(mask, width, height).astype(np.float32)
    wide = cv2.dilate((coarse > 0.3).astype(np.float32), np.ones((reach, reach), np.uint8))
    share = _ALONG * blurred(wide, reach * 0.6)
    return ground + (near - ground) * share


def _focus(weights: Plane) -> tuple[float, float]:
    height, width = weights.shape
    total = float(weights.sum()) + 1e-6
    x = float((weights.sum(axis=0) * np.arange(width)).sum()) / total / width
    y = float((weights.sum(axis=1) * np.arange(height)).sum()) / total / height
    return float(np.clip(x, 0.15, 0.85)), float(np.clip(y, 0.15, 0.85))


def _box(mask: Plane) -> Box:
    height, width = mask.shape
    rows = np.flatnonzero((mask > 0.5).any(axis=1))
    columns = np.flatnonzero((mask > 0.5).any(axis=0))
    return Box(
        float(columns[0]) / width,
        float(rows[0]) / height,
        float(columns[-1] + 1) / width,
        float(rows[-1] + 1) / height,
    )


def _matte(picture: Picture, coarse: Plane) -> Plane:
    """The soft edge of the subject at full size."""
    radius = max(2, max(coarse.shape) // 256)
    soft = np.clip((colour_guided(picture, coarse, radius, 1e-3) - 0.5) * 1.3 + 0.5, 0, 1)
    reach = np.ones((2 * radius + 1, 2 * radius + 1), np.uint8)
    sure, none = cv2.erode(coarse, reach) > 0.9, cv2.dilate(coarse, reach) < 0.02
    return ended(np.where(sure, 1, np.where(none, 0, soft)))


def _feathered(alpha: Plane) -> Plane:
    """`alpha` with a soft rim, in which the subject takes a little of its surroundings along.

    There is its halo, and whatever hair the matte has missed: left behind, it would be a ghost.
    """
    reach = _RIM * max(alpha.shape)
    away = cv2.distanceTransform((alpha < 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    return np.maximum(alpha, step(reach, 0.25 * reach, away)).astype(np.float32)


def _subject(colour: Colour8, behind: Colour8, alpha: Plane, near: float) -> Flat:
    rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
    top, bottom = max(rows[0] - _MARGIN, 0), min(rows[-1] + _MARGIN, len(alpha) - 1)
    left, right = max(columns[0] - _MARGIN, 0), min(columns[-1] + _MARGIN, alpha.shape[1] - 1)
    place = slice(top, bottom + 1), slice(left, right + 1)
    share = alpha[place][..., None]
    # The matting equation solved for the subject: over what is behind it gives the source again.
    own = colour[place] - (1 - share) * behind[place]
    premultiplied = np.clip(own + 0.5, 0, 255 * share).astype(np.uint8)
    through = (255.5 - alpha[place] * 255).astype(np.uint8)
    return Flat(premultiplied, through, np.array([[near]]), int(top), int(left))


def _foot(mask: Plane) -> int:
    """The row that the subject stands on."""
    wide = (mask > 0.5).sum(axis=1)
    return int(np.flatnonzero(wide > 0.12 * wide.max())[-1])
