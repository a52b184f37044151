"""What a mask of a subject has missed: parts beside it that its surroundings do not foretell."""

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Colour8, Mask8, Plane, to_float
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.painting.tone import to_lab

_REACH = 0.06  # of the long side: how far from the mask its missing parts are looked for
_UNLIKE = 13.0  # CIE76 units away from what is foretold
_ROUGH = 2.5  # times as much as the surroundings vary of themselves
_GAP = 0.02  # of the long side: half of the widest gap that is closed
_MOST = 0.25  # of the mask: more is another thing

_Lab = NDArray[np.float32]


def completed(colour: Colour8, mask: Plane) -> Plane:
    """`mask` (0 to 1) with what belongs to it: the dark tip of a bright tower against the sky.

    Each row and each column is carried on from outside, so that a horizon is no surprise.
    """
    solid = (mask > 0.5).astype(np.uint8)
    if not solid.any() or solid.all():
        return mask
    reach = max(3, round(_REACH * max(mask.shape)))
    size = 2 * reach + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    near = np.asarray(cv2.dilate(solid, disc), np.uint8)
    lab = blurred(to_lab(to_float(colour)), 0.8)
    along = _surprise(lab, near)
    across = _surprise(lab.transpose(1, 0, 2), near.T).T
    odd = np.minimum(along, across)
    limit = max(_UNLIKE, _ROUGH * _roughness(lab, near))
    found = ((odd > limit) & (near > 0)).astype(np.uint8) | solid
    missed = _small_parts(_touching(found, solid) & (1 - solid), solid)
    return np.maximum(mask, _closed(np.asarray(solid | missed, np.uint8))).astype(np.float32)


def _surprise(lab: _Lab, hidden: Mask8) -> Plane:
    """How far each hidden pixel is from what its row foretells, in CIE76 units."""
    odd = np.zeros(hidden.shape, np.float32)
    places = np.arange(hidden.shape[1])
    for row, unseen in enumerate(hidden > 0):
        if not unseen.any() or unseen.all():
            continue
        known = places[~unseen]
        foretold = [np.interp(places[unseen], known, lab[row, known, axis]) for axis in range(3)]
        odd[row, unseen] = np.linalg.norm(lab[row, unseen] - np.stack(foretold, axis=1), axis=1)
    return odd


def _roughness(lab: _Lab, near: Mask8) -> float:
    """How much the surroundings vary within the reach of a few px, in CIE76 units."""
    away = np.linalg.norm(lab - blurred(lab, 4.0), axis=2)[near == 0]
    return float(np.percentile(away, 80)) if away.size else 100.0


def _touching(found: Mask8, solid: Mask8) -> Mask8:
    _, labels = cv2.connectedComponents(found, connectivity=4)
    inside = np.unique(labels[(solid > 0) & (found > 0)])
    return np.isin(labels, inside).astype(np.uint8)


def _closed(solid: Mask8) -> Mask8:
    """Without narrow gaps and without holes: what a subject encloses goes with it."""
    size = 2 * max(1, round(_GAP * max(solid.shape))) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    closed = np.asarray(cv2.morphologyEx(solid, cv2.MORPH_CLOSE, disc), np.uint8)
    # The lower edge of a picture encloses too: it cuts through people.
    floor = np.ones((1, closed.shape[1]), np.uint8)
    outside = _touching(1 - np.vstack([closed, floor]), _rim(closed))[:-1]
    return np.asarray(cv2.medianBlur(1 - outside, 5), np.uint8)


def _rim(mask: Mask8) -> Mask8:
    """The edge of a picture with one more row below, but for that row."""
    rim = np.zeros((mask.shape[0] + 1, mask.shape[1]), np.uint8)
    rim[0] = rim[:-1, 0] = rim[:-1, -1] = 1
    return rim


def _small_parts(parts: Mask8, solid: Mask8) -> Mask8:
    """Those `parts` that are small beside the subject, and no specks."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    opened = np.asarray(cv2.morphologyEx(parts, cv2.MORPH_OPEN, kernel), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    most = _MOST * float(solid.sum())
    keep = [label for label in range(1, count) if stats[label, cv2.CC_STAT_AREA] < most]
    return np.isin(labels, keep).astype(np.uint8)
