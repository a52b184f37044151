"""The things that a cut-out keeps, found as an edit finds them: by colour, place and number."""

import cv2
import numpy as np

from worker.engines.classical.finding.choosing import LEAST_MARGIN, MARGIN
from worker.engines.classical.finding.coloured import unclear
from worker.engines.classical.finding.masks import subject_mask
from worker.engines.classical.finding.outlined import clear_parts, parts_of, rivals
from worker.engines.classical.finding.positions import inside, told, window_of
from worker.engines.classical.finding.several import kinds
from worker.engines.classical.finding.things import pointed_mask
from worker.engines.classical.finding.tinted import held_around, held_mask, placed_mask
from worker.engines.classical.painting.pixels import Colour8, Plane, unit
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.words.beyond import Beyond, Unplaced
from worker.engines.classical.words.pointing import Pointer

# Of what stands out: with as much elsewhere, a position tells nothing of it apart; with more, it
# does not lie there at all.
_BEYOND, _ELSEWHERE = 0.35, 0.75


def kept_mask(colour: Colour8, things: tuple[Pointer, ...]) -> Plane:
    """All of the `things`, 0 to 1.

    Raises Beyond where one is not found, or with what it may be.
    """
    return np.max([_kept(colour, thing) for thing in things], axis=0)


def _kept(colour: Colour8, thing: Pointer) -> Plane:
    counted = thing.which or thing.row or thing.number
    if thing.colour is None or counted:
        try:
            return blurred(pointed_mask(colour, thing).astype(np.float32), unit(colour))
        except Beyond as beyond:
            raise _without_its_rim(colour, beyond) from None
    if thing.where:
        return held_around(colour, placed_mask(colour, thing.colour, thing.where, thing.title))
    parts = clear_parts(colour, thing)
    # Parts of one thing are hardly alike: the tank and the fender of a red motorcycle.
    alike = next((kind for kind in kinds(parts) if kind[0] is parts[0]), [])
    if not thing.several and rivals(alike):
        raise Unplaced(unclear(len(alike), thing.colour.name, (), thing.title))
    if thing.several and parts:
        each = [held_around(colour, part.astype(np.float32)) for part in parts]
        return np.max(each, axis=0)
    return held_mask(colour, thing.colour, window_of(()))


def subject_there(colour: Colour8, where: tuple[str, ...]) -> Plane:
    """What stands out where position words say, 0 to 1; of all that does, where they say nothing.

    Raises Unplaced where nothing does, and with that as a guess where it reaches far beyond.
    """
    subject = subject_mask(colour)
    if not where:
        return subject
    every = parts_of((subject > 0.5).astype(np.uint8))
    there = [part for part in every if inside(part, window_of(where))]
    if len(there) in (0, len(every)):
        _ask_whether_all(subject, where)
    if not there:
        raise Unplaced(
            f"it recognises no things, and what stands out here is not{told(where)}. Name its "
            "colour, or mark it."
        )
    if len(there) == len(every):
        return subject
    near = cv2.dilate(np.max(there, axis=0), np.ones((9, 9), np.uint8))
    return subject * near.astype(np.float32)


def _ask_whether_all(subject: Plane, where: tuple[str, ...]) -> None:
    """Raises Unplaced where `subject` is one piece that lies on both sides of what words say."""
    window, (height, width) = window_of(where), subject.shape
    rows = slice(round(window.top * height), round(window.bottom * height))
    columns = slice(round(window.left * width), round(window.right * width))
    beyond = 1 - float(subject[rows, columns].sum()) / max(1.0, float(subject.sum()))
    if _BEYOND < beyond < _ELSEWHERE and where != ("middle",):
        raise Unplaced(
            f"what stands out here is one piece, and {beyond:.0%} of it is not{told(where)}. Mark "
            "what you mean, or name its colour.",
            subject,
        )


def _without_its_rim(colour: Colour8, beyond: Beyond) -> Beyond:
    """The same, its guesses without the surroundings that an edit changes with a thing."""
    if beyond.guess is None:
        return beyond
    away = max(LEAST_MARGIN, MARGIN * unit(colour))
    inner = [
        (cv2.distanceTransform((one > 0.5).astype(np.uint8), cv2.DIST_L2, 5) > away)
        for one in (beyond.guess, *beyond.more)
    ]
    first, *more = (one.astype(np.float32) for one in inner)
    return type(beyond)(beyond.reason, first, tuple(more))
