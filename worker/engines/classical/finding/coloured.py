"""Which of several things of one colour words mean: “the second red dot”, “the two red dots”."""

import cv2
import numpy as np

from worker.engines.classical.finding.choosing import check_count, settled
from worker.engines.classical.finding.masks import reduced, refined, subject_mask
from worker.engines.classical.finding.outlined import clear_parts, outlined, parts_of
from worker.engines.classical.finding.positions import told
from worker.engines.classical.finding.rowed import in_row
from worker.engines.classical.finding.several import choices, kinds
from worker.engines.classical.finding.standing import standing
from worker.engines.classical.finding.surfaces import cuts_through
from worker.engines.classical.painting.pixels import Colour8, Mask8, resized
from worker.engines.classical.words.pointing import Pointer

_GROWN = 2.2  # times what has the colour: the whole thing may be so large
_SIDE = 256  # px, the long side that a whole thing is looked for at
_RIVAL = 0.4  # of the largest: what is smaller is none of several


def as_many(parts: list[Mask8], pointer: Pointer) -> list[Mask8]:
    """All `parts`, or the largest where a number of them is said and the others are specks.

    Raises Unplaced where other many are there.
    """
    if not pointer.number:
        return parts
    alike = [part for part in parts if part.sum() > _RIVAL * parts[0].sum()]
    check_count(len(alike), pointer.colour.name if pointer.colour else "", pointer)
    return alike


def told_by_colour(colour: Colour8, pointer: Pointer) -> Mask8 | None:
    """Those of several things of a colour that the words count, place or measure; None for others.

    Raises Beyond with them, where the choice is not the person's.
    """
    assert pointer.colour is not None, pointer
    parts = clear_parts(colour, pointer._replace(where=(), several=False))
    several = [part for part in parts if part.sum() > _RIVAL * parts[0].sum()]
    if len(several) < 2 and not (several and pointer.row):
        return None
    alike = _with_its_like(colour, several) if pointer.row else several
    meant = in_row(several, alike, pointer)
    if pointer.several:
        check_count(len(meant), pointer.colour.name, pointer)
        return np.asarray(np.max(meant, axis=0), np.uint8)
    found = choices([whole_of(colour, part) for part in meant], (), pointer)
    return settled(colour, pointer, found, len(meant))


def _with_its_like(colour: Colour8, parts: list[Mask8]) -> list[Mask8]:
    """`parts`, and what looks like them in other colours: rows have things of many colours."""
    found = list(parts)
    for kind in kinds(standing(colour)):
        wide = [_as_large_as(colour, one) for one in kind]
        if any((one & part).any() for one in wide for part in parts):
            found += [one for one in wide if not any((one & part).any() for part in parts)]
    return found


def _as_large_as(colour: Colour8, small: Mask8) -> Mask8:
    wide = resized(small.astype(np.float32), colour.shape[1], colour.shape[0])
    return (wide > 0.5).astype(np.uint8)


def unclear(count: int, name: str, where: tuple[str, ...], title: str) -> str:
    """Why `count` places of the colour `name` are too many, and what to say."""
    more = (
        "more closely where it is: top right, bottom left"
        if where
        else ("where it is: left, right, top, bottom, middle")
    )
    return (
        f"it finds {count} {name} places{told(where)} and cannot tell which of them is {title}. "
        f"Say {more}."
    )


def whole_of(colour: Colour8, part: Mask8) -> Mask8:
    """The thing that `part` belongs to, where it has more colours than the one that names it."""
    small = reduced(colour, _SIDE)
    seed = resized(part.astype(np.float32), small.shape[1], small.shape[0])
    reach = max(3, round(0.5 * float(np.sqrt(seed.sum()))))
    near = cv2.dilate(seed, np.ones((reach, reach), np.uint8))
    likely = np.clip(0.9 * seed + 0.3 * near + 0.05, 0, 1)
    found = (subject_mask(small, likely, whole=False) > 0.5).astype(np.uint8)
    grown = [whole for whole in parts_of(found) if (whole * seed).sum() > 0.9 * seed.sum()]
    if not grown or not 1 < grown[0].sum() / seed.sum() <= _GROWN or not outlined(small, grown[0]):
        return part
    whole = refined(colour, grown[0])
    # A table that runs on between a cup and its neighbour is no part of it.
    return part if cuts_through(colour, whole) else part | (whole > 0.5).astype(np.uint8)
