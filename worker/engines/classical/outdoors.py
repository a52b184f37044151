"""Where the sky, grass and water are: the sky is grown from the upper edge, the others follow."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.masks import Mask8, hue_mask, reduced, refined, tidied
from worker.engines.classical.pixels import Colour8, Plane, to_float
from worker.engines.classical.smoothing import blurred
from worker.engines.classical.tone import step, to_lab

_SIDE = 320  # px, the long side that the sky is looked for at
_LEAST = 0.03  # of the picture that a sky covers
_ACROSS = 0.12  # of the width of the upper edge that a sky touches
_STEEPEST = 7.0  # CIE76 units per px: a steeper edge ends the sky
_ROUNDS = 6  # of fitting and growing
_MARGIN = 0.12  # of the height that a paper border reaches down
_ALIKE = 9.0  # CIE76 units within which a border is of one colour

Lab = NDArray[Any]  # (height, width, 3), CIE L*a*b*


def grass_mask(colour: Colour8) -> Plane:
    """Green things below the sky, 0 to 1."""
    return hue_mask(colour, 118, 34, spread=34) * (1 - sky_mask(colour))


def water_mask(colour: Colour8) -> Plane:
    """Bluish, smooth things in the lower part that are not sky, 0 to 1."""
    height = colour.shape[0]
    sky = sky_mask(colour)
    lab = to_lab(to_float(colour))
    bluish = step(1, -7, lab[..., 2]) * step(22, 10, lab[..., 1])
    rows = np.nonzero(sky.mean(axis=1) > 0.2)[0]
    top = rows[-1] / height * 0.8 if rows.size else 0.3
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    likely = bluish * (1 - sky) * step(top - 0.02, top + 0.02, down)
    return tidied(colour, likely.astype(np.float32), least=0.02)


def sky_mask(colour: Colour8) -> Plane:
    """The sky, 0 to 1: whatever runs on smoothly from the upper edge; zeros where none is.

    A paper border, as a watercolour has, does not count as the edge.
    """
    lab = blurred(to_lab(to_float(reduced(colour, _SIDE))), 1.0)
    border = _border(lab)
    open_ = (_steepness(lab) < _STEEPEST) & (border == 0)
    sky = _grown(lab, open_.astype(np.uint8), _seeds(border, open_))
    if not _credible(lab, sky, border):
        return np.zeros(colour.shape[:2], np.float32)
    return refined(colour, _closed(lab, sky, border))


def _border(lab: Lab) -> Mask8:
    """Bare paper around the picture, 1 where it is: one light colour along all four sides."""
    none = np.zeros(lab.shape[:2], np.uint8)
    rim = np.concatenate([lab[:2].reshape(-1, 3), lab[-2:].reshape(-1, 3)])
    sides = np.concatenate([lab[:, :2].reshape(-1, 3), lab[:, -2:].reshape(-1, 3)])
    paper = np.median(np.concatenate([rim, sides]), axis=0)
    if paper[0] < 70 or min(_alike(rim, paper).mean(), _alike(sides, paper).mean()) < 0.8:
        return none
    _, labels = cv2.connectedComponents(_alike(lab, paper).astype(np.uint8))
    edges = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    paper_mask = np.isin(labels, np.unique(edges[edges > 0])).astype(np.uint8)
    # Where paper and a white sky run together there is no telling them apart.
    reach = max(2, round(0.012 * max(lab.shape[:2])))
    wide = cv2.dilate(paper_mask, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    return _near_rim(wide) if paper_mask.mean() < 0.9 else none


def _near_rim(mask: Mask8) -> Mask8:
    height, width = mask.shape
    deep = max(3, round(0.06 * min(height, width)))
    inner = np.zeros(mask.shape, bool)
    inner[deep:-deep, deep:-deep] = True
    return np.where(inner, 0, mask).astype(np.uint8)


def _alike(lab: Lab, colour: NDArray[Any]) -> NDArray[np.bool_]:
    return np.linalg.norm(lab - colour, axis=-1) < _ALIKE


def _steepness(lab: Lab) -> Plane:
    across = cv2.Sobel(lab, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(lab, cv2.CV_32F, 0, 1, scale=1 / 8)
    return np.sqrt((across * across + down * down).sum(axis=2))


def _seeds(border: Mask8, open_: NDArray[np.bool_]) -> Mask8:
    """The first pixels below the upper edge, or below the paper."""
    height = len(border)
    first = np.argmin(border, axis=0)
    rows = np.arange(height)[:, None]
    depth = max(2, round(0.02 * height))
    near = (rows >= first) & (rows < first + depth) & (first < _MARGIN * height)
    return (near & open_).astype(np.uint8)


def _grown(lab: Lab, open_: Mask8, seeds: Mask8) -> Mask8:
    """`seeds` grown to what is as the sky would run on: a quadratic surface in CIE Lab."""
    sky = seeds
    for turn in range(_ROUNDS):
        if sky.sum() < 32:
            return np.zeros_like(sky)
        away = _unlike(lab, sky)
        limit = max(8.0, 2.5 * float(np.sqrt(np.mean(away[sky > 0] ** 2)))) + 2.0 * turn
        sky = _touching(((away < min(limit, 26.0)) & (open_ > 0)).astype(np.uint8), seeds)
    return sky


def _unlike(lab: Lab, sky: Mask8) -> Plane:
    """How far each pixel is from the surface fitted to the pixels of `sky`, in CIE76 units."""
    height, width = sky.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width - 0.5, y / height
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1).astype(np.float64)
    inside = terms[sky > 0]
    # The ridge keeps a shallow band of seeds from foretelling the whole picture.
    gram = inside.T @ inside + np.diag([1e-6, 1, 1, 4, 4, 4]) * (0.002 * len(inside))
    known = lab[sky > 0].astype(np.float64)
    middle = known.mean(axis=0)
    surface = np.einsum(
        "hwt,tc->hwc", terms, np.linalg.solve(gram, inside.T @ (known - middle))
    )
    return np.linalg.norm(lab - middle - surface, axis=2).astype(np.float32)


def _touching(mask: Mask8, seeds: Mask8) -> Mask8:
    _, labels = cv2.connectedComponents(mask, connectivity=4)
    hit = np.unique(labels[(seeds > 0) & (mask > 0)])
    return np.isin(labels, hit[hit > 0]).astype(np.uint8)


def _credible(lab: Lab, sky: Mask8, border: Mask8) -> bool:
    """Whether it is wide enough, and blue, light, dark or glowing, as skies are."""
    if sky.mean() < _LEAST:
        return False
    top = sky[: max(3, round(_MARGIN * len(sky)))].any(axis=0)
    if top.mean() < _ACROSS:
        return False
    light, a, b = (float(value) for value in lab[sky > 0].mean(axis=0))
    rows = np.nonzero(sky.any(axis=1))[0]
    upper = sky.copy()
    upper[(rows[0] + rows[-1]) // 2 :] = 0
    lower = sky - upper
    glowing = upper.any() and lower.any() and _rises(lab, upper, lower)
    return b < -3 or light > 62 or (light < 26 and b < 6) or bool(glowing and a > -12)


def _rises(lab: Lab, upper: Mask8, lower: Mask8) -> bool:
    above, below = lab[upper > 0].mean(axis=0), lab[lower > 0].mean(axis=0)
    return bool(below[0] > above[0] + 6 and below[2] > above[2] + 6)


def _closed(lab: Lab, sky: Mask8, border: Mask8) -> Mask8:
    """`sky` up to its edges, with its gaps: clouds, and what shows between bars and branches."""
    rows = np.nonzero(sky.any(axis=1))[0]
    alike = ((_unlike(lab, sky) < 11) & (border == 0)).astype(np.uint8)
    alike[rows[-1] + 1 :] = 0
    near = cv2.dilate(sky, np.ones((9, 9), np.uint8))
    whole = sky | (alike & near)
    whole = cv2.morphologyEx(whole, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    return np.asarray(_filled(lab, np.asarray(whole, np.uint8)), np.uint8)


def _filled(lab: Lab, sky: Mask8) -> Mask8:
    """Holes that are lighter than the sky around them are clouds."""
    usual = float(np.median(lab[..., 0][sky > 0]))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(1 - sky, connectivity=4)
    height, width = sky.shape
    for label in range(1, count):
        x, y, across, down, size = (int(value) for value in stats[label])
        inner = x > 0 and y > 0 and x + across < width and y + down < height
        hole = labels == label
        if inner and (size < 6 or float(lab[..., 0][hole].mean()) > usual):
            sky[hole] = 1
    return sky
