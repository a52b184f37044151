"""The one thing that has a named colour, told from what is only near it in colour."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.coloured import unclear
from worker.engines.classical.finding.masks import colour_mask, cut, reduced, refined
from worker.engines.classical.finding.positions import Window, meant, reaching
from worker.engines.classical.painting.pixels import Colour8, Mask8, Plane, resized, to_float
from worker.engines.classical.painting.tone import to_lab
from worker.engines.classical.words.beyond import Unplaced
from worker.engines.classical.words.vocabulary import Colour

_SIDE = 448  # px, the long side that it is looked for at
_DEEPEST = 0.85  # of the most chroma: from there on a pixel surely belongs to what was meant
_CORE = 6.0  # degrees of hue about theirs that the core of the thing has
_LIKELY = 8.0  # degrees that the rest of it probably has
_EVERY = 0.01  # of the largest part: where several things are meant, all from here on
_OTHER = 0.25  # of the largest part: a smaller one is something else
_WITHIN = 0.9  # of a part that has to lie between the others
_ANYWHERE = Window(0, 1, 0, 1)
_PLACE = 0.002  # of the picture: what is smaller, nobody misses
_AS_MUCH = 0.7  # of the chroma of the most coloured place: less is another colour to the eye
_LEAST = 32  # px of a core
_KINDRED = 13.0  # degrees about its hue that what a strap or a fold parts from it has
_STRONG = 0.4  # of the chroma of its core that this has
_STRAP = 0.02  # of the long side, that lies between two parts of a thing at most
_NEAR = 0.05  # of such a part that is so near
_KIN = 0.3  # of the thing that such a part may have: a larger one is another thing
_GLINT = 0.004  # of the picture: a hole up to here is a reflection
_SHADED = 30.0  # degrees that a shadow on it may have
_REACH = 0.3  # of a thing's size, that it may go on beyond what has the colour
_SOLID = 0.6  # of its hull that has the colour, from where on what is deep inside belongs to it
_SHADOW = 32.0  # L*, up to which what lies beside a thing is its shadow
_COLOURED = 4.0  # of chroma that it has at least
_DARK = 0.7  # of its lightness, up to which what it encloses is its shadow


class _Tint(NamedTuple):
    """The colour of each pixel."""

    light: NDArray[Any]  # L*
    chroma: NDArray[Any]
    hue: NDArray[Any]  # degrees

    def away(self, hue: float) -> NDArray[Any]:
        """Degrees from `hue`."""
        return np.abs((self.hue - hue + 180) % 360 - 180)


def tinted_mask(colour: Colour8, named: Colour, window: Window, other: float = _OTHER) -> Plane:
    """The thing of a named colour whose middle lies in `window`, 0 to 1; empty where none does.

    What is at least `other` of the size of its largest part belongs to it.

    What is most of that colour is its core; from there GrabCut (Rother et al. 2004) tells it from
    its surroundings, so that a red saucer does not take the reddish table with it.
    """
    mask = colour_mask(colour, named)
    small = reduced(colour, _SIDE)
    coarse = resized(mask, small.shape[1], small.shape[0]) > 0.5
    return _tinted(colour, named, mask, coarse, window, other)


def placed_mask(colour: Colour8, named: Colour, where: tuple[str, ...], title: str) -> Plane:
    """The one thing of a named colour that lies `where` the words say, 0 to 1; empty if none does.

    Raises Beyond where several do.
    """
    pieces = _pieces(colour, named)
    found = meant(pieces, where) or reaching(pieces, where)
    if len(found) > 1:
        raise Unplaced(unclear(len(found), named.name, where, title))
    if not found:
        return np.zeros(colour.shape[:2], np.float32)
    return _around(colour, named, found[0])


def every_mask(colour: Colour8, named: Colour) -> Plane:
    """All that has a named colour as much as what has it most, 0 to 1."""
    main = tinted_mask(colour, named, _ANYWHERE, _EVERY)
    more = [_around(colour, named, piece) for piece in _left(colour, named, main)]
    return np.max([main, *more], axis=0)


def others(colour: Colour8, named: Colour, mask: Plane) -> int:
    """How many places of a named colour `mask` (0 to 1) leaves, of those that have it as much."""
    return len(_left(colour, named, mask))


def other_places(colour: Colour8, named: Colour, mask: Plane) -> list[Plane]:
    """The things of a named colour that `mask` (0 to 1) leaves, each 0 to 1, the largest first."""
    pieces = sorted(_left(colour, named, mask), key=lambda piece: -int(piece.sum()))
    return [_around(colour, named, piece) for piece in pieces]


def _left(colour: Colour8, named: Colour, mask: Plane) -> list[Mask8]:
    """What has the colour as much as what has it most, and lies outside `mask`; in a small copy."""
    pieces = _alike(colour, _pieces(colour, named))
    return [piece for piece in pieces if resized(mask, *piece.shape[::-1])[piece > 0].max() <= 0.5]


def _pieces(colour: Colour8, named: Colour) -> list[Mask8]:
    """The connected parts of a named colour in a small copy."""
    small = reduced(colour, _SIDE)
    coarse = resized(colour_mask(colour, named), small.shape[1], small.shape[0]) > 0.5
    count, labels, stats, _ = cv2.connectedComponentsWithStats(coarse.astype(np.uint8))
    kept = [at for at in range(1, count) if stats[at, cv2.CC_STAT_AREA] >= _PLACE * coarse.size]
    return [(np.asarray(labels) == label).astype(np.uint8) for label in kept]


def _alike(colour: Colour8, pieces: list[Mask8]) -> list[Mask8]:
    """Those of `pieces` that are about as much of the colour as the most coloured: no red wood."""
    tint = _tint(reduced(colour, _SIDE))
    depth = [float(np.median(tint.chroma[piece > 0])) for piece in pieces]
    return [
        piece for piece, deep in zip(pieces, depth, strict=True) if deep >= _AS_MUCH * max(depth)
    ]


def _around(colour: Colour8, named: Colour, piece: Mask8) -> Plane:
    """The thing that `piece` of a small copy is of."""
    mask = colour_mask(colour, named)
    own = cv2.dilate(piece, np.ones((9, 9), np.uint8))
    near = resized(own.astype(np.float32), mask.shape[1], mask.shape[0])
    coarse = resized(mask, piece.shape[1], piece.shape[0]) > 0.5
    return _tinted(colour, named, mask * near, coarse & (own > 0), _ANYWHERE, _OTHER)


def _tinted(
    colour: Colour8,
    named: Colour,
    mask: Plane,
    coarse: NDArray[np.bool_],
    window: Window,
    other: float,
) -> Plane:
    small = reduced(colour, _SIDE)
    if named.hue is None:
        near = cv2.dilate(
            _main_parts(coarse.astype(np.uint8), window, other), np.ones((5, 5), np.uint8)
        )
        return mask * resized(near.astype(np.float32), mask.shape[1], mask.shape[0])
    tint = _tint(small)
    core, hue = _core(coarse, tint, window, other)
    if core.sum() < _LEAST:
        return np.zeros(mask.shape, np.float32)
    strong = tint.chroma > _STRONG * float(np.median(tint.chroma[core > 0]))
    kindred = (tint.away(hue) < _KINDRED) & strong
    found = _grown(small, coarse, core, tint.away(hue) < _LIKELY)
    found = found | _beside(found > 0, kindred).astype(np.uint8)
    return refined(colour, _with_shadows(found, tint, hue))


def held_mask(colour: Colour8, named: Colour, window: Window) -> Plane:
    """The whole thing that has a named colour in part, 0 to 1: a red cup with its white bowl.

    What has the colour is sure, what its outline spans is likely, and GrabCut (Rother et al. 2004)
    decides; what the thing encloses belongs to it.
    """
    return held_around(colour, tinted_mask(colour, named, window))


def held_around(colour: Colour8, part: Plane) -> Plane:
    """The whole thing that `part` (0 to 1) is of, as held_mask has it."""
    small = reduced(colour, _SIDE)
    seed = (resized(part, small.shape[1], small.shape[0]) > 0.5).astype(np.uint8)
    if seed.sum() < _LEAST:
        return part
    reach = 2 * max(2, round(_REACH * float(np.sqrt(seed.sum())))) + 1
    hull = _hull(seed)
    near = cv2.dilate(hull, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    light = to_lab(to_float(small))[..., 0]
    # Beside a thing, what is dark is more often its shadow than a part of it.
    trimap = np.where((near > 0) & (light > _SHADOW), cv2.GC_PR_BGD, cv2.GC_BGD).astype(np.uint8)
    trimap[hull > 0] = cv2.GC_PR_FGD
    if float(seed.sum()) > _SOLID * float(hull.sum()):
        inner = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach // 4, reach // 4))
        trimap[cv2.erode(hull, inner) > 0] = cv2.GC_FGD
    trimap[seed > 0] = cv2.GC_FGD
    found = cut(small, trimap, 5)
    opened = cv2.morphologyEx(found, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    whole = _main_parts(np.asarray(opened, np.uint8) | seed, _ANYWHERE)
    return refined(colour, whole | _holes(whole, 1.0))


def _tint(colour: Colour8) -> _Tint:
    lab = to_lab(to_float(colour))
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))
    return _Tint(lab[..., 0], np.hypot(lab[..., 1], lab[..., 2]), hue)


def _core(
    inside: NDArray[np.bool_], tint: _Tint, window: Window, other: float
) -> tuple[Mask8, float]:
    """Where the colour is at its most, in the window, and its hue there."""
    if inside.sum() < _LEAST:
        return np.zeros(inside.shape, np.uint8), 0.0
    deep = inside & (tint.chroma > _DEEPEST * float(np.percentile(tint.chroma[inside], 95)))
    hue = float(np.median(tint.hue[deep]))
    core = (deep & (tint.away(hue) < _CORE)).astype(np.uint8)
    core = cv2.morphologyEx(core, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    opened = np.asarray(cv2.morphologyEx(core, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)), np.uint8)
    return _main_parts(
        opened if opened.sum() >= _LEAST else np.asarray(core, np.uint8), window, other
    ), hue


def _main_parts(mask: Mask8, window: Window, other: float = _OTHER) -> Mask8:
    """The parts in the window that are of about the size of the largest there."""
    count, labels, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    height, width = mask.shape
    inside = [
        label
        for label in range(1, count)
        if window.holds(centres[label][0] / width, centres[label][1] / height)
    ]
    most = max((int(stats[label, cv2.CC_STAT_AREA]) for label in inside), default=0)
    kept = [label for label in inside if stats[label, cv2.CC_STAT_AREA] >= other * most]
    return np.isin(labels, kept).astype(np.uint8)


def _grown(
    small: Colour8, inside: NDArray[np.bool_], core: Mask8, alike: NDArray[np.bool_]
) -> Mask8:
    """All of the thing that `core` is a part of, reflections on it too."""
    near = cv2.dilate(inside.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    trimap = np.full(core.shape, cv2.GC_BGD, np.uint8)
    trimap[near] = cv2.GC_PR_BGD
    trimap[inside & alike] = cv2.GC_PR_FGD
    trimap[core > 0] = cv2.GC_FGD
    found = cut(small, trimap, 5)
    labels = np.asarray(cv2.connectedComponents(found)[1], np.int32)
    own = np.isin(labels, np.unique(labels[core > 0])) & (found > 0)
    # What something in front of it cuts off lies between its parts.
    between = np.bincount(labels[_hull(own.astype(np.uint8)) > 0], minlength=labels.max() + 1)
    within = between > _WITHIN * np.bincount(labels.ravel(), minlength=labels.max() + 1)
    whole = ((own | within[labels]) & (found > 0)).astype(np.uint8)
    return whole | _holes(whole, _GLINT)


def _beside(own: NDArray[np.bool_], kindred: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Parts of about its colour, within its outline, that a strap or a fold cuts off."""
    within = kindred & ~own & (_hull(own.astype(np.uint8)) > 0)
    rest = cv2.morphologyEx(within.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3)))
    gap = 2 * max(1, round(_STRAP * max(own.shape))) + 1
    near = cv2.dilate(own.astype(np.uint8), np.ones((gap, gap), np.uint8)) > 0
    labels = np.asarray(cv2.connectedComponents(np.asarray(rest, np.uint8))[1], np.int32)
    sizes = np.bincount(labels.ravel())
    close = np.bincount(labels[near], minlength=len(sizes)) > _NEAR * sizes
    kin = close & (sizes < _KIN * float(own.sum()))
    kin[0] = False
    return kin[labels]


