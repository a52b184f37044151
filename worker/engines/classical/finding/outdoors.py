"""Where the sky is: grown from the upper edge, and only if it looks like one."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.faces import face_mask, faces
from worker.engines.classical.finding.grain import degrained, grain, matted_in_grain, roughness
from worker.engines.classical.finding.masks import reduced
from worker.engines.classical.finding.matting import Matte, matted
from worker.engines.classical.painting.pixels import (
    Colour8,
    Mask8,
    Pixels8,
    Plane,
    apart,
    resized,
    to_float,
)
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.painting.tone import to_lab

_SIDE = 320  # px, the long side that the sky is looked for at
_LEAST = 0.03  # of the picture that a sky covers
_MOST = 0.95  # of the picture: what covers more is darkness or a wall, and no sky
_FLOOR = 0.7  # of the lower edge: what reaches more of it has no ground below it
_LARGE_FACE = 0.1  # of the height, from where on a person fills the picture
_BACKDROP = 10.0  # CIE76 chroma: what is as grey behind a person is a backdrop
_HIGH_KEY = 0.7  # of the rest that a grey sky is lighter than: a wall need not be
_ACROSS = 0.12  # of the width of the upper edge that a sky touches
_STEEPEST = 7.0  # CIE76 units per px: a steeper edge ends the sky
_GENTLE = 1.8  # the same: whatever changes less than this runs on, to any colour
_ROUGH = 0.012  # of tone: whatever is rougher is no sky
_ROUGHER = 5.0  # times the sky at the upper edge: the same, of a painted or noisy one
_FEWEST = 32  # px that a surface can be fitted to
_GRAIN = 1.0  # of 255: the grain from which the sky is looked for in a smoothed copy
_ROUNDS = 6  # of fitting and growing
_MARGIN = 0.12  # of the height that a paper border reaches down
_ALIKE = 9.0  # CIE76 units within which a border is of one colour
_SAME = 5.5  # the same, for sky in narrow gaps
_AGREED = 0.75  # overlap from which a look shows the sky of its picture, with edges of its own

Lab = NDArray[Any]  # (height, width, 3), CIE L*a*b*


def sky_mask(colour: Colour8) -> Plane:
    """The sky, 0 to 1: whatever runs on smoothly from the upper edge; zeros where none is.

    A paper border, as a watercolour has, does not count as the edge.
    """
    return sky_matte(colour).share


def sky_matte(colour: Colour8) -> Matte:
    """The sky as `sky_mask` finds it, and where nothing else is mixed with it."""
    nothing = np.zeros(colour.shape[:2], np.float32)
    found = _found(colour, roughness(colour, _SIDE), grainy=False)
    if found is None:
        return Matte(nothing, nothing)
    amount = grain(colour, found.sky)
    photographed = amount > _GRAIN and not found.paper  # paint is rough in its own way
    matte = _in_grain(colour, amount) if photographed else None
    matte = matte or matted(colour, found.sky, found.banned)
    grounded = matte.share.mean() <= _MOST and (matte.share[-3:] > 0.5).mean() <= _FLOOR
    return matte if grounded else Matte(nothing, nothing)


def _in_grain(colour: Colour8, amount: float) -> Matte | None:
    """The sky as a copy shows it that is smoothed of so much grain; None where it shows none."""
    calm = degrained(colour, amount)
    found = _found(calm, roughness(colour, _SIDE), grainy=True)
    return found and matted_in_grain(colour, calm, found.sky, found.banned)


class _Search(NamedTuple):
    """A sky at the size that it is looked for at."""

    sky: Mask8
    banned: Plane  # 1 where none can be
    paper: bool  # whether bare paper lies around the picture


def _found(colour: Colour8, rough: Plane, *, grainy: bool) -> _Search | None:
    lab = blurred(to_lab(to_float(reduced(colour, _SIDE))), 1.0)
    paper = _paper(lab)
    sky = _grown(lab, paper, rough, grainy=grainy)
    if not _credible(lab, sky) or _is_backdrop(colour, lab, sky):
        return None
    # A cheek may have the colour of the evening behind it.
    banned = np.maximum(paper, face_mask(reduced(colour, _SIDE)))
    whole = _with_gaps(lab, sky, paper)
    return _Search(whole, banned.astype(np.float32), bool(paper.any()))


def sky_of_look(look: Colour8, traced: Pixels8) -> Matte:
    """The sky of a picture that is a look of another, `traced`: nothing where that has none.

    Looks make skies of dark walls, and of skies something else; only some move its edge a little.
    """
    height, width = look.shape[:2]
    true = sky_matte(resized(apart(traced).colour, width, height).astype(np.uint8))
    own = sky_matte(look)
    return own if _overlap(own.share, true.share) > _AGREED else true


def _overlap(first: Plane, second: Plane) -> float:
    """Intersection over union, 0 to 1; of nothing, 0."""
    either = float(np.maximum(first, second).sum())
    return float(np.minimum(first, second).sum()) / either if either else 0.0


def _is_backdrop(colour: Colour8, lab: Lab, sky: Mask8) -> bool:
    """Whether it is grey, behind a person who fills the picture: as in a studio."""
    _, a, b = (float(value) for value in lab[sky > 0].mean(axis=0))
    grey = float(np.hypot(a, b)) < _BACKDROP
    return grey and any(face.side > _LARGE_FACE * len(colour) for face in faces(colour))


def _paper(lab: Lab) -> Mask8:
    """Bare paper around the picture, 1 where it is: one light colour along all four sides."""
    none = np.zeros(lab.shape[:2], np.uint8)
    rows = np.concatenate([lab[:2].reshape(-1, 3), lab[-2:].reshape(-1, 3)])
    columns = np.concatenate([lab[:, :2].reshape(-1, 3), lab[:, -2:].reshape(-1, 3)])
    shade = np.median(np.concatenate([rows, columns]), axis=0)
    if shade[0] < 70 or min(_alike(rows, shade).mean(), _alike(columns, shade).mean()) < 0.8:
        return none
    _, labels = cv2.connectedComponents(_alike(lab, shade).astype(np.uint8))
    edges = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    found = np.isin(labels, np.unique(edges[edges > 0])).astype(np.uint8)
    return _near_rim(found) if found.mean() < 0.9 else none


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
    """The first pixels below the upper edge, or below the paper's."""
    height = len(border)
    first = np.argmin(border, axis=0)
    rows = np.arange(height)[:, None]
    depth = max(2, round(0.02 * height))
    near = (rows >= first) & (rows < first + depth) & (first < _MARGIN * height)
    return (near & open_).astype(np.uint8)


