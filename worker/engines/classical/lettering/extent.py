"""Where lettering is as a place of an edit: its ink alone, or all that its lines take up."""

import cv2
import numpy as np

from worker.engines.classical.lettering.line import lettering
from worker.engines.classical.lettering.reading import Line, lines
from worker.engines.classical.lettering.telling import told_lines
from worker.engines.classical.painting.pixels import Colour8, Plane
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.pointing import Pointer

_AROUND = 0.25  # of a line's height, that its place reaches beyond its letters
_SOFT = 0.06  # of its height, over which that place ends


def text_mask(colour: Colour8, pointer: Pointer, *, ink: bool) -> Plane:
    """The lines that `pointer` means, 0 to 1; with `ink` the strokes alone.

    Raises Beyond where no line does, and where ink cannot be told from its ground.
    """
    meant = told_lines(colour, lines(colour), pointer)
    return np.max([_ink(colour, one) if ink else _box(colour, one) for one in meant], axis=0)


def _ink(colour: Colour8, line: Line) -> Plane:
    seen = lettering(colour, line)
    if seen is None:
        raise Beyond(f"the ink of “{line.text}” cannot be told from its ground here.")
    height, width = colour.shape[:2]
    back = np.linalg.inv(seen.upright.there)
    flat = cv2.warpPerspective(seen.ink, back, (width, height), flags=cv2.INTER_AREA)
    return np.clip(flat, 0, 1).astype(np.float32)


def _box(colour: Colour8, line: Line) -> Plane:
    """The quadrangle of a line with some air; its edge is soft, inwards."""
    plane = np.zeros(colour.shape[:2], np.float32)
    middle = line.corners.mean(axis=0)
    away = line.corners - middle
    sides = np.maximum(np.abs(away), 1)
    grown = middle + away * (sides + _AROUND * line.height) / sides
    cv2.fillConvexPoly(plane, np.round(grown).astype(np.int32), 1.0)
    return blurred(plane, max(0.5, _SOFT * line.height))
