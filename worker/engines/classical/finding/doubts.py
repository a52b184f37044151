"""What a person should look at before they use a subject that was found without being known."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.contours import closedness
from worker.engines.classical.finding.faces import Face, faces
from worker.engines.classical.finding.masks import reduced, subject_mask
from worker.engines.classical.finding.people import bodies
from worker.engines.classical.finding.surfaces import cuts_through
from worker.engines.classical.painting.pixels import Colour8, Plane, resized, to_float
from worker.engines.classical.painting.remembering import remembered
from worker.engines.classical.painting.tone import to_lab

_UNSURE = 0.9  # of an outline that is an edge: below, a part of it may not be the subject's
_BODY = 0.88  # of where a body is below a face, that a subject covers
_SIDE = 320  # px, the long side that colours are counted at
_BIN = 8.0  # CIE76 units along each axis, that count as one colour
_SHARED = 0.35  # of the colours of a subject and of the rest: as much in common tells nothing apart
_MINGLED = 0.42  # the same, of a guess that is not even worth a look
_GLANCE = 224  # px, the long side of the second search
_AGREED = 0.6  # of what either of two searches finds, that both find
_APART = 0.45  # the same, of searches that do not find the same thing
_EDGE = "the edge is uncertain (look at it closely)"
_SURFACE = "a piece of what it stands on may be left (look at its edge)"
_BITTEN = "a part of the body may be missing (look at its edge)"
_MIXED = "what belongs to the subject is unsure here (if it looks wrong send a mask of {marked})"
# What a mask marks: in a cut-out what stays, in an edit what changes.
KEPT, CHANGED, BEHIND = "what to keep", "what should change", "the background"


def doubt(colour: Colour8, mask: Plane, *, guessed: bool = True, marked: str = CHANGED) -> str:
    """What is doubtful about the subject that `mask` shows, or nothing.

    `guessed`: it was found by contrast, and by no colour that a person named. `marked`: what a
    mask from the person would mark.
    """
    shown = tuple(face for face in faces(colour) if _shows(mask, face))
    body = bodies(mask.shape, shown)
    if body.any() and float(mask[body > 0].mean()) < _BODY:
        return _BITTEN
    if guessed and not told_apart(colour, mask):
        return _MIXED.format(marked=marked)
    if not closed(colour, mask):
        return _EDGE
    return _SURFACE if cuts_through(colour, mask) else ""


def closed(colour: Colour8, mask: Plane) -> bool:
    """Whether the outline of `mask` is an edge of the picture nearly everywhere."""
    return closedness(colour, mask) >= _UNSURE


def told_apart(colour: Colour8, mask: Plane) -> bool:
    """Whether what `mask` shows, found by contrast, is the subject and not a guess at it."""
    return shared(colour, mask) <= _SHARED and agreement(colour, mask) >= _AGREED


def worth_a_look(colour: Colour8, mask: Plane) -> bool:
    """Whether a person who sees `mask`, found by contrast, may find it right after all."""
    return shared(colour, mask) <= _MINGLED and agreement(colour, mask) >= _APART


def shared(colour: Colour8, mask: Plane) -> float:
    """How much the colours inside and outside of `mask` have in common, 0 to 1.

    The intersection of their histograms (Swain and Ballard 1991) in CIE Lab.
    """
    small = reduced(colour, _SIDE)
    bins = np.floor(to_lab(to_float(small)) / _BIN).astype(np.int64)
    bins -= bins.min(axis=(0, 1))
    spans = bins.max(axis=(0, 1)) + 1
    names = (bins[..., 0] * spans[1] + bins[..., 1]) * spans[2] + bins[..., 2]
    inside = resized(mask, small.shape[1], small.shape[0])
    count = int(spans.prod())
    first, second = (_histogram(names, share, count) for share in (inside, 1 - inside))
    return float(np.minimum(first, second).sum())


def _histogram(names: NDArray[Any], share: Plane, count: int) -> NDArray[Any]:
    weight = np.clip(share, 0, 1).ravel()
    return np.bincount(names.ravel(), weight, count) / max(1.0, float(weight.sum()))


def agreement(colour: Colour8, mask: Plane) -> float:
    """How much of `mask` a search in a smaller copy finds again: intersection over union."""
    other = _glanced(colour) > 0.5
    same = resized(mask, other.shape[1], other.shape[0]) > 0.5
    return float((other & same).sum()) / max(1.0, float((other | same).sum()))


@remembered
def _glanced(colour: Colour8) -> Plane:
    return subject_mask(reduced(colour, _GLANCE))


def _shows(mask: Plane, face: Face) -> bool:
    top, left, side = round(face.y), round(face.x), round(face.side)
    return float(mask[max(0, top) : top + side, max(0, left) : left + side].mean()) > 0.5
