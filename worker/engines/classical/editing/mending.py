"""Puts other words in the place of one line that a person chose, and tries again if it misreads."""

from typing import NamedTuple

import numpy as np

from core.jobs import Retext
from worker.engines.classical.editing.changes import Change
from worker.engines.classical.editing.edits import composited
from worker.engines.classical.editing.retexting import reworded
from worker.engines.classical.lettering.joining import whole_rows
from worker.engines.classical.lettering.proofreading import Misread
from worker.engines.classical.lettering.reading import lines
from worker.engines.classical.lifting import lifted
from worker.engines.classical.order import Made, Order
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import (
    EDIT_SIDE,
    Colour8,
    Layers,
    Pixels8,
    apart,
    fitted,
    mixed,
    to_float,
    together,
)
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.wording import Rewording
from worker.media.extent import changed, said

TRIES = 3  # seeds, before it is admitted that the words do not come out
MOST_LINES = 40  # of a picture: of a page of small print the largest are meant
_SURELY = "it now reads “{new}”"

_UNREADABLE = "it should read “{new}”"  # another seed would be as hard to read


class Found(NamedTuple):
    """The lines of a picture, and what to say of them."""

    lines: tuple[str, ...]
    said: str


def lines_of(order: Order) -> Made:
    """The lines of the order's picture."""
    found = read_lines(apart(fitted(order.pictures[0], EDIT_SIDE)).colour)
    return Made(order.pictures[0], "read", text=found.said, lines=found.lines)


def set_anew(order: Order, retext: Retext) -> Made:
    """The order's picture with other words in one line."""

    def craft(layers: Layers) -> tuple[Pixels8, str]:
        result, did = mended(layers.colour, retext, order.seed)
        return together(result, layers.alpha), did

    return Made(*lifted(apart(fitted(order.pictures[0], EDIT_SIDE)), craft))


def read_lines(colour: Colour8) -> Found:
    """The lines of lettering in `colour`, from the top down; words of one row are one line."""
    found = whole_rows(lines(colour))
    if not found:
        return Found((), "It finds no text in this picture that it can read.")
    if len(found) > MOST_LINES:
        least = sorted((one.height for one in found), reverse=True)[MOST_LINES - 1]
        found = tuple(one for one in found if one.height >= least)[:MOST_LINES]
    return Found(tuple(one.text for one in found), "Which line is wrong?")


def mended(colour: Colour8, retext: Retext, seed: int) -> tuple[Colour8, str]:
    """`colour` with the new words, and what it reads now.

    Each try has another seed. Raises Beyond where no line is meant, or where all of them read so
    wrong that nothing should be shown.
    """
    wish = Rewording(retext.old, retext.new, quoted=True, nth=retext.nth)
    picture, nearly, wrong = to_float(colour), list[Change](), list[Misread]()
    for attempt in range(TRIES):
        try:
            change = reworded(colour, picture, wish, Draw((seed + attempt) % 2**32))
        except Misread as misread:
            wrong.append(misread)
            continue
        if any(sign.format(new=retext.new) in change.note for sign in (_SURELY, _UNREADABLE)):
            return _told(colour, change, attempt)
        nearly.append(change)
    if nearly:
        note = nearly[0].note.replace("it now reads", "three tries; it reads", 1)
        return _told(colour, nearly[0]._replace(note=note), 0)
    seen = f"“{wrong[-1].read}”" if wrong[-1].read else "nothing that can be read"
    raise Beyond(
        f"three tries; it reads {seen}, so nothing was changed. A larger or sharper picture, or "
        "shorter words, may help."
    )


def _told(colour: Colour8, change: Change, attempt: int) -> tuple[Colour8, str]:
    picture = mixed(to_float(colour), np.clip(change.picture, 0, 1), change.mask)
    result = composited(colour, picture, change.mask)
    tries = ("", "at the second try", "at the third try")[attempt]
    told = (change.place, change.title, tries, change.note, said(changed(colour, result)))
    return result, ", ".join(one for one in told if one)
