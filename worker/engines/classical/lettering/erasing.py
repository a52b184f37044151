"""Wipes lettering off its ground: smooth ground is interpolated, textured ground is patched."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.inpainting.patchmatch import Hole, filled_in
from worker.engines.classical.lettering.line import Lettering
from worker.engines.classical.lettering.reading import Line
from worker.engines.classical.lettering.typesetting import Room
from worker.engines.classical.painting.pixels import Picture, Plane
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.painting.surfaces import Surface, off_surface, smoothly, surface
from worker.engines.classical.painting.tone import luma, to_lab

_INKED = 0.12  # from here on a pixel counts as lettering
_SMOOTH = 0.03  # of tone: a ground that varies less within a letter's height is smooth
_GRAIN = 0.7  # px: what is as fine is set again as noise
_SHADED = 20.0  # in L*: of a ground that is as uneven, one part cannot stand for another
_UNLIKE = 20.0  # CIE76 units from the ground of the line: what differs by more is not of it
_MOST_NOISE = 0.03  # of tone
_AIR = 0.3  # of the height of the ink, between words and the edge of their ground
_COLUMNS = 4  # px whose mean is the ground at the end of a line
_OTHER = 14.0  # CIE76 units: a ground that differs by more is another
_DRIFT = 0.08  # of a difference by which each column moves what is expected of the next
_CAST = 0.35  # of the height of the ink, as far as its shadow falls
_BEYOND = 0.3  # of what departs from the ground, that a shadow has farther away than it falls
_DARKER = 0.04  # of tone, that a shadow is at least
_SHADOW = 0.05  # of what is wiped, from where on there was a shadow
_RADIUS = 3  # px of a patch
_AROUND = 0.5  # of the height of a line, around it, where accents and shadows of its are
_SPILT = 0.05  # of what is wiped, that may lie farther away


class Wipe(NamedTuple):
    """How a variant wipes."""

    margin: str = ""  # how it is told from the others
    reach: float = 0.08  # of the height of the ink, around it
    start: float = 0.0  # px in the upright line, from where on


class Wiped(NamedTuple):
    """A picture without its lettering."""

    picture: Picture  # may reach a little beyond 0 to 1, by its grain
    hole: Hole  # what was wiped
    smooth: bool
    shaded: bool = False  # whether the lettering had a shadow or a glow, and it was wiped too


def wiped(picture: Picture, seen: Lettering, wipe: Wipe, rng: np.random.Generator) -> Wiped:
    """`picture` without the ink of the line that was `seen` in it."""
    hole = _hole(picture, seen, wipe)
    height = seen.box.height / seen.upright.scale
    rows, columns = _around(hole, round(1.2 * height) + 8)
    part, missing = np.ascontiguousarray(picture[rows, columns]), hole[rows, columns]
    ground = _ground(part, missing, seen)
    board, plain = _hull(ground), surface(part, ground)
    off = _off(part, missing & board, plain, height)
    missing = missing & board & ~off.foreign
    shadow = off.shadow & ~missing
    missing, ground = missing | shadow, ground & ~shadow
    hole[rows, columns] = missing
    # What lies in half shadow looks rougher than it is, and patches of it would show.
    smooth = _texture(part, ground, height) < (2 * _SMOOTH if seen.uneven > _SHADED else _SMOOTH)
    if smooth:
        filled = _interpolated(part, missing, ground, height, rng, plain)
    else:
        filled = filled_in(part, missing, _RADIUS, rng)
    result = picture.copy()
    result[rows, columns] = filled
    return Wiped(result, hole, smooth, plain.fits and _shaded(part, missing, shadow, plain, seen))


def _hole(picture: Picture, seen: Lettering, wipe: Wipe) -> Hole:
    """Where the ink is in the whole picture, and a little around it."""
    ink = (seen.ink > _INKED).astype(np.uint8)
    ink[:, : max(0, round(wipe.start))] = 0
    reach = 2 * max(1, round(wipe.reach * seen.box.height)) + 1
    wide = cv2.dilate(ink, np.ones((reach, reach), np.uint8))
    height, width = picture.shape[:2]
    back = np.linalg.inv(seen.upright.there)
    there = cv2.warpPerspective(wide * 255, back, (width, height), flags=cv2.INTER_LINEAR)
    return np.asarray(cv2.dilate(there, np.ones((3, 3), np.uint8))) > 60


def _around(hole: Hole, reach: int) -> tuple[slice, slice]:
    spans = [np.nonzero(hole.any(axis=axis))[0] for axis in (1, 0)]
    rows, columns = (slice(max(0, int(span[0]) - reach), int(span[-1]) + reach) for span in spans)
    return rows, columns


def _known_mean(part: Picture, known: Plane, sigma: float) -> tuple[Picture, Plane]:
    return blurred(part * known[..., None], sigma), blurred(known, sigma)


def _texture(part: Picture, ground: Hole, height: float) -> float:
    """How much the ground varies about its mean within a letter's height, its grain apart."""
    part = blurred(part, _GRAIN)
    light, share = _known_mean(part, ground.astype(np.float32), 0.4 * height)
    rest = (part - light / np.maximum(share, 1e-4)[..., None])[ground]
    return float(np.median(np.abs(rest))) * 1.48  # the deviation, were it noise


def _ground(part: Picture, hole: Hole, seen: Lettering) -> Hole:
    """What may be interpolated from: no other line, nothing beyond the board, no trace of ink."""
    # Beside the ink its last trace is left, too faint to see and enough to tint what is filled.
    clear = cv2.dilate(hole.astype(np.uint8), np.ones((5, 5), np.uint8)) == 0
    limit = _UNLIKE + seen.uneven
    alike = clear & (np.linalg.norm(to_lab(part) - seen.ground, axis=2) < limit)
    _, labels = cv2.connectedComponents((alike | (clear == 0)).astype(np.uint8), connectivity=4)
    board = np.isin(labels, np.unique(np.asarray(labels)[hole])) & alike
    return board if board.any() else ~hole


