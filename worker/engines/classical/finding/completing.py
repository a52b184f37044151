"""What a mask of a subject has missed: parts beside it that its surroundings do not foretell."""

from typing import NamedTuple

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
_SHADE = 10.0  # CIE76 units, that the colour of a shadow may differ
_MOST = 0.25  # of the mask: more is another thing

_Lab = NDArray[np.float32]


class _Search(NamedTuple):
    """What is known of the surroundings of a mask, carried on into its reach."""

    near: Mask8  # within reach of the mask, 1
    foretold: _Lab
    odd: Plane  # how far each pixel is from what is foretold, in CIE76 units
    limit: float  # of that: more is no part of the surroundings


def completed(colour: Colour8, mask: Plane) -> Plane:
    """`mask` (0 to 1) with what belongs to it: the dark tip of a bright tower against the sky.

    What it encloses and narrow gaps go with it.
    """
    solid = (mask > 0.5).astype(np.uint8)
    if not solid.any() or solid.all():
        return mask
    search = _searched(_lab(colour), solid)
    found = (search.odd > search.limit).astype(np.uint8) & search.near | solid
    parts = _small_parts(_touching(found, solid) & (1 - solid), solid)
    return np.maximum(mask, _closed(np.asarray(solid | parts, np.uint8))).astype(np.float32)


def missed(colour: Colour8, solid: Mask8) -> Mask8:
    """The parts that a `solid` mask is sure to have missed: unlike its surroundings, and whole.

    What goes on beyond the reach is something else, and so is a shadow.
    """
    if not solid.any() or solid.all():
        return np.zeros_like(solid)
    lab = _lab(colour)
    search = _searched(lab, solid)
    unlike = (search.odd > search.limit) & ~_shaded(lab, search.foretold)
    found = unlike.astype(np.uint8) & search.near | solid
    parts = _small_parts(_touching(found, solid) & (1 - solid), solid)
    # Beyond the edge of the picture there is nothing to go on in.
    inner = cv2.erode(search.near, np.ones((7, 7), np.uint8), borderValue=1)
    return parts & (1 - _touching(parts, search.near & (1 - np.asarray(inner, np.uint8))))


def _lab(colour: Colour8) -> _Lab:
    return np.asarray(blurred(to_lab(to_float(colour)), 0.8), np.float32)


def _searched(lab: _Lab, solid: Mask8) -> _Search:
    """Each row and each column is carried on from outside, so that a horizon is no surprise."""
    size = 2 * max(3, round(_REACH * max(solid.shape))) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    near = np.asarray(cv2.dilate(solid, disc), np.uint8)
    along = _foretold(lab, near)
    across = _foretold(lab.transpose(1, 0, 2), near.T).transpose(1, 0, 2)
    # Of a line that is hidden from end to end, only those across it tell something.
    silent, still = near.min(axis=1, keepdims=True) > 0, near.min(axis=0, keepdims=True) > 0
    odd = np.where(silent & ~still, np.inf, np.linalg.norm(lab - along, axis=2))
    other = np.where(still & ~silent, np.inf, np.linalg.norm(lab - across, axis=2))
    foretold = np.where((odd < other)[..., None], along, across)
    limit = max(_UNLIKE, _ROUGH * _roughness(lab, near))
    return _Search(near, foretold, np.minimum(odd, other), limit)


def _foretold(lab: _Lab, hidden: Mask8) -> _Lab:
    """`lab` with each hidden pixel as the rest of its row foretells it."""
    whole, places = lab.copy(), np.arange(hidden.shape[1])
    for row, unseen in enumerate(hidden > 0):
        if not unseen.any() or unseen.all():
            continue
        known = places[~unseen]
        line = [np.interp(places[unseen], known, lab[row, known, axis]) for axis in range(3)]
        whole[row, unseen] = np.stack(line, axis=1)
    return whole


def _shaded(lab: _Lab, foretold: _Lab) -> NDArray[np.bool_]:
    """Where something may only be darker than foretold, of the same colour."""
    share = np.clip(lab[..., :1] / np.maximum(foretold[..., :1], 1), 0, 1)
    away = np.linalg.norm(lab[..., 1:] - share * foretold[..., 1:], axis=2)
    return (lab[..., 0] < foretold[..., 0]) & (away < _SHADE)


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
