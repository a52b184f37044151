"""One thing that words point at, found by its colour, its place or its contrast, or not at all."""

from collections.abc import Iterator
from itertools import islice

import cv2
import numpy as np

from worker.engines.classical.finding.choosing import has_its_like, told_apart
from worker.engines.classical.finding.coloured import (
    as_many,
    told_by_colour,
    unclear,
    whole_of,
)
from worker.engines.classical.finding.faces import face_mask, faces
from worker.engines.classical.finding.masks import reduced, refined, subject_mask
from worker.engines.classical.finding.outlined import (
    at_edge,
    clear_parts,
    outlined,
    parts_of,
    rivals,
)
from worker.engines.classical.finding.positions import Window, inside, window_of
from worker.engines.classical.finding.through import without_gaps
from worker.engines.classical.inpainting.surroundings import disagreement, unevenness
from worker.engines.classical.painting.pixels import Colour8, Mask8
from worker.engines.classical.painting.remembering import remembered
from worker.engines.classical.words.beyond import Beyond, Unplaced
from worker.engines.classical.words.pointing import Pointer
from worker.engines.classical.words.vocabulary import vocabulary

_SAME = 0.66  # of what either of two finds has: as much has to be in both
_SIDE = 256  # px, the long side that contrast is looked for at
_ROUNDS = 2  # of GrabCut: the edge is refined afterwards
_MOST = 0.15  # of the picture: what is behind more than that cannot be made up
_EASY = 0.06  # of the picture: up to here any hole is worth a try
_UNLIKE = (30.0, 10.0)  # CIE76 units that two sides of a hole may differ, at _EASY and at _MOST
_SMALL = 0.05  # of the picture: what is larger is not offered
_PLAIN = 8.0  # CIE76 units that the ground of what is offered may vary
_OFFERED_SIDE = 384  # px, the long side that is searched for what could be taken out instead
_FACE = 0.02  # of a thing that may lie on a face
_ON_SOMEBODY = 0.5  # of a thing, that lies on a person
_SEARCHED = 0.12  # of the picture by which a place is searched beyond its bounds


@remembered
def thing_mask(colour: Colour8, pointer: Pointer) -> Mask8:
    """The thing, 1 where it is, without its soft edge.

    Raises Beyond when nothing is found with confidence, or what cannot be filled; it says what
    can be taken out of this picture instead.
    """
    found = _by_colour(colour, pointer) if pointer.colour else _uncoloured(colour, pointer)
    if trouble := _trouble(colour, pointer, found):
        kind = Beyond if pointer.colour else Unplaced  # what stands out may be another thing
        raise kind(f"{trouble} {_offer(colour, pointer)}")
    return found


@remembered
def pointed_mask(colour: Colour8, pointer: Pointer) -> Mask8:
    """The thing that `pointer` tells from its like, 1 where it is; it stays, so it may be large.

    Raises Beyond where none is told apart, or with what it may be.
    """
    tell = told_by_colour if pointer.colour else told_apart
    found = tell(colour, pointer)
    if found is None:
        raise Unplaced(
            f"it recognises no {pointer.noun}, and nothing here has its like beside it, so that "
            f"{pointer.title} could be told. Name its colour, or mark it."
        )
    return without_gaps(colour, found)


def _trouble(colour: Colour8, pointer: Pointer, found: Mask8) -> str:
    """Why what was `found` cannot be filled, as a sentence; empty where it can."""
    share = float(found.mean())
    if float(face_mask(colour)[found > 0].mean()) > _FACE:
        return f"{pointer.title} reaches into a face, and faces are not patched."
    if share > _MOST:
        return (
            f"{_what_covers(pointer)} covers {share:.0%} of the picture, and it can fill in "
            f"{_MOST:.0%} at most."
        )
    if share > _EASY and disagreement(colour, found) > np.interp(share, (_EASY, _MOST), _UNLIKE):
        return (
            f"{_what_covers(pointer)} covers {share:.0%} of the picture and has something else on "
            "each side of it, so that nothing tells what is behind."
        )
    return ""


def _what_covers(pointer: Pointer) -> str:
    if pointer.colour:
        return pointer.title
    where = f" {' '.join(pointer.where)}" if pointer.where else ""
    return f"it recognises no {pointer.noun}; what stands out most{where and f' at the{where}'}"


def _offer(colour: Colour8, pointer: Pointer) -> str:
    """What to ask instead: what would be found here, by a colour that was not named."""
    asked = pointer.colour.name if pointer.colour else ""
    found = list(islice((name for name in _tellable(colour) if name != asked), 2))
    if not found:
        return (
            "Nothing that stands free here can be taken out by its colour: a model that recognises "
            "things could."
        )
    others = " and ".join(f"“remove the {name} thing”" for name in found)
    return f"It can take out something else here: {others}."


def _tellable(colour: Colour8) -> Iterator[str]:
    """Names of the colours that one thing in the picture has, which can be filled well."""
    small, told = reduced(colour, _OFFERED_SIDE), np.zeros(colour.shape[:2], np.uint8)
    for name, named in {known.name: known for known in vocabulary().colours.values()}.items():
        # A small picture tells quickly, the whole one surely.
        if _lone(small, Pointer(name, named)) is None:
            continue
        found = _lone(colour, Pointer(name, named))
        if found is None or (found & told).any() or not _easily_filled(colour, found):
            continue  # what is yellow to one is gold to another
        if _worn(colour, found):
            continue
        told |= found
        yield name