def _hull(ground: Hole) -> Hole:
    """All between the outermost parts of the ground: what is wiped may not leave the board."""
    outlines, _ = cv2.findContours(
        ground.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    board = np.zeros(ground.shape, np.uint8)
    cv2.fillConvexPoly(board, cv2.convexHull(np.concatenate(outlines)), 1)
    return board > 0


class _Off(NamedTuple):
    """What stands beside lettering and is not its plain ground."""

    shadow: Hole  # the shadow or the glow of the lettering, which goes with it
    foreign: Hole  # of what goes on beyond any shadow: the line below, a rule, the sky behind


def _off(part: Picture, hole: Hole, plain: Surface, height: float) -> _Off:
    """What beside `hole` departs from a plain ground, told by how far it reaches."""
    if not plain.fits:
        return _Off(np.zeros_like(hole), np.zeros_like(hole))
    reach = 2 * max(1, round(_CAST * height)) + 1
    near = cv2.dilate(hole.astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    beside = cv2.dilate(hole.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    off = off_surface(part, plain, beside)
    _, labels = cv2.connectedComponents((off & ~hole).astype(np.uint8), connectivity=8)
    sizes, beyond = np.bincount(np.ravel(labels)), np.bincount(labels[~near], minlength=1)
    beyond = np.pad(beyond, (0, len(sizes) - len(beyond)))
    others = np.flatnonzero(beyond > _BEYOND * sizes)
    foreign = np.isin(labels, others[others > 0])
    wide = cv2.dilate((off & ~foreign).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return _Off(wide & near & ~foreign, foreign)


def _shaded(part: Picture, hole: Hole, shadow: Hole, plain: Surface, seen: Lettering) -> bool:
    """Whether some of the wiped was a shadow: outside the letters, or unlike light ones dark."""
    ground = luma(plain.picture)
    darker = ground - luma(part)
    light = luma(np.array(seen.colour, np.float32)) > ground[hole].mean()
    # What lies off the surface was found in a blur of it, where the letters themselves reach.
    cast = (darker > _DARKER) & hole if light else (np.abs(darker) > _DARKER) & shadow
    return bool(cast.sum() > _SHADOW * hole.sum())


def _interpolated(
    part: Picture, hole: Hole, ground: Hole, height: float, rng: np.random.Generator, plain: Surface
) -> Picture:
    """The surface of the ground with what departs from it at the rim, and with noise."""
    known = ground.astype(np.float32)
    base = plain.picture if plain.fits else np.zeros_like(part)
    light = base + smoothly(part - base, known, height)
    # The median, so that the edges of what else is there do not count as noise.
    noise = float(np.median(np.abs(part - blurred(part, 1.2))[ground])) * 1.48
    # Grain of many colours would show on grey.
    grain = rng.standard_normal((*hole.shape, 1), dtype=np.float32) * min(noise, _MOST_NOISE)
    return np.where(hole[..., None], light + grain, part)


def spilt(hole: Hole, line: Line) -> bool:
    """Whether what was wiped for `line` goes far beyond it: no letters of its are there."""
    middle = line.corners.mean(axis=0)
    axes = line.corners[[1, 3]] - line.corners[0]
    long = np.maximum(np.linalg.norm(axes, axis=1), 1.0)
    more = 1 + 2 * _AROUND * line.height / long
    apart = np.linalg.solve(axes.T, (line.corners - middle).T).T * more
    around = np.zeros(hole.shape, np.uint8)
    cv2.fillConvexPoly(around, np.round(apart @ axes + middle).astype(np.int32), 1)
    return float((hole & (around == 0)).sum()) > _SPILT * float(hole.sum())


def room(bare: Wiped, lettering: Lettering, start: float) -> Room:
    """How far the ground of the line reaches to either side, from `start` px on in the line.

    It ends where the colour of the wiped ground changes, as at the edge of a board.
    """
    box, (height, width) = lettering.box, lettering.ink.shape
    beyond = 2 * width
    aside = np.array([[1, 0, beyond], [0, 1, 0], [0, 0, 1]], np.float64)
    there = aside @ lettering.upright.there
    size = width + 2 * beyond, height
    rows = slice(round(box.top), round(box.top + box.height))
    wide = cv2.warpPerspective(bare.picture, there, size)[rows]
    inside = cv2.warpPerspective(np.ones(bare.hole.shape, np.float32), there, size)[rows]
    shades = to_lab(np.clip(wide, 0, 1)).mean(axis=0)
    shades[inside.min(axis=0) < 1] = np.inf
    first, last = round(beyond + box.left), min(round(beyond + box.left + box.width), size[0]) - 1
    air = _AIR * box.height
    left = _reach(shades[: first + 1][::-1]) - air
    right = _reach(shades[last:]) - air
    return Room(max(start, box.left - max(left, 0.0)), box.left + box.width + max(right, 0.0))


def _reach(shades: NDArray[Any]) -> float:
    """How many columns go on as the first ones do; a gradient may drift."""
    usual = shades[:_COLUMNS].mean(axis=0)
    if not np.isfinite(usual).all():  # the picture ends there
        return 0.0
    for column in range(1, len(shades)):
        off = shades[column] - usual
        if not (np.isfinite(off).all() and np.linalg.norm(off) < _OTHER):
            return float(column)
        usual = usual + (shades[column] - usual) * _DRIFT
    return float(len(shades))
