"""A cut that ends in the middle of a table or a wall, where nothing ends, drawn back to an edge."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.evenness import grounds
from worker.engines.classical.painting.pixels import (
    Colour8,
    Mask8,
    Plane,
    fitted,
    resized,
    to_float,
)
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.painting.tone import to_lab

_SIDE = 448  # px, the long side that an outline is looked at
_WITHIN = 0.25  # of a surface, that a cut has of it at most: else it is the subject's own
_OF_SUBJECT = 0.2  # of the subject: more is not taken from it for a likeness
_LEAST = 24  # px of a piece
_SAME = 2.0  # CIE76 units, by which the two sides of a cut through one surface may differ
_ALIKE = 6.0  # the same: up to here it is one surface perhaps
_BESIDE = 15  # px about a piece, that its surroundings are compared within
_LIGHT = 25.0  # of L*: what is darker is alike in coats and in shadows
_REACH = 11  # px about a piece, within which the edge is that ends it
_NEAR = 10.0  # px, within which a surface foretells its colour behind gaps
_SEEN = 5.0  # CIE76 units from that: as near is the surface, seen through a gap

_Lab = NDArray[Any]


def drawn_back(small: Colour8, solid: Mask8) -> Mask8:
    """`solid` without the pieces of surfaces that run on beyond its outline as they are inside.

    What of such a surface shows through gaps near by goes with them. Where the surface is dark, or
    the subject would lose much, nothing tells it from a dark coat before a dark wall, and the
    subject stays as it is.
    """
    lab = to_lab(to_float(small))
    taken = np.zeros_like(solid)
    for ground in grounds(small):
        running = [one for one in _pieces(ground & solid) if _runs_on(lab, one, ground, solid)]
        if running:
            pieces = np.asarray(np.max(running, axis=0), np.uint8)
            taken |= _to_its_edges(small, pieces, solid) | _through(lab, ground, pieces, solid)
    if not taken.any() or (taken & solid).sum() > _OF_SUBJECT * solid.sum():
        return solid
    return _opened(solid & (1 - taken))


def cuts_through(colour: Colour8, mask: Plane) -> bool:
    """Whether the outline of `mask` runs through a surface somewhere, where nothing ends."""
    small = fitted(colour, _SIDE)
    solid = (resized(mask, small.shape[1], small.shape[0]) > 0.5).astype(np.uint8)
    lab = to_lab(to_float(small))
    return any(
        _across(lab, piece, ground, solid) < _ALIKE
        for ground in grounds(small)
        for piece in _pieces(ground & solid)
    )


def _pieces(inside: Mask8) -> list[Mask8]:
    """The connected pieces of a surface that are more than px along an edge."""
    count, labels = cv2.connectedComponents(inside, connectivity=4)
    cores = np.bincount(np.asarray(labels)[_opened(inside) > 0], minlength=count)
    large = [one for one in range(1, count) if cores[one] >= _LEAST]
    return [np.asarray(labels == one).astype(np.uint8) for one in large]


def _runs_on(lab: _Lab, piece: Mask8, ground: Mask8, solid: Mask8) -> bool:
    """Whether a `piece` of a `ground` is light, and goes on beyond the outline as it is."""
    if piece.sum() > _WITHIN * ground.sum() or float(np.median(lab[piece > 0, 0])) < _LIGHT:
        return False
    return _across(lab, piece, ground, solid) < _SAME


def _across(lab: _Lab, piece: Mask8, ground: Mask8, solid: Mask8) -> float:
    """How different the two sides of the outline are that cuts a `piece` off a `ground`."""
    near = _grown(piece, _BESIDE) & ground & (1 - solid)
    there = _grown(near, _BESIDE) & piece
    if near.sum() < _LEAST or not there.any():
        return float("inf")
    inner, outer = (np.median(lab[one > 0], axis=0) for one in (there, near))
    return float(np.linalg.norm(inner - outer))


def _to_its_edges(small: Colour8, pieces: Mask8, solid: Mask8) -> Mask8:
    """`pieces` up to the ridge of the edges around them (watershed; Meyer 1991)."""
    near = _grown(pieces, _REACH)
    markers = np.where(pieces | (1 - solid), 1, np.where(near, 0, 2)).astype(np.int32)
    smooth = np.ascontiguousarray(cv2.GaussianBlur(small, (0, 0), 1.0))
    return (np.asarray(cv2.watershed(smooth, markers)) != 2).astype(np.uint8) & near


def _through(lab: _Lab, ground: Mask8, pieces: Mask8, solid: Mask8) -> Mask8:
    """Where the `ground` shows in gaps of the subject that lie near the `pieces`: in a handle."""
    share = blurred(ground.astype(np.float32), _NEAR)
    foretold = blurred(lab * ground[..., None], _NEAR) / np.maximum(share, 1e-3)[..., None]
    away = np.linalg.norm(blurred(lab, 1.0) - foretold, axis=2)
    seen = ((away < _SEEN) & (share > 1e-2)).astype(np.uint8) & solid
    height = max(pieces.shape)
    return _opened(seen) & _grown(pieces, 2 * round(0.1 * height) + 1)


def _grown(mask: Mask8, size: int) -> Mask8:
    return np.asarray(cv2.dilate(mask, np.ones((size, size), np.uint8)), np.uint8)


def _opened(mask: Mask8) -> Mask8:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), np.uint8)
