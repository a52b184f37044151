"""Letters in white or black: a set colour, which no light or shade of the old ink greys."""

from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Picture, Plane
from worker.engines.classical.words.vocabulary import Colour

_CORE = 0.9  # of the strongest ink, from where on a pixel shows its colour and no ground


class _Ink(NamedTuple):
    title: str
    rgb: tuple[int, int, int]


_INKS = {
    "white": (
        _Ink("pure white", (255, 255, 255)),
        _Ink("soft white", (246, 246, 244)),
        _Ink("warm white", (255, 250, 240)),
        _Ink("cool white", (244, 249, 255)),
    ),
    "black": (
        _Ink("pure black", (0, 0, 0)),
        _Ink("soft black", (24, 24, 25)),
        _Ink("warm black", (24, 17, 12)),
        _Ink("cool black", (12, 16, 26)),
    ),
}


def inks(colour: Colour) -> bool:
    """Whether letters of `colour` are set in it, rather than given its hue."""
    return colour.name in _INKS


def inked_in(picture: Picture, ink: Plane, colour: Colour, draw: Draw) -> tuple[Picture, str]:
    """`picture` so that letters, laid over it by `ink` (0 to 1), are white or black; and which.

    A pixel at the rim of a letter is part ink and part ground: the old ink is taken out of it by
    as much as the new is put in, so that no fringe of the old one stays.
    """
    shade = draw.one_of(_INKS[colour.name])
    new = np.array(shade.rgb, np.float32) / 255
    return picture + (new - _old(picture, ink)), shade.title


def _old(picture: Picture, ink: Plane) -> Picture:
    """The colour of the ink that is nearest to each pixel."""
    core = ink >= _CORE * float(ink.max())
    _, labels = cv2.distanceTransformWithLabels(
        (~core).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    nearest = np.asarray(labels, np.int64)
    colours = np.zeros((int(nearest.max()) + 1, 3), np.float32)
    colours[nearest[core]] = picture[core]
    return colours[nearest]
