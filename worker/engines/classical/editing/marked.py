"""What a person marked, at the size of a picture, and changes that are confined to it."""

from dataclasses import replace

import cv2
import numpy as np

from worker.engines.classical.editing.changes import Change
from worker.engines.classical.editing.wishes import Request, Verb
from worker.engines.classical.painting.pixels import Alpha8, Colour8, Pixels8, Plane, unit

MARKED = "what you marked"
NOT_THERE = f"is not in {MARKED}: all of that changed"  # of a place that is named besides
_FEATHER = 1.5  # design px from the edge of what is marked, inwards, over which a change sets in
_ENOUGH = 0.05  # of what is marked, that a place in it has: of less, all that is marked is meant
_ENTIRE = frozenset({Verb.REMOVE, Verb.REWORD})  # leave nothing of the old, to the very edge


def marks_for(marks: Alpha8, colour: Colour8) -> Plane:
    """How much of each pixel of `colour` may change, 0 to 1; the edge is soft, inwards."""
    share = sized(marks, colour).astype(np.float32) / 255
    depth = cv2.distanceTransform((share > 0).astype(np.uint8), cv2.DIST_L2, 5)
    return share * np.clip(depth / max(1.0, _FEATHER * unit(colour)), 0, 1).astype(np.float32)


def sized(marks: Alpha8, pixels: Pixels8) -> Alpha8:
    """Marks as large as `pixels`."""
    height, width = pixels.shape[:2]
    method = cv2.INTER_AREA if width * height < marks.size else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(marks, (width, height), interpolation=method), np.uint8)


def of_all_marked(request: Request) -> Request:
    """The same change of all that is marked, whichever place was named."""
    return replace(request, place="marked", title=MARKED, named=None)


def narrowed(place: Plane, marks: Plane) -> Plane | None:
    """What of a place is marked; None where that is next to nothing."""
    both = place * marks
    return both if float(both.sum()) >= _ENOUGH * float(marks.sum()) else None


def confined(change: Change, request: Request, marks: Plane) -> Change:
    """`change` where `marks` (0 to 1) allow it."""
    limit = (marks > 0).astype(np.float32) if request.verb in _ENTIRE else marks
    return change._replace(mask=change.mask * limit)


def restored(before: Colour8, after: Colour8, marks: Alpha8) -> Colour8:
    """`after`, and where nothing is marked `before`, to the bit."""
    outside = marks_for(marks, before) == 0
    return np.where(outside[..., None], before, after).astype(np.uint8)
