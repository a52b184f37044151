"""What of a picture every frame of it has to hold: heads, lettering, else the subject."""

import math
from typing import NamedTuple, Self

import cv2
import numpy as np

from worker.engines.classical.finding.doubts import told_apart
from worker.engines.classical.finding.faces import Face, faces
from worker.engines.classical.finding.masks import subject_mask
from worker.engines.classical.finding.saliency import salient
from worker.engines.classical.framing.crops import Box
from worker.engines.classical.lettering.reading import Line, lines
from worker.engines.classical.painting.pixels import (
    Colour8,
    Layers,
    Plane,
    fitted,
    resized,
    to_float,
)
from worker.engines.classical.painting.remembering import remembered
from worker.engines.classical.words.beyond import Beyond

_ALIKE = 0.5  # of the largest face: a smaller one is a passer-by
_ABOVE, _BESIDE, _BELOW = 0.8, 0.5, 0.9  # sides of a face, that belong to a head and its shoulders
_LEGIBLE = 0.03  # of the shorter side: smaller lettering is no part of the picture's message
_SURE = 0.85  # of a reader's confidence
_SPARED = 0.01  # of a subject that is a guess, beyond each side: ears stay, fringes need not
_SPECKS = 0.0005  # the same, of one that is none: its ends stay, and specks beside it need not
_FULL, _EMPTY = 0.97, 0.004  # of the picture
_SIDE = 640  # px, the long side that saliency is weighed at
_UNEYED = 0.1  # of what catches the eye, beyond each side: a guess that spares room
_ALL = 0.9  # of both sides: a guess that is larger tells nothing
_SOLID = 0.38  # of its hull, that a whole subject covers: the bright rim of a cup is not all of it
_DOUBTED = 0.13  # of a guess’s sides, beyond which the thing itself may reach
_LOOKED = 1280  # px, the longest side that is looked at: nothing finer is held
_AIR = 0.02  # of the longer side, around what is held


class _Subject(NamedTuple):
    """Where the subject is, and whether it is no guess."""

    box: Box
    sure: bool


class Held(NamedTuple):
    """The part that every frame holds, and what is in it, in words."""

    box: Box
    what: str
    air: int = 0  # px of the box around it, that may be cut where there is no room
    guess: bool = False  # whether more may belong to it than the box holds
    whole: bool = False  # whether it is all that matters, so that the rest may be seen twice

    def within(self, width: int, height: int, times: float) -> Self:
        """The same in a picture that is so many times as large, `width` x `height` px."""
        x, y, across, down = (times * side for side in self.box)
        left, top = math.floor(x), math.floor(y)
        right, bottom = min(width, math.ceil(x + across)), min(height, math.ceil(y + down))
        box = Box(left, top, right - left, bottom - top)
        return self._replace(box=box, air=round(times * self.air))


def held(layers: Layers) -> Held | None:
    """What every frame of a picture holds; None where nothing in it stands out."""
    if layers.alpha is not None:
        box = _around(layers.alpha > 0, 0.0)
        return Held(box, "what is not transparent") if box else None
    height, width = layers.colour.shape[:2]
    looked = fitted(layers.colour, _LOOKED)
    found, times = _seen(looked), max(width, height) / max(looked.shape[:2])
    return found if found is None or times == 1 else found.within(width, height, times)


def _seen(colour: Colour8) -> Held | None:
    """The same of a picture that nothing of is transparent."""
    height, width = colour.shape[:2]
    people = faces(colour, tilted=True, far=True)
    texts = _lettering(colour)
    boxes = [_head(face) for face in people if face.side >= _ALIKE * max(f.side for f in people)]
    what = ["every face" if len(boxes) > 1 else "the face"] if boxes else []
    subject = None if boxes else _subject(colour)
    if subject is not None:
        seems = "the subject" if subject.sure else "what seems to be the subject"
        boxes, what = [subject.box], [seems]
    if texts:
        boxes, what = [*boxes, *texts], [*what, "the lettering"]
    if not boxes:
        return None
    air = round(_AIR * max(width, height))
    box = _within(_united(boxes), air, width, height)
    sure, guess = subject is not None and subject.sure, subject is not None and not subject.sure
    # Of a guess no air is spared: that may be a part of the thing.
    return Held(box, " and ".join(what), 0 if guess else air, whole=sure, guess=guess)


