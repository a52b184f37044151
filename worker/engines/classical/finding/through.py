"""What shows through a thing: the table in the handle of a cup keeps its colour."""

import cv2
import numpy as np

from worker.engines.classical.painting.pixels import Colour8, Mask8, to_float, unit
from worker.engines.classical.painting.tone import to_lab

_RING = 8.0  # design px around a thing, that are its ground
_LIKE = 9.0  # CIE76 units from some colour of the ground: as near is the ground, seen again
_UNLIKE = 18.0  # CIE76 units from the thing: as far is no part of it
_SHARE = 0.35  # of the thing: more that is like its ground is the thing itself, on its like
_TONES = 6  # of the ground, that are told apart
_LEAST = 24  # px of a ring


def without_gaps(colour: Colour8, thing: Mask8) -> Mask8:
    """`thing`, a mask without holes, without those where its ground shows."""
    reach = max(3, round(_RING * unit(colour)))
    wide = cv2.dilate(thing, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    rim = np.asarray(cv2.dilate(thing, np.ones((5, 5), np.uint8)), np.uint8)
    left, top, across, down = cv2.boundingRect(wide)
    part = (slice(top, top + down), slice(left, left + across))
    lab = to_lab(to_float(np.ascontiguousarray(colour[part])))
    own, ring = thing[part] > 0, (wide[part] > 0) & (rim[part] == 0)
    if ring.sum() < _LEAST:
        return thing
    tones = _tones(lab[ring])
    away = np.min([np.linalg.norm(lab - tone, axis=2) for tone in tones], axis=0)
    # Its own colour is that of what is least like the ground.
    kernel = np.median(lab[own & (away > np.median(away[own]))], axis=0)
    unlike = np.linalg.norm(lab - kernel, axis=2) > _UNLIKE
    gaps = _opened(own & (away < _LIKE) & unlike)
    if not gaps.any() or float(gaps.sum()) > _SHARE * float(own.sum()):
        return thing
    result = thing.copy()
    result[part][gaps > 0] = 0
    return result


def _tones(lab: np.ndarray) -> list[np.ndarray]:
    """A few colours of the ground, from its darkest to its lightest."""
    order = lab[np.argsort(lab[:, 0])]
    return [np.median(some, axis=0) for some in np.array_split(order, _TONES)]


def _opened(gaps: np.ndarray) -> Mask8:
    return np.asarray(
        cv2.morphologyEx(gaps.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8
    )
