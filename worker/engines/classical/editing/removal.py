"""Takes a thing out: its place is filled with patches of what lies around it."""

from math import sqrt
from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.editing.changes import Change
from worker.engines.classical.editing.marked import MARKED
from worker.engines.classical.editing.surmise import ask_of_what_stands_out
from worker.engines.classical.finding.faces import face_mask
from worker.engines.classical.finding.things import thing_mask
from worker.engines.classical.inpainting.patchmatch import filled_in
from worker.engines.classical.inpainting.surroundings import disagreement
from worker.engines.classical.lettering.torn import refuse_letters
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import (
    Colour8,
    Mask8,
    Picture,
    Plane,
    resized,
    to_bytes,
    to_float,
    unit,
)
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.painting.tone import to_lab
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.pointing import Pointer

_WELL = 0.06  # of the picture: up to here a filled hole convinces
_SHADOW = 1.1  # times the thing's size: how far its shadow may reach
_DARKER = 14.0  # in L*: what a shadow is darker than its ground
_MOST_MARKED = 0.4  # of the picture: of more, nothing is left to fill it from
_MOST_FILLED = 600_000  # px of a hole: each takes some 30 µs
_LARGE = "a large hole for this method: look closely"
_ENDS = 0.1  # of the thing: a shadow that is no larger is an end left beside it, and goes always
_BEYOND = 2.0  # CIE76 units that the sides of a hole differ more with a rim: that crosses an edge
_OTHER, _MIXED = 20.0, 0.05  # CIE76 units that another thing is away; how much a rim has of it
_ENDING = 6.0  # design px beyond a rim, that its hole is filled from first
_FRINGE = 3.0  # px beyond a thing that hold some of its colour in any picture
_RIMMED = 0.08  # of the picture, that a thing with its rim may cover
_FACE = 0.02  # of a face’s mask, from where on a pixel is left alone
_FARTHER = "filled from farther away"
_LEAST_AROUND = 24  # px beyond the hole that are searched at least


class Way(NamedTuple):
    """How a variant fills a hole."""

    title: str
    margin: float  # design px beyond the thing: its soft edge and its nearest shadow go too
    around: float  # how far beyond the hole patches come from, in sizes of the hole
    feather: float  # design px of the blend, inside the hole
    radius: int  # px of a patch
    rim: float = 0.0  # of its radius, beyond the thing: the cloth that a patch is sewn on
    shadow: bool = False  # whether what is dark beside the thing goes with it
    rimless: str = ""  # its title where no rim goes


WAYS = (
    Way("filled from around it", 6, 0.9, 2.0, 3),
    Way("filled from close by, tight edge", 4, 0.45, 1.5, 3),
    Way("its shadow and its rim too", 10, 1.0, 4.0, 3, 0.4, shadow=True, rimless="its shadow too"),
    Way("its rim too, filled from farther away", 8, 1.8, 2.5, 4, 0.4, rimless=_FARTHER),
)


def removed(colour: Colour8, picture: Picture, pointer: Pointer, draw: Draw) -> Change:
    """`picture` without the thing that `pointer` finds in `colour`.

    Raises Beyond where it finds nothing with confidence, or nothing small enough, or letters.
    """
    try:
        thing = thing_mask(colour, pointer)
    except Beyond as beyond:
        refuse_letters(colour, beyond.guess, pointer.noun)
        raise _with_shadows(picture, beyond) from None
    if pointer.colour is None:
        refuse_letters(colour, np.asarray(thing, np.float32), pointer.noun)
    if _only_stands_out(pointer) and float(thing.mean()) > _WELL:
        ask_of_what_stands_out(thing, pointer.title)
    new, hole, title = without(picture, thing, draw)
    note = _LARGE if float(thing.mean()) > _WELL else ""
    return Change(new, hole, title, _done(pointer), note, whole=True)