def _head(face: Face) -> Box:
    side = face.side
    return Box(
        round(face.x - _BESIDE * side),
        round(face.y - _ABOVE * side),
        round((1 + 2 * _BESIDE) * side),
        round((1 + _ABOVE + _BELOW) * side),
    )


def _lettering(colour: Colour8) -> list[Box]:
    """The lines that are large enough to be meant; none where no reader is installed."""
    try:
        found = lines(colour)
    except Beyond:
        return []
    least = _LEGIBLE * min(colour.shape[:2])
    return [_box_of(one) for one in found if one.height >= least and one.score >= _SURE]


def _box_of(line: Line) -> Box:
    left, top = np.floor(line.corners.min(axis=0)).astype(int).tolist()
    right, bottom = np.ceil(line.corners.max(axis=0)).astype(int).tolist()
    return Box(left, top, right - left, bottom - top)


@remembered
def _subject(colour: Colour8) -> _Subject | None:
    """Where the subject is; where it is a guess, with most of what else catches the eye."""
    mask = subject_mask(colour)
    if not _EMPTY < float(mask.mean()) < _FULL:
        return None
    box = _around(mask > 0.5, _SPARED)
    if box is None:
        return None
    if told_apart(colour, mask) and _solidity(mask) >= _SOLID:
        return _Subject(_around(mask > 0.5, _SPECKS) or box, sure=True)
    weights = salient(to_float(fitted(colour, _SIDE)))
    eyed = _around(resized(weights, mask.shape[1], mask.shape[0]), _UNEYED)
    guess = _united([box, *((eyed,) if eyed else ())])
    width, height = colour.shape[1], colour.shape[0]
    everything = guess.width > _ALL * width and guess.height > _ALL * height
    # A crop along the edge of a guess cuts a wheel off: it is held with what may belong to it.
    return None if everything else _Subject(_with_its_doubt(guess, width, height), sure=False)


def _solidity(mask: Plane) -> float:
    """What `mask` covers of its convex hull: a rim or an arc of a thing covers less."""
    rows, columns = np.nonzero(mask > 0.5)
    hull = cv2.convexHull(np.stack([columns, rows], axis=1).astype(np.int32))
    return len(rows) / max(1.0, cv2.contourArea(hull))


def _with_its_doubt(guess: Box, width: int, height: int) -> Box:
    """The box of a guess with _DOUBTED more on each side, within the picture."""
    across, down = round(_DOUBTED * guess.width), round(_DOUBTED * guess.height)
    left, top = max(0, guess.x - across), max(0, guess.y - down)
    right = min(width, guess.x + guess.width + across)
    return Box(left, top, right - left, min(height, guess.y + guess.height + down) - top)


def _around(inside: Plane, spared: float) -> Box | None:
    """The box that all of `inside` lies in, but for `spared` of it beyond each side."""
    across, down = inside.sum(axis=0, dtype=np.float64), inside.sum(axis=1, dtype=np.float64)
    if not across.sum():
        return None
    (left, right), (top, bottom) = _ends(across, spared), _ends(down, spared)
    return Box(left, top, right - left, bottom - top)


def _ends(weights: Plane, spared: float) -> tuple[int, int]:
    shares = np.cumsum(weights) / weights.sum()
    first = int(np.searchsorted(shares, spared, side="right"))
    last = int(np.searchsorted(shares, 1 - spared))
    return first, min(len(weights), last + 1)


def _united(boxes: list[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    return Box(left, top, right - left, max(box.y + box.height for box in boxes) - top)


def _within(box: Box, air: int, width: int, height: int) -> Box:
    left, top = max(0, box.x - air), max(0, box.y - air)
    right = min(width, box.x + box.width + air)
    return Box(left, top, right - left, min(height, box.y + box.height + air) - top)
