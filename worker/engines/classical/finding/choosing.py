"""What words tell from others that look like it: taken where they leave no doubt, else asked."""

from collections.abc import Sequence

import cv2
import numpy as np

from worker.engines.classical.finding.kindred import kindred
from worker.engines.classical.finding.positions import inside, window_of
from worker.engines.classical.finding.rowed import in_row
from worker.engines.classical.finding.several import Choice, choices, kinds
from worker.engines.classical.finding.standing import at_full_size, standing
from worker.engines.classical.painting.pixels import Colour8, Mask8, Plane, resized, unit
from worker.engines.classical.words.beyond import Unplaced
from worker.engines.classical.words.pointing import Pointer

_ASKED = 4  # things that are asked about, one after another
LEAST_MARGIN = 3.0  # px of it, in any picture
MARGIN = 6.0  # design px: the soft edge of a thing and its nearest shadow are asked about, too
_SAME = 0.5  # of what either of two finds has, that both have: they are one thing
_MAIN = 0.4  # of the largest thing that stands there: a kind of smaller ones is not the main one


def told_apart(colour: Colour8, pointer: Pointer) -> Mask8 | None:
    """The thing that `pointer` tells from others that look alike; None where nothing stands alone.

    Raises Beyond with all that it may be, where the words leave a choice.
    """
    things = list(standing(colour))
    stand = kinds(things)
    groups = stand or [list(kind) for kind in kindred(colour)]
    found, count = list[Choice](), 0
    for kind in groups:
        others = [one for one in things if not any(one is each for each in kind)]
        meant = in_row(kind, kind, pointer) if kind is groups[0] or pointer.row is None else []
        if pointer.number and pointer.several and kind is groups[0]:
            check_count(len(meant), "", pointer)
        found += choices(meant, others, pointer) if meant else []
        count = count or len(kind)
    if groups and not found:
        raise Unplaced(
            f"it finds {count} things that look alike here, and none of them is {pointer.title}."
        )
    if not found:
        return _alone(colour, pointer, things)
    plain = len(stand) == 1 and groups[0][0].sum() >= _MAIN * things[0].sum()
    first = found[0]._replace(sure=found[0].sure and plain)
    full = [one._replace(mask=at_full_size(colour, one.mask)) for one in (first, *found[1:_ASKED])]
    return settled(colour, pointer, full, count)


def check_count(there: int, told: str, pointer: Pointer) -> None:
    """Raises Unplaced where other many are `there` than the words say."""
    if pointer.number and there != pointer.number:
        things = f"{told} things" if told else "things that look alike"
        raise Unplaced(
            f"it finds {there} {things} here, and {pointer.title} would be {pointer.number}. Say "
            "“all” of them, or which."
        )


def has_its_like(colour: Colour8, found: Mask8) -> bool:
    """Whether something of the kind of what was `found` stands beside it."""
    return any(_same(one, found) for kind in kinds(standing(colour)) for one in kind)


def _same(thing: Mask8, found: Mask8) -> bool:
    small = resized(found.astype(np.float32), thing.shape[1], thing.shape[0]) > 0.5
    return float((thing & small).sum()) > _SAME * float((thing | small).sum())


def settled(colour: Colour8, pointer: Pointer, found: Sequence[Choice], count: int) -> Mask8 | None:
    """The first of what was `found`, of `count` things alike, where it is sure; None for nothing.

    Raises Beyond with all of it, to be asked about, where it is not.
    """
    if not found:
        return None
    first, *more = found[:_ASKED]
    if first.sure:
        return first.mask
    told = pointer.colour.name if pointer.colour else ""
    which = f"{count} {told} things" if told else f"{count} things that look alike here"
    knows = "" if told else f"it recognises no {pointer.noun}: "
    raise Unplaced(
        f"{knows}of {which} this is {first.why}.",
        _shown(colour, first.mask),
        tuple(_shown(colour, one.mask) for one in more),
    )


def _alone(colour: Colour8, pointer: Pointer, things: Sequence[Mask8]) -> Mask8 | None:
    """Raises Beyond with the things that stand where the words say; None where none does."""
    there = [one for one in things if inside(one, window_of(pointer.where))][:_ASKED]
    if not there or pointer.several or pointer.which not in ("", "extra"):
        return None  # nothing is the second or the smaller of one
    first, *more = (_shown(colour, at_full_size(colour, one)) for one in there)
    raise Unplaced(
        f"it recognises no {pointer.noun}: this is what stands alone there.", first, tuple(more)
    )


def _shown(colour: Colour8, thing: Mask8) -> Plane:
    """A thing with its nearest surroundings, as a mask that goes as a whole."""
    away = cv2.distanceTransform(1 - thing, cv2.DIST_L2, 5)
    return (away <= max(LEAST_MARGIN, MARGIN * unit(colour))).astype(np.float32)