def _done(pointer: Pointer) -> str:
    """What was taken out: a name alone finds what stands out, which may be something else."""
    if _only_stands_out(pointer):
        return f"what stands out most removed, taken for {pointer.title}"
    if not pointer.colour and (pointer.which or pointer.several):
        return f"{pointer.title} removed, known by what looks alike here"
    return f"{pointer.title} removed"


def _only_stands_out(pointer: Pointer) -> bool:
    """Whether a name is all that is known of a thing: nobody recognises it by that."""
    return not (pointer.colour or pointer.among)


class Filling(NamedTuple):
    """How a variant fills what a person marked: that very place, to its edge."""

    title: str
    around: float  # as a Way has it
    radius: int  # px of a patch


FILLINGS = (
    Filling("filled from around it", 0.9, 3),
    Filling("filled from close by", 0.45, 3),
    Filling(_FARTHER, 1.8, 3),
    Filling("filled in larger patches", 1.0, 5),
)


def erased(picture: Picture, marks: Plane, draw: Draw) -> Change:
    """`picture` with all that is marked (above 0) filled; raises Beyond where that is too much."""
    hole = (marks > 0).astype(np.uint8)
    share = float(hole.mean())
    if share > _MOST_MARKED:
        raise Beyond(
            f"your mask covers {share:.0%} of the picture, and it can fill in {_MOST_MARKED:.0%} "
            "at most: mark less."
        )
    filling = draw.one_of(FILLINGS)
    new = _filled_coarsely(picture, hole, filling, draw)
    note = _LARGE if share > _WELL else ""
    mask = _feathered(hole, unit(picture))
    return Change(new, mask, filling.title, f"{MARKED} removed", note, whole=True)


def _filled_coarsely(picture: Picture, hole: Mask8, filling: Filling, draw: Draw) -> Picture:
    """A hole of more than _MOST_FILLED px is filled in a smaller copy: in bounded time."""
    height, width = hole.shape
    share = sqrt(_MOST_FILLED / max(_MOST_FILLED, int(hole.sum())))
    if share == 1:
        return _filled(picture, hole, filling.around, filling.radius, draw)
    size = round(width * share), round(height * share)
    # All that has any of the hole in it: what is filled may not go on from what is to go.
    part = (resized(hole.astype(np.float32), *size) > 0).astype(np.uint8)
    new = _filled(resized(picture, *size), part, filling.around, filling.radius, draw)
    return np.where(hole[..., None] > 0, resized(new, width, height), picture)


def without(picture: Picture, thing: Mask8, draw: Draw) -> tuple[Picture, Plane, str]:
    """`picture` with `thing` filled, the soft mask of what was filled, and the way's title."""
    way = draw.one_of(WAYS)
    shadow = shadow_of(picture, thing)
    whole = thing | shadow if way.shadow or shadow.sum() < _ENDS * thing.sum() else thing
    hole = _grown(whole, way.margin * draw.between(0.9, 1.1, 1) * unit(picture))
    rim = _rim(picture, thing, hole, way.rim)
    title = way.title if rim.any() or not way.rim else way.rimless
    hole = hole | rim
    result = _filled(picture, hole, way.around, way.radius, draw)
    return result, _feathered(hole, way.feather * unit(picture)), title


def _filled(picture: Picture, hole: Mask8, around: float, radius: int, draw: Draw) -> Picture:
    """Each part of `hole` from what is around it: what lies between two of them is not near."""
    result = picture.copy()
    count, labels = cv2.connectedComponents(hole, connectivity=8)
    for label in range(1, count):
        one = (labels == label).astype(np.uint8)
        rows, columns = _surroundings(one, around)
        part = np.ascontiguousarray(picture[rows, columns])
        new = filled_in(part, hole[rows, columns] > 0, radius, draw.noise(2))
        inside = one[rows, columns][..., None] > 0
        result[rows, columns] = np.where(inside, new, result[rows, columns])
    return result