def _grown(lab: Lab, paper: Mask8, rough: Plane, *, grainy: bool) -> Mask8:
    """The sky from the upper edge on: what changes gently, or as a quadratic surface foretells."""
    border = np.asarray(cv2.dilate(paper, np.ones((9, 9), np.uint8)), np.uint8)
    steep = _steepness(lab)
    open_ = (steep < _STEEPEST) & (border == 0)
    above = rough[_seeds(border, open_) > 0]
    if above.size:
        usual = float(np.median(above))
        # Grain adds as variances do; that of paint is coarser in places.
        open_ &= rough < (np.hypot(_ROUGH, usual) if grainy else max(_ROUGH, _ROUGHER * usual))
    gentle = open_ & (steep < _GENTLE)
    seeds = _seeds(border, open_)
    sky = seeds
    for turn in range(_ROUNDS):
        if sky.sum() < _FEWEST:
            return np.zeros_like(sky)
        away = _unlike(lab, sky)
        limit = min(18.0, max(6.0, 2.5 * _spread(away, sky)) + 1.0 * turn)
        sky = _touching((gentle | ((away < limit) & open_)).astype(np.uint8), seeds)
    return _regrown(lab, _unbridged(sky, seeds), sky)


def _unbridged(sky: Mask8, seeds: Mask8) -> Mask8:
    """Without what only a few pixels join to the sky: a face beside a light background."""
    kernel = np.ones((5, 5), np.uint8)
    # The edge of the picture narrows nothing.
    eroded = cv2.erode(sky, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=1)
    near_edge = np.asarray(cv2.dilate(seeds, kernel), np.uint8)
    core = _touching(np.asarray(eroded, np.uint8), near_edge)
    return np.asarray(cv2.dilate(core, kernel), np.uint8) & sky


