"""Makes one format of a set from its order."""

from dataclasses import replace

import numpy as np

from core.formats import FAVICON, FORMATS, TRANSPARENT, Format
from worker.engine import Laying
from worker.engines.classical.finding.cutout import cut_out
from worker.engines.classical.finding.faces import faces
from worker.engines.classical.formats.framing import MOST_TIMES, in_format
from worker.engines.classical.framing.crops import Box, best_crop, cut
from worker.engines.classical.framing.reframe import keeps_whole
from worker.engines.classical.lettering.torn import refuse_torn
from worker.engines.classical.order import Made, Order
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import (
    EDIT_SIDE,
    Layers,
    Pixels8,
    apart,
    fitted,
    resized,
    to_float,
    together,
)
from worker.engines.classical.words.beyond import Beyond

_NATURAL = Draw(0)  # the edge that a cut-out has where nobody asked for another
_AIR = 0.04  # of the longer side, around a subject on transparency
_SEEN = 12  # of alpha, 0 to 255: from here on a pixel belongs to the subject
_CLEAN, _CLEAR = "cut out", "as transparent as it was"
_AROUND_FACE = 2.2  # sides of a face, that a favicon shows
_TELLING = 0.08  # of the shorter side: a smaller face does not stand for its picture
_ICON_SOURCE = 2048  # px, the longest side that an icon is cut out of: it has a quarter of that
_CLOSER = 0.8  # of the sides of the largest square


def formatted(order: Order) -> Made:
    """The picture in the format of the order; where that cannot be made, why not."""
    format_, layers = FORMATS[order.format], apart(fitted(order.pictures[0], EDIT_SIDE))
    match format_.name:
        case name if name == TRANSPARENT:
            made = _transparent(layers)
        case name if name == FAVICON:
            made = _favicon(apart(fitted(order.pictures[0], _ICON_SOURCE)), format_)
        case _:
            whole = keeps_whole(order.words)
            framed = in_format(layers, format_, order.seed, whole=whole)
            made = Made(framed.pixels, framed.did, laying=framed.laying)
    height, width = made.pixels.shape[:2]
    said = f"{format_.title} {width} x {height} px, {made.did}"
    return replace(made, did=said)


def _transparent(layers: Layers) -> Made:
    """The subject on transparency; declined where it cannot be told from what is around it."""
    try:
        return _subject(layers)
    except Beyond as beyond:
        return Made(layers.colour, "left out", declined=beyond.reason)


def _subject(layers: Layers) -> Made:
    if layers.alpha is not None:
        return _trimmed(together(*layers), _CLEAR)
    pixels, did = cut_out(layers, "", _NATURAL)
    refuse_torn(layers.colour, to_float(pixels[..., 3]))
    # The words of a cut-out by itself say more of its edge than a set of formats needs.
    unsure = [part for part in did.split(", ") if part.endswith(")")]
    return _trimmed(pixels, ", ".join((_CLEAN, *unsure)))


def _trimmed(pixels: Pixels8, did: str) -> Made:
    """What is not transparent, with a little air around it."""
    rows, columns = np.nonzero(pixels[..., 3] > _SEEN)
    height, width = pixels.shape[:2]
    if not rows.size:
        return Made(pixels, did)
    air = round(_AIR * max(np.ptp(rows), np.ptp(columns)))
    top, left = max(0, int(rows.min()) - air), max(0, int(columns.min()) - air)
    bottom = min(height, int(rows.max()) + 1 + air)
    right = min(width, int(columns.max()) + 1 + air)
    kept = np.ascontiguousarray(pixels[top:bottom, left:right])
    return Made(kept, did, laying=Laying(corner=(left, top)))


def _favicon(layers: Layers, format_: Format) -> Made:
    """A square that is told at 16 px: the face, else the subject alone, else the middle of it."""
    known = layers.alpha is None
    people = faces(layers.colour, tilted=True, far=True) if known else ()
    face = max(people, key=lambda one: one.side, default=None)
    told = face is not None and face.side >= _TELLING * min(layers.colour.shape[:2])
    found = None if told else _thing(layers)
    if found is None:
        assert face is not None, "a picture without a face has crops"
        found = cut(layers, _square_around(layers, face.x, face.y, face.side)), "the face"
    pixels, did = found
    side = min(format_.width, round(MOST_TIMES * pixels.shape[0]))
    sized = fitted(pixels, side) if pixels.shape[0] > side else resized(pixels, side, side)
    return Made(np.clip(sized, 0, 255).astype(np.uint8), did)


def _square_around(layers: Layers, x: float, y: float, side: float) -> Box:
    height, width = layers.colour.shape[:2]
    size = min(width, height, round(_AROUND_FACE * side))
    left = int(np.clip(round(x + side / 2 - size / 2), 0, width - size))
    top = int(np.clip(round(y + side / 2 - size / 2), 0, height - size))
    return Box(left, top, size, size)


def _thing(layers: Layers) -> tuple[Pixels8, str] | None:
    """The subject alone, else the middle of what catches the eye; None where that cuts heads."""
    pixels = _without_doubt(layers)
    if pixels is None:
        crop = best_crop(layers.colour, 1.0, _CLOSER) or best_crop(layers.colour, 1.0)
        if crop is None:
            return None
        return cut(layers, crop.box), "what catches the eye: no subject could be cut out"
    height, width = pixels.shape[:2]
    side = max(height, width)
    top, left = (side - height) // 2, (side - width) // 2
    pads = ((top, side - height - top), (left, side - width - left), (0, 0))
    return np.pad(pixels, pads), "the subject alone"


def _without_doubt(layers: Layers) -> Pixels8 | None:
    """The subject alone; None where it is unsure: at 16 px nobody can look at its edge."""
    try:
        made = _subject(layers)
    except Beyond:
        return None
    return made.pixels if made.did in (_CLEAN, _CLEAR) else None