def _with_shadows(picture: Picture, beyond: Beyond) -> Beyond:
    """The same, its guesses with what they leave of a shadow: after Yes only a guess is filled."""
    if beyond.guess is None:
        return beyond
    first, *more = (_with_its_shadow(picture, one) for one in (beyond.guess, *beyond.more))
    return type(beyond)(beyond.reason, first, tuple(more))


def _with_its_shadow(picture: Picture, guess: Plane) -> Plane:
    thing = (guess > 0).astype(np.uint8)
    shadow = shadow_of(picture, thing)
    if not 0 < shadow.sum() < _ENDS * thing.sum():
        return guess
    return np.maximum(guess, _grown(shadow, _FRINGE + 4 * unit(picture))).astype(np.float32)


def _rim(picture: Picture, thing: Mask8, hole: Mask8, share: float) -> Mask8:
    """What lies within a `share` of the radius of a small `thing`, but for faces.

    Nothing where it takes the `hole` over an edge to something else: from a table onto the wall.
    """
    parts = max(1, cv2.connectedComponents(thing)[0] - 1)
    wide = _grown(thing, share * float(np.sqrt(thing.sum() / parts / np.pi)))
    if not share or float(wide.mean()) > _RIMMED:
        return np.zeros_like(thing)
    colour = to_bytes(picture)
    if _leaves_the_ground(colour, hole, wide):
        return np.zeros_like(thing)
    return (wide * (face_mask(colour) < _FACE)).astype(np.uint8)


def _leaves_the_ground(colour: Colour8, hole: Mask8, wide: Mask8) -> bool:
    """Whether what a `wide` hole has beyond a `hole` is several things, or ends at others."""
    beyond = (_grown(wide, _ENDING * unit(colour)) > 0) & (hole == 0)
    lab = to_lab(to_float(colour))[beyond]
    if not len(lab):
        return False
    away = np.linalg.norm(lab - np.median(lab, axis=0), axis=1)
    if float((away > _OTHER).mean()) > _MIXED:
        return True
    return disagreement(colour, hole | wide) > disagreement(colour, hole) + _BEYOND


def shadow_of(picture: Picture, thing: Mask8) -> Mask8:
    """What is clearly darker than the rest around the lower part of `thing` and touches it."""
    light = blurred(to_lab(picture)[..., 0], unit(picture))
    rows = np.nonzero(thing.any(axis=1))[0]
    near = _grown(thing, _SHADOW * float(np.sqrt(thing.sum()))) - _grown(thing, 3 * unit(picture))
    near[: int(rows.mean())] = 0
    ground = light[near > 0]
    if ground.size < _LEAST_AROUND:
        return np.zeros_like(thing)
    dark = ((light < float(np.percentile(ground, 70)) - _DARKER) & (near > 0)).astype(np.uint8)
    dark = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, labels = cv2.connectedComponents(dark)
    beside = _grown(thing, _FRINGE + 8 * unit(picture)) > 0
    touching = np.isin(labels, np.unique(labels[beside & (dark > 0)])) & (dark > 0)
    return touching.astype(np.uint8) if touching.sum() < thing.sum() else np.zeros_like(thing)


def _grown(thing: Mask8, margin: float) -> Mask8:
    away = cv2.distanceTransform(1 - thing, cv2.DIST_L2, 5)
    return (away <= max(_FRINGE, margin)).astype(np.uint8)


def _surroundings(hole: Mask8, around: float) -> tuple[slice, slice]:
    """The part of the picture that the hole is filled from."""
    spans = [np.nonzero(hole.any(axis=axis))[0] for axis in (1, 0)]
    reach = round(max(float(np.ptp(span)) for span in spans) * around) + _LEAST_AROUND
    rows, columns = (slice(max(0, int(span[0]) - reach), int(span[-1]) + reach) for span in spans)
    return rows, columns


def _feathered(hole: Mask8, feather: float) -> Plane:
    """1 inside the hole, falling to 0 at its edge: nothing outside it is touched."""
    depth = cv2.distanceTransform(hole, cv2.DIST_L2, 5)
    return np.clip(depth / max(1.0, feather), 0, 1).astype(np.float32)
