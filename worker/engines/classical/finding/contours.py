"""How clear the outline of a mask is: the colours on its two sides, compared all along it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.faces import Face, faces
from worker.engines.classical.finding.people import bodies
from worker.engines.classical.painting.pixels import Colour8, Plane, fitted, resized, to_float
from worker.engines.classical.painting.smoothing import boxed
from worker.engines.classical.painting.tone import to_lab

_SIDE = 320  # px, the long side that outlines are judged at
_WIDE, _NARROW = 6, 3  # px around, within which either side is averaged
_STRONG = 12.0  # CIE76 units: less is no edge
CLEAR = 20.0  # CIE76 units across an edge: below, a cut-out looks torn
_TORN = 0.75  # of an outline that is an edge: below, it runs across the subject
_UNSURE = 0.9  # the same: below, a part of it may be
_BODY = 0.88  # of where a body is below a face, that a subject covers
_DOUBT = "the edge is uncertain: look at it closely"
_BITTEN = "a part of the body may be missing: look at its edge"


def is_clear(colour: Colour8, mask: Plane) -> bool:
    """Whether the outline of a subject is one all along, and does not run across it."""
    return separation(colour, mask) >= CLEAR and closedness(colour, mask) >= _TORN


def doubt(colour: Colour8, mask: Plane) -> str:
    """What a person should look at before they use the subject that `mask` shows, or nothing."""
    shown = tuple(face for face in faces(colour) if _shows(mask, face))
    body = bodies(mask.shape, shown)
    if body.any() and float(mask[body > 0].mean()) < _BODY:
        return _BITTEN
    return _DOUBT if closedness(colour, mask) < _UNSURE else ""


def separation(colour: Colour8, mask: Plane) -> float:
    """How different the two sides of the mask's outline are, in CIE76 units, on average."""
    differences = _differences(colour, mask, _WIDE)
    return float(differences.mean()) if differences.size else 0.0


def closedness(colour: Colour8, mask: Plane) -> float:
    """How much of the mask's outline lies on an edge of the picture, 0 to 1."""
    differences = _differences(colour, mask, _NARROW)
    return float((differences > _STRONG).mean()) if differences.size else 0.0


def _shows(mask: Plane, face: Face) -> bool:
    top, left, side = round(face.y), round(face.x), round(face.side)
    return float(mask[max(0, top) : top + side, max(0, left) : left + side].mean()) > 0.5


def _differences(colour: Colour8, mask: Plane, radius: int) -> NDArray[Any]:
    """CIE76 differences between inside and outside, one for each pixel on the outline."""
    small = to_lab(to_float(fitted(colour, _SIDE)))
    inside = (resized(mask, small.shape[1], small.shape[0]) > 0.5).astype(np.float32)
    near = boxed(inside, radius)
    edge = (near > 0.25) & (near < 0.75)
    front = boxed(small * inside[..., None], radius) / np.maximum(near, 1e-3)[..., None]
    back = boxed(small * (1 - inside)[..., None], radius) / np.maximum(1 - near, 1e-3)[..., None]
    return np.sqrt(((front - back) ** 2).sum(axis=2))[edge]