def _hull(mask: Mask8) -> Mask8:
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = np.zeros_like(mask)
    if outlines:
        cv2.fillConvexPoly(hull, cv2.convexHull(np.concatenate(outlines)), 1)
    return hull


def _holes(mask: Mask8, most: float) -> Mask8:
    """What `mask` encloses, of holes up to `most` of the picture."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(1 - mask, connectivity=4)
    rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    sizes = stats[:, cv2.CC_STAT_AREA]
    outside = set(rim.tolist())
    kept = [
        label for label in range(count) if label not in outside and mask.size * most >= sizes[label]
    ]
    return (np.isin(labels, kept) & (mask == 0)).astype(np.uint8)


def _with_shadows(found: Mask8, tint: _Tint, hue: float) -> Mask8:
    """`found` with what it encloses and is only darker than it: that would keep the old colour."""
    if not found.any():
        return found
    dark = tint.light < _DARK * float(np.median(tint.light[found > 0]))
    alike = (tint.away(hue) < _SHADED) & (tint.chroma > _COLOURED)
    shadows = (dark & alike).astype(np.uint8) & _holes(found, 1.0)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    opened = cv2.morphologyEx(shadows, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    both = found | np.asarray(opened, np.uint8)
    closed = np.asarray(cv2.morphologyEx(both, cv2.MORPH_CLOSE, kernel), np.uint8)
    return both | (closed & np.asarray(cv2.dilate(opened, kernel), np.uint8))
