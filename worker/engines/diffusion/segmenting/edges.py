"""A coarse mask moved to the edges of its picture: the guided filter (He, Sun and Tang 2010)."""

import cv2
import numpy as np

from worker.engine import Pixels
from worker.engines.diffusion.segmenting.sought import Plane
from worker.media.ground import opaque

_SMOOTH = 1e-3  # variance, of a picture from 0 to 1, below which a place counts as flat
_DIM = 0.25  # of a share: less is nothing, as much from the top is everything


def followed(share: Plane, picture: Pixels, cell: float) -> Plane:
    """`share` with its edges where `picture` has some; it is sure to about `cell` px."""
    radius = max(1, round(cell * 2))
    light = _told_apart(picture, share)
    mean, of_share = _near(light, radius), _near(share, radius)
    spread = _near(light * light, radius) - mean * mean
    both = _near(light * share, radius) - mean * of_share
    slope = np.asarray(both / (spread + _SMOOTH), np.float32)
    offset = np.asarray(of_share - slope * mean, np.float32)
    fine = _near(slope, radius) * light + _near(offset, radius)
    return np.clip((fine - _DIM) / (1 - 2 * _DIM), 0, 1).astype(np.float32)


def _told_apart(picture: Pixels, share: Plane) -> Plane:
    """The picture along the colours that its two parts differ by, on average."""
    colours = opaque(picture).astype(np.float32) / 255
    inside, outside = (
        np.average(colours.reshape(-1, 3), axis=0, weights=part.ravel() + 1e-6)
        for part in (share, 1 - share)
    )
    axis = inside - outside + 1e-3
    return np.asarray(colours @ (axis / np.linalg.norm(axis)), np.float32)


def _near(plane: Plane, radius: int) -> Plane:
    side = 2 * radius + 1
    return np.asarray(cv2.blur(plane, (side, side)), np.float32)
