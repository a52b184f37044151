"""Whether what lies around a hole tells what is behind it: its opposite sides, compared."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Colour8, Mask8, to_float
from worker.engines.classical.painting.tone import to_lab

_REACH = 0.03  # of the long side: how far beyond the hole either side is looked at
_BESIDE, _AROUND = 0.006, 0.04  # of the long side: where what lies around a hole begins and ends
_GAP = 4  # px beside the hole that hold some of its colour
_FEWEST = 6  # px


def disagreement(colour: Colour8, hole: Mask8) -> float:
    """How much opposite sides of `hole` differ on average, in CIE76 units.

    Along rows or along columns, whichever differs less: behind a house before a horizon the left
    goes on to the right, though above is not below. 0 where the hole reaches across the picture.
    """
    lab = cv2.blur(to_lab(to_float(colour)), (5, 5))
    reach = max(_FEWEST, round(_REACH * max(hole.shape)))
    return min(_across(lab, hole, reach), _across(lab.transpose(1, 0, 2), hole.T, reach))


def unevenness(colour: Colour8, hole: Mask8) -> float:
    """How far what lies around `hole` is from its usual colour: the median, in CIE76 units."""
    side = max(hole.shape)
    near, far = (
        cv2.dilate(hole, np.ones((2 * max(low, round(share * side)) + 1,) * 2, np.uint8))
        for share, low in ((_BESIDE, 2), (_AROUND, 4))
    )
    ring = to_lab(to_float(colour))[(np.asarray(far) > 0) & (np.asarray(near) == 0)]
    if not len(ring):
        return 0.0
    return float(np.median(np.linalg.norm(ring - np.median(ring, axis=0), axis=1)))


def _across(lab: NDArray[Any], hole: Mask8, reach: int) -> float:
    """The mean difference between the two ends of the rows through the hole."""
    found = list[float]()
    for row in np.nonzero(hole.any(axis=1))[0]:
        inside = np.nonzero(hole[row])[0]
        first, last = int(inside[0]) - _GAP, int(inside[-1]) + 1 + _GAP
        before, behind = lab[row, max(0, first - reach) : max(0, first)], lab[row, last:][:reach]
        if len(before) and len(behind):
            found.append(float(np.linalg.norm(before.mean(axis=0) - behind.mean(axis=0))))
    return float(np.mean(found)) if found else 0.0