def _worn(colour: Colour8, found: Mask8) -> bool:
    """Whether a thing is on somebody who looks at the camera: nobody wants that offered."""
    return bool(faces(colour)) and float(subject_mask(colour)[found > 0].mean()) > _ON_SOMEBODY


def _lone(colour: Colour8, pointer: Pointer) -> Mask8 | None:
    """The one thing that answers to `pointer`, where there is one and it can be taken out."""
    parts = clear_parts(colour, pointer)
    if not parts or rivals(parts):
        return None
    found = whole_of(colour, parts[0])
    return None if _trouble(colour, pointer, found) else found


def _easily_filled(colour: Colour8, found: Mask8) -> bool:
    """Whether a thing is small and stands on something plain: no piece is torn from another."""
    if float(found.mean()) > _SMALL or unevenness(colour, found) > _PLAIN:
        return False
    return disagreement(colour, found) <= _PLAIN


def _uncoloured(colour: Colour8, pointer: Pointer) -> Mask8:
    """What the words tell from others that look like it, or what stands out.

    Raises Beyond, where it may be one of several with those.
    """
    if not pointer.among:
        return _by_contrast(colour, pointer)
    if pointer.which or pointer.several or pointer.row:
        found = told_apart(colour, pointer)
        if found is None and (pointer.counted or pointer.row or pointer.number > 1):
            raise Unplaced(
                f"it recognises no {pointer.noun}, and nothing here has its like, so that "
                f"{pointer.title} could be counted. {_offer(colour, pointer)}"
            )
        return _by_contrast(colour, pointer) if found is None else found
    try:
        alone = _by_contrast(colour, pointer)
    except Beyond:
        found = told_apart(colour, pointer)
        if found is None:
            raise
        return found
    # What catches the eye in a corner is one of its kind, of which another may lie farther there.
    found = told_apart(colour, pointer) if has_its_like(colour, alone) else None
    return alone if found is None else found


def _by_colour(colour: Colour8, pointer: Pointer) -> Mask8:
    assert pointer.colour is not None, pointer
    if (pointer.which or pointer.row) and (found := told_by_colour(colour, pointer)) is not None:
        return found
    parts = clear_parts(colour, pointer)
    if not parts:
        raise Unplaced(
            f"it finds no clear place for {pointer.title} in this picture: nothing "
            f"{pointer.colour.name} ends at edges all around. {_offer(colour, pointer)}"
        )
    if pointer.counted:
        raise Unplaced(
            f"it finds {len(parts)} {pointer.colour.name} place{'s' * (len(parts) > 1)} here, and "
            f"{pointer.title} is none of that."
        )
    if not pointer.several and rivals(parts):
        raise Unplaced(unclear(len(parts), pointer.colour.name, pointer.where, pointer.title))
    kept = as_many(parts, pointer) if pointer.several else [whole_of(colour, parts[0])]
    return np.asarray(np.max(kept, axis=0), np.uint8)


def _by_contrast(colour: Colour8, pointer: Pointer) -> Mask8:
    """What stands out in a place, if it does so however the place is cut, all around its edge."""
    window, small = window_of(pointer.where), reduced(colour, _SIDE)
    first, second = (_standing_out(small, window, margin) for margin in (_SEARCHED, 0.04))
    found = None if first is None or second is None else _agreed(first, second)
    if found is None or not outlined(small, found) or not _alone(small, window, found):
        where = f" {' '.join(pointer.where)}" if pointer.where else ""
        raise Unplaced(
            f"it recognises nothing, and no single thing{where and f' at the{where}'} stands out "
            f"clearly enough to be {pointer.title}. {_offer(colour, pointer)}"
        )
    return (refined(colour, found) > 0.4).astype(np.uint8)


def _agreed(first: Mask8, second: Mask8) -> Mask8 | None:
    """What either of two finds has, where they are nearly the same."""
    both, either = first & second, first | second
    return either if float(both.sum()) >= _SAME * float(either.sum()) else None


def _alone(colour: Colour8, window: Window, found: Mask8) -> bool:
    """Whether nothing else stands out once `found` is gone."""
    wide = cv2.dilate(found, np.ones((9, 9), np.uint8))
    without = cv2.inpaint(colour, wide, 3, cv2.INPAINT_TELEA)
    # Where nothing stands out the rounds take longest and change least.
    other = _standing_out(np.asarray(without, np.uint8), window, _SEARCHED, rounds=1)
    return other is None or not outlined(colour, other)


def _standing_out(
    colour: Colour8, window: Window, margin: float, rounds: int = _ROUNDS
) -> Mask8 | None:
    """The one thing that stands out in `window`, searched with a `margin` around it."""
    height, width = colour.shape[:2]
    whole = window == Window(0, 1, 0, 1)
    # Of a whole picture the second look leaves the rim out; of a part, both look beyond it.
    grow = _SEARCHED - margin - 0.05 if whole else margin
    rows = _bounds(window.top, window.bottom, grow, height)
    columns = _bounds(window.left, window.right, grow, width)
    mask = np.zeros((height, width), np.uint8)
    part = np.ascontiguousarray(colour[rows, columns])
    mask[rows, columns] = subject_mask(part, rounds=rounds, whole=False) > 0.5
    parts = [part for part in parts_of(mask) if inside(part, window)]
    parts = [part for part in parts if not at_edge(part[rows, columns])]
    return None if not parts or rivals(parts) else parts[0]


def _bounds(low: float, high: float, grow: float, side: int) -> slice:
    return slice(max(0, round((low - grow) * side)), min(side, round((high + grow) * side)))
