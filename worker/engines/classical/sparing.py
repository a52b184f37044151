"""A look for all of a picture but one place: “a watercolour, except the red cup”."""

import re
from typing import NamedTuple

import numpy as np

from worker.engines.classical.editing.edits import composited
from worker.engines.classical.editing.places import located
from worker.engines.classical.editing.request import understood
from worker.engines.classical.editing.wishes import Request
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Layers, Pixels8, mixed, to_float, together
from worker.engines.classical.styles.looks import restyled, taken
from worker.engines.classical.words.excepting import MARK, left_out
from worker.engines.classical.words.phrases import folded
from worker.engines.classical.words.vocabulary import vocabulary
from worker.media.extent import changed, said

# What joins a look to what is left out: “all but the cup | as a | watercolour”.
_JOINING = (
    "a an as in into to like be with style and als ein eine einen im in wie zu und en un une comme "
    "dans et como una y al a la de des"
)
_ENDS = re.compile(rf"^(?:{'|'.join(_JOINING.split())})\b|\b(?:{'|'.join(_JOINING.split())})$")


class Sparing(NamedTuple):
    """A look, and the place that does not get it."""

    look: str  # words that name it
    rest: Request  # all but that place


def sparing(words: str) -> Sparing | None:
    """The look that `words` ask for all of a picture but a place; None where they do not.

    Plain changes (“everything except the cup in black and white”) are edits, and none of these.
    Raises Beyond where nothing tells the place.
    """
    text, known = folded(left_out(words)), vocabulary()
    looks = [one for one in taken(words) if one.exact and one.phrase not in known.changes]
    if MARK not in text or not looks:
        return None
    for one in looks:
        text = text.replace(one.phrase, " ")
    place = _bare(text.partition(MARK)[2])
    wishes = understood(f"darken everything except {place}")
    return Sparing(" ".join(one.phrase for one in looks), wishes.requests[0])


def _bare(text: str) -> str:
    """Words without what joins them to others, before and behind."""
    text = " ".join(re.findall(r"\w+", text))
    while (bare := _ENDS.sub("", text).strip()) != text:
        text = bare
    return text


def restyled_but(layers: Layers, wish: Sparing, draw: Draw, strength: float) -> tuple[Pixels8, str]:
    """`layers` in that look; the place keeps its pixels to the bit. Raises Beyond without it."""
    rest = located(layers, wish.rest, None).mask
    before = to_float(layers.colour)
    picture, did = restyled(before, wish.look, draw, strength)
    result = composited(layers.colour, mixed(before, np.clip(picture, 0, 1), rest), rest)
    share = changed(together(*layers), together(result, layers.alpha))
    return together(result, layers.alpha), f"{did}, {wish.rest.title}, {said(share)}"
