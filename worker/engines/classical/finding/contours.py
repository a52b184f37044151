"""How clear the outline of a mask is: the colours on its two sides, compared all along it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Colour8, Plane, fitted, resized, to_float
from worker.engines.classical.painting.smoothing import boxed
from worker.engines.classical.painting.tone import to_lab

_SIDE = 320  # px, the long side that outlines are judged at
_WIDE, _NARROW = 6, 3  # px around, within which either side is averaged
_STRONG = 12.0  # CIE76 units: less is no edge
CLEAR = 20.0  # CIE76 units across an edge: below, a cut-out looks torn
_TORN = 0.75  # of an outline that is an edge: below, it runs across the subject


def is_clear(colour: Colour8, mask: Plane) -> bool:
    """Whether the outline of a subject is one all along, and does not run across it."""
    return separation(colour, mask) >= CLEAR and closedness(colour, mask) >= _TORN


def separation(colour: Colour8, mask: Plane) -> float:
    """How different the two sides of the mask's outline are, in CIE76 units, on average."""
    differences = _differences(colour, mask, _WIDE)
    return float(differences.mean()) if differences.size else 0.0


def closedness(colour: Colour8, mask: Plane) -> float:
    """How much of the mask's outline lies on an edge of the picture, 0 to 1."""
    differences = _differences(colour, mask, _NARROW)
    return float((differences > _STRONG).mean()) if differences.size else 0.0


def _differences(colour: Colour8, mask: Plane, radius: int) -> NDArray[Any]:
    """CIE76 differences between inside and outside, one for each pixel on the outline."""
    small = to_lab(to_float(fitted(colour, _SIDE)))
    inside = (resized(mask, small.shape[1], small.shape[0]) > 0.5).astype(np.float32)
    near = boxed(inside, radius)
    edge = (near > 0.25) & (near < 0.75)
    front = boxed(small * inside[..., None], radius) / np.maximum(near, 1e-3)[..., None]
    back = boxed(small * (1 - inside)[..., None], radius) / np.maximum(1 - near, 1e-3)[..., None]
    return np.sqrt(((front - back) ** 2).sum(axis=2))[edge]
