"""A picture as scenery with depth: one plane that comes nearer downwards, and a rigid subject."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.contours import is_clear
from worker.engines.classical.finding.doubts import worth_a_look
from worker.engines.classical.finding.faces import faces
from worker.engines.classical.finding.masks import ended, reduced, subject_mask
from worker.engines.classical.finding.outdoors import sky_mask
from worker.engines.classical.finding.saliency import salient
from worker.engines.classical.inpainting.filling import filled_in
from worker.engines.classical.painting.pixels import Colour8, Picture, Plane, resized, to_float
from worker.engines.classical.painting.smoothing import colour_guided
from worker.engines.classical.painting.tone import step

_MASK_SIDE = 448  # px, the long side that the subject is looked for at
_LEAST, _MOST = 0.015, 0.68  # of the picture that a subject covers
_SKY = 0.06  # of the picture
_FAR = 0.22  # nearness at the upper edge
_SLOPE, _GROUND = 0.34, 0.6  # how much nearer the lower edge is, where as much of it is ground
_TABLE, _WALL = 0.3, 0.1  # the same, of what a thing lies on and of what a person stands before
_UNKNOWN = (0.4, 0.1)  # nearness and slope where nothing tells what is near
_PROUD = 0.08  # how much nearer a subject is than the ground that it stands on
_CLOSE, _CUT = 0.2, 0.5  # the same, where the lower edge cuts it on so much of its width
_RIM = 0.009  # of the long side
_MARGIN = 3  # px around a flat that show nothing


# From back to front: each (height, width, 4), float32, 0 to 1, straight alpha, with its depth: 1
# infinitely far, 0 at the lens. The first covers everything.
Painted = Sequence[tuple[NDArray[np.float32], float]]


class Flat(NamedTuple):
    """One piece of scenery, as it lies on the plate."""

    colour: Colour8  # (height, width, 3), premultiplied
    through: NDArray[np.uint8] | None  # how much shows of what is behind; None: nothing
    near: float  # of its upper edge: 0 infinitely far, 1 nearest
    slope: float = 0.0  # how much nearer the lower edge of the plate is: a plane that lies back
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
        return self.flats[-1].near if len(self.flats) > 1 else 0.5


def scenery_of(colour: Colour8) -> Scenery:
    """`colour` in relief, by saliency and height in the picture: a guess, and no measured depth.

    Only a subject with a clear edge is cut out; it then stands on the ground where its foot is, and
    moves as one rigid piece. Behind it the ground is filled in.
    """
    height, width = colour.shape[:2]
    small = reduced(colour, _MASK_SIDE)
    sky, coarse = sky_mask(small), subject_mask(small)
    clear, has_sky = _is_clear(small, coarse), float(sky.mean()) > _SKY
    ground = _ground(small, sky if has_sky else None, clear=clear)
    seen = resized(sky, width, height) if has_sky else None
    focus = _focus(coarse if clear else salient(to_float(small)) ** 2)
    if not clear:
        return Scenery((Flat(colour, None, *ground),), (width, height), focus, None, seen)
    alpha = _feathered(_matte(to_float(colour), resized(coarse, width, height)))
    behind = filled_in(colour, alpha)
    subject = _subject(colour, behind, alpha, _nearness(coarse, ground))
    flats = (Flat(behind, None, *ground), subject)
    return Scenery(flats, (width, height), focus, _box(coarse), seen)


def scenery_from(layers: Painted) -> Scenery:
    """Scenery of layers that are painted already."""
    height, width = layers[0][0].shape[:2]
    first, *others = (_painted(rgba, 1 - depth) for rgba, depth in layers)
    flats = (first._replace(through=None), *others)
    return Scenery(flats, (width, height), _focus(layers[-1][0][..., 3]))


def _painted(rgba: NDArray[np.float32], near: float) -> Flat:
    premultiplied = (rgba[..., :3] * rgba[..., 3:] * 255 + 0.5).astype(np.uint8)
    through = (255.5 - rgba[..., 3] * 255).astype(np.uint8)
    return Flat(premultiplied, through, near)


def _is_clear(small: Colour8, mask: Plane) -> bool:
    share = float(mask.mean())
    # What hangs from the upper edge all along is a background.
    hangs = float((mask[:2] > 0.5).mean()) > 0.4
    if not _LEAST < share < _MOST or hangs:
        return False
    # A part of a thing that goes another way than the rest of it is worse than no depth.
    return is_clear(small, mask) and worth_a_look(small, mask)


def _horizon(sky: Plane) -> float:
    """How far down the sky ends, 0 to 1."""
    ends = [int(column[-1]) for column in map(np.flatnonzero, (sky > 0.5).T) if column.size]
    return float(np.clip(np.median(ends) / len(sky), 0.1, 0.8))


def _ground(small: Colour8, sky: Plane | None, *, clear: bool) -> tuple[float, float]:
    """How near the upper edge of what is behind a subject is, and how much nearer the lower one.

    One plane, whose straight edges stay straight whatever the camera does. A hinge at the horizon
    would bend every mast that rises above it, so what has little ground lies back only a little.
    """
    if sky is not None:
        return _FAR, _SLOPE * min(1.0, (1 - _horizon(sky)) / _GROUND)
    if not clear:
        # Hardly any depth: a face would be pulled long.
        return _UNKNOWN
    return _FAR, _WALL if faces(small) else _TABLE


def _nearness(mask: Plane, ground: tuple[float, float]) -> float:
    """How near a subject is that stands on `ground`, or that the lower edge cuts."""
    wide = (mask > 0.5).sum(axis=1)
    proud = _CLOSE if wide[-1] > _CUT * wide.max() else _PROUD
    foot = int(np.flatnonzero(wide > 0.12 * wide.max())[-1])  # the row that it stands on
    return ground[0] + ground[1] * foot / len(mask) + proud


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
    return Flat(premultiplied, through, near, 0.0, int(top), int(left))
