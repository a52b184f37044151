"""Parts of a picture that end at edges all around, as a thing does and light on a wall does not."""

import cv2
import numpy as np

from worker.engines.classical.finding.contours import closedness
from worker.engines.classical.finding.masks import colour_mask, reduced
from worker.engines.classical.finding.positions import inside, meant, window_of
from worker.engines.classical.painting.pixels import Colour8, Mask8, resized
from worker.engines.classical.words.pointing import Pointer
from worker.engines.classical.words.vocabulary import Colour

_DECIDED = 1024  # px, the long side that it is decided at what has a colour
_HAS_IT = 0.4  # of a colour, from where on a pixel has it
_CLOSED = 0.8  # of a thing's outline that has to be an edge
_CUT_OFF = 0.2  # of an outline that the edge of the picture may be
_COMPACT = 0.72  # of its convex hull that a thing fills; scattered parts of one fill less
_LEAST = 0.0012  # of the picture
_RIVAL = 0.4  # of the largest: a second thing of this size makes it unsure which is meant
_BESIDE = 0.02  # of the long side: what lies as near goes on
_ALONG = 0.15  # of what lies so near, that the rest of a torn thing has


def clear_parts(colour: Colour8, pointer: Pointer) -> list[Mask8]:
    """What has the colour, lies in the place and ends at edges, the largest first.

    It is decided in a copy of at most _DECIDED px, so that the size of a picture decides nothing.
    """
    assert pointer.colour is not None, pointer
    small = reduced(colour, _DECIDED)
    clear = _clear_in(small, pointer.colour, pointer)
    if small.shape == colour.shape:
        return clear
    every = (colour_mask(colour, pointer.colour) > _HAS_IT).astype(np.uint8)
    return [_solid(every & _spread(part, colour)) for part in clear]


def _clear_in(colour: Colour8, named: Colour, pointer: Pointer) -> list[Mask8]:
    every = parts_of((colour_mask(colour, named) > _HAS_IT).astype(np.uint8))
    clear = [part for part in every if outlined(colour, part) and not _torn(part, every)]
    if pointer.several:
        return [part for part in clear if inside(part, window_of(pointer.where))]
    return meant(clear, pointer.where)


def _spread(part: Mask8, colour: Colour8) -> Mask8:
    """A part of a small copy, at the size of `colour`, with the px that its edge lies in."""
    wide = cv2.dilate(part, np.ones((3, 3), np.uint8)).astype(np.float32)
    return (resized(wide, colour.shape[1], colour.shape[0]) > 0.5).astype(np.uint8)


def _torn(part: Mask8, every: list[Mask8]) -> bool:
    """Whether it is a piece of something that the edge of the picture cuts: one fold of a flag."""
    size = 2 * max(2, round(_BESIDE * max(part.shape))) + 1
    near = np.asarray(cv2.dilate(part, np.ones((size, size), np.uint8)), np.uint8)
    rim = float(near.sum() - part.sum())
    return any(
        other is not part
        and at_edge(other)
        and other.sum() > _RIVAL * part.sum()
        and float((near & other).sum()) > _ALONG * rim
        for other in every
    )


def outlined(colour: Colour8, part: Mask8) -> bool:
    """Whether it ends at edges, and not where the picture does: else it is a wall, or light."""
    rim = cv2.dilate(part, np.ones((3, 3), np.uint8)) - part
    cut = int(part[0].sum() + part[-1].sum() + part[:, 0].sum() + part[:, -1].sum())
    if cut > _CUT_OFF * (cut + int(rim.sum())) or _solidity(part) < _COMPACT:
        return False
    return closedness(colour, part.astype(np.float32)) >= _CLOSED


def _solidity(part: Mask8) -> float:
    """The area as a share of its convex hull's."""
    outlines, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(np.concatenate(outlines))
    return float(part.sum()) / max(1.0, cv2.contourArea(hull))


def parts_of(mask: Mask8) -> list[Mask8]:
    """The connected parts of `mask` with their holes filled, the largest first."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    sizes = stats[:, cv2.CC_STAT_AREA]
    kept = [label for label in range(1, count) if sizes[label] >= _LEAST * mask.size]
    kept.sort(key=lambda label: -int(sizes[label]))
    return [_solid((labels == label).astype(np.uint8)) for label in kept]


def _solid(part: Mask8) -> Mask8:
    outlines, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.asarray(cv2.drawContours(part, outlines, -1, 1, cv2.FILLED), np.uint8)


def rivals(parts: list[Mask8]) -> bool:
    return len(parts) > 1 and float(parts[1].sum()) > _RIVAL * float(parts[0].sum())


def at_edge(part: Mask8) -> bool:
    return bool(part[0].any() or part[-1].any() or part[:, 0].any() or part[:, -1].any())
