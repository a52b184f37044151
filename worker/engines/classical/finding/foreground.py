"""What fog must not swallow: whoever looks at the camera, and what the lens is sharp on."""

import cv2
import numpy as np

from worker.engines.classical.finding.doubts import doubt
from worker.engines.classical.finding.faces import faces
from worker.engines.classical.finding.masks import reduced, subject_mask
from worker.engines.classical.finding.saliency import nearness
from worker.engines.classical.painting.pixels import (
    Colour8,
    Picture,
    Plane,
    resized,
    to_bytes,
    unit,
)
from worker.engines.classical.painting.remembering import remembered
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.tone import luma, step, stretched

_PERSON_SIDE = 320  # px, the long side that people are cut out at
_SHARP_SIDE = 160  # px, the long side that sharpness is known at
_CLUTTER = (0.48, 0.58)  # of a picture that is sharp, from where on the rest of it is a wall
_WALL = 26.0  # px there, that fog before one goes over within
_BRIDGED = 13  # px there: what lies between sharp parts of a thing belongs to it


def standing(picture: Picture) -> Plane:
    """`nearness` in which a close subject stands whole, 0 far to 1 near."""
    return np.maximum(nearness(picture), 0.94 * _foreground(to_bytes(picture)))


@remembered
def _foreground(colour: Colour8) -> Plane:
    height, width = colour.shape[:2]
    small = reduced(colour, _PERSON_SIDE)
    subject = resized(subject_mask(small), width, height)
    if faces(colour, tilted=True):
        near = subject
    else:
        # A thing on a table is near as a whole, its smooth parts too; a doubtful one may be a hill.
        near = resized(_sharp(colour), width, height)
        near = near if doubt(small, subject_mask(small)) else np.maximum(near, subject)
    return np.clip(blurred(near, 5 * unit(colour)), 0, 1)


def _sharp(colour: Colour8) -> Plane:
    """Where a lens that is close to a thing is sharp, 0 to 1; in scenery it is sharp everywhere.

    So it is only counted as far as some of the picture is not (Gaussian differences, as in
    Zhuo and Sim 2011).
    """
    tones = luma(colour.astype(np.float32) / 255)
    fine = np.abs(tones - blurred(tones, 2 * unit(colour)))
    small = blurred(reduced((fine * 255 * 8).clip(0, 255).astype(np.uint8), _SHARP_SIDE), 4.0)
    sharp = step(0.2, 0.5, stretched(small.astype(np.float32), 10, 98))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_BRIDGED, _BRIDGED))
    closed = cv2.morphologyEx(sharp, cv2.MORPH_CLOSE, kernel)
    # Where nearly all is sharp, what is not is no distance: a bare wall, whose edge tells nothing.
    everywhere = step(*_CLUTTER, np.full((1, 1), closed.mean(), np.float32))
    near = blurred(closed, 2.5)
    return near + (widely_blurred(near, _WALL) - near) * everywhere
