"""Where grass and water are: below the sky, coloured as they are, and beside nobody's face."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.faces import faces
from worker.engines.classical.finding.masks import hue_mask, tidied
from worker.engines.classical.finding.outdoors import sky_mask
from worker.engines.classical.painting.pixels import Colour8, Plane, to_float
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.painting.tone import luma, step, to_lab

_LEAST = 0.03  # of the picture: less green is no lawn and no tree, less blue no water
_GREEN = 96.0  # degrees of hue in CIE Lab: what is yellower is hair, straw or wood
_BROAD = 0.25  # of the width that water spans
_SMOOTH = 0.05  # of tone, that water varies within a few px at most
_BODY = ((-1.9, 1.9), -0.9)  # across from the middle and up from the brows of a face, in faces


def grass_mask(colour: Colour8) -> Plane:
    """Green things below the sky, 0 to 1; zeros where they are too few or too yellow for plants."""
    green = hue_mask(colour, 118, 34, spread=34) * (1 - sky_mask(colour)) * _nobody(colour)
    lab = to_lab(to_float(colour))
    inside = green > 0.5
    if inside.mean() < _LEAST:
        return np.zeros_like(green)
    hue = np.degrees(np.arctan2(lab[..., 2][inside], lab[..., 1][inside]))
    return green if float(np.median(hue)) > _GREEN else np.zeros_like(green)


def water_mask(colour: Colour8) -> Plane:
    """Bluish, smooth, broad things in the lower part that are not sky, 0 to 1; zeros for none."""
    height = colour.shape[0]
    sky = sky_mask(colour)
    lab = to_lab(to_float(colour))
    bluish = step(1, -7, lab[..., 2]) * step(22, 10, lab[..., 1])
    rows = np.nonzero(sky.mean(axis=1) > 0.2)[0]
    top = rows[-1] / height * 0.8 if rows.size else 0.3
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    likely = bluish * (1 - sky) * step(top - 0.02, top + 0.02, down) * _nobody(colour)
    water = tidied(colour, likely.astype(np.float32), least=0.02)
    return water if _lies_flat(colour, water > 0.5) else np.zeros_like(water)


def _lies_flat(colour: Colour8, water: NDArray[np.bool_]) -> bool:
    """Whether it is as large, as broad and as smooth as water."""
    if water.mean() < _LEAST or water.any(axis=0).mean() < _BROAD:
        return False
    tones = luma(to_float(colour))
    rough = np.abs(tones - blurred(tones, 2.0))[water]
    return float(rough.mean()) < _SMOOTH


def _nobody(colour: Colour8) -> Plane:
    """0 where a person is that shows a face, from the hair down; 1 elsewhere."""
    free: NDArray[Any] = np.ones(colour.shape[:2], np.float32)
    for face in faces(colour):
        middle = face.x + face.side / 2
        left, right = (round(middle + out * face.side) for out in _BODY[0])
        top = round(face.y + _BODY[1] * face.side)
        cv2.rectangle(free, (left, top), (right, len(free)), 0.0, -1)
    return free