def _regrown(lab: Lab, sky: Mask8, most: Mask8) -> Mask8:
    """`sky` grown into those narrow parts of `most` that have its colour: between two towers."""
    for _ in range(_ROUNDS):
        if not sky.any():
            break
        near = cv2.dilate(sky, np.ones((7, 7), np.uint8)) > 0
        alike = np.linalg.norm(lab - _local(lab, sky), axis=2) < _SAME
        sky = sky | (near & alike & (most > 0)).astype(np.uint8)
    return sky


def _spread(away: Plane, sky: Mask8) -> float:
    return float(np.sqrt(np.mean(away[sky > 0] ** 2)))


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
    surface = np.einsum("hwt,tc->hwc", terms, np.linalg.solve(gram, inside.T @ (known - middle)))
    return np.linalg.norm(lab - middle - surface, axis=2).astype(np.float32)


def _touching(mask: Mask8, seeds: Mask8) -> Mask8:
    _, labels = cv2.connectedComponents(mask, connectivity=4)
    hit = np.unique(labels[(seeds > 0) & (mask > 0)])
    return np.isin(labels, hit[hit > 0]).astype(np.uint8)


def _share(of: NDArray[np.bool_]) -> float:
    """How much of it is true; of nothing, nothing."""
    return float(of.mean()) if of.size else 0.0


def _credible(lab: Lab, sky: Mask8) -> bool:
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
    overcast = light > 62 and _share(lab[sky == 0][:, 0] < light) > _HIGH_KEY
    return b < -3 or bool(overcast) or (light < 26 and b < 6) or bool(glowing and a > -12)


def _rises(lab: Lab, upper: Mask8, lower: Mask8) -> bool:
    above, below = lab[upper > 0].mean(axis=0), lab[lower > 0].mean(axis=0)
    return bool(below[0] > above[0] + 6 and below[2] > above[2] + 6)


def _with_gaps(lab: Lab, sky: Mask8, paper: Mask8) -> Mask8:
    """`sky` with its clouds, and with what shows between bars and branches."""
    rows = np.nonzero(sky.any(axis=1))[0]
    away = _unlike(lab, sky)
    alike = (away < np.clip(2.5 * _spread(away, sky), 5, 11)) & (paper == 0)
    alike[rows[-1] + 1 :] = False
    near = cv2.dilate(sky, np.ones((9, 9), np.uint8)) > 0
    whole = ((sky > 0) | (alike & near)).astype(np.uint8)
    return _with_clouds(lab, _with_deep_blue(lab, whole)) * (1 - paper)


def _with_clouds(lab: Lab, sky: Mask8) -> Mask8:
    """`sky` with the holes in it that are lighter than it, and grey or white."""
    usual = float(np.median(lab[..., 0][sky > 0]))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(1 - sky, connectivity=4)
    height, width = sky.shape
    for label in range(1, count):
        x, y, across, down, size = (int(value) for value in stats[label])
        inner = x > 0 and y > 0 and x + across < width and y + down < height
        light, a, b = (float(value) for value in lab[labels == label].mean(axis=0))
        if inner and (size < 4 or (light > usual and np.hypot(a, b) < 12)):
            sky[labels == label] = 1
    return sky


def _with_deep_blue(lab: Lab, sky: Mask8) -> Mask8:
    """A blue `sky` with the patches of deeper blue in its upper half."""
    usual = float(lab[..., 2][sky > 0].mean())
    bluer = ((lab[..., 2] < min(usual + 3, -8)) & (sky == 0)).astype(np.uint8)
    bluer[int(np.nonzero(sky.any(axis=1))[0][-1]) // 2 :] = 0
    return sky | bluer if usual < -3 and bluer.mean() < 2 * _LEAST else sky


def _local(lab: Lab, sky: Mask8) -> Lab:
    """The colour of the sky near each pixel."""
    sure = cv2.erode(sky, np.ones((3, 3), np.uint8)).astype(np.float32)
    total = np.full_like(lab, lab[sky > 0].mean(axis=0)) * np.float32(1e-4)
    weight = np.full(sky.shape, 1e-4, np.float32)
    for sigma, share in ((4.0, 1.0), (16.0, 0.02)):
        total += blurred(lab * sure[..., None], sigma) * np.float32(share)
        weight += blurred(sure, sigma) * np.float32(share)
    return total / weight[..., None]
