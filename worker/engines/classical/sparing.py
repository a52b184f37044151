"""A look for a part of a picture: “a watercolour, except the red cup”, “left half: as an oil”."""

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
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.excepting import MARK, left_out
from worker.engines.classical.words.phrases import folded
from worker.engines.classical.words.vocabulary import vocabulary
from worker.media.extent import changed, said

# What joins a look to what is left out: “all but the cup | as a | watercolour”.
_JOINING = (
    "a an as in into to like be with style and als ein eine einen im in wie zu und en un une comme "
    "dans et como una y al a la de des"
)
# What stands around a look that a place gets: “make the lower third look like a | pencil drawing”.
_ASKING = re.compile(
    r"\b(?:make|turn|paint|render|draw|have|get|let|only|just|look|looks|looking|give|apply|style|effect|filter|painting|drawing|for|to|on|alone"
    r"|mach|mache|male|zeichne|lass|nur|aussehen|stil|mets|rends|fais|peins|seulement|juste|style"
    r"|pon|haz|pinta|dibuja|solo|estilo)\b"
)
# What is found for certain; of a single thing one sees that no edge of it fits a brush.
_PLACES = frozenset({"sky", "background", "subject", "face", "grass", "water", "part"})
_ENDS = re.compile(rf"^(?:{'|'.join(_JOINING.split())})\b|\b(?:{'|'.join(_JOINING.split())})$")


# “…, photo on the right”: what the other side shows is there.
_AS_THERE = re.compile(
    r"[,;]?\s*\b(?:(?:and|und|et|y|but|aber|mais|pero)\s+)?(?:(?:the|das|la|el)\s+)?"
    r"(?:photo(?:graph)?|original|picture|normal|colou?r|foto|bild|image|imagen)"
    r"(?:\s+(?:stays?|bleibt|reste|queda))?(?:\s+(?:on|at|in|to|auf|im|à|a|en))?"
    r"(?:\s+(?:the|der|dem|la|el))?\s+(?:right|left|top|bottom|other|rechts|links|oben|unten"
    r"|rechten|linken|anderen|droite|gauche|derecha|izquierda)(?:\s+(?:side|half|seite|h[aä]lfte))?\s*$",
    re.IGNORECASE,
)


class Sparing(NamedTuple):
    """A look, and the place that gets it."""

    look: str  # words that name it
    rest: Request  # that place: all but another, or itself


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


def confined(words: str) -> Sparing | None:
    """The look that `words` ask for a place alone; None where they name no look, or no place."""
    words = _AS_THERE.sub("", words)
    text, known = folded(words), vocabulary()
    looks = [one for one in taken(words) if one.phrase not in known.changes]
    for one in looks:
        text = text.replace(one.phrase, " ")
    try:
        wishes = understood(f"darken {_bare(_ASKING.sub(' ', text))}") if looks else None
    except Beyond:
        return None
    if wishes is None or wishes.left or len(wishes.requests) != 1:
        return None
    (place,) = wishes.requests
    look = " ".join(one.phrase for one in looks)
    return Sparing(look, place) if place.place in _PLACES else None


def _bare(text: str) -> str:
    """Words without what joins them to others, before and behind."""
    text = " ".join(re.findall(r"\w+", text))
    while (bare := _ENDS.sub("", text).strip()) != text:
        text = bare
    return text


def restyled_within(
    layers: Layers, wish: Sparing, draw: Draw, strength: float
) -> tuple[Pixels8, str]:
    """`layers` in that look where the place is; the others keep their pixels to the bit.

    Raises Beyond where it is not in the picture.
    """
    rest = located(layers, wish.rest, None).mask
    before = to_float(layers.colour)
    picture, did = restyled(before, wish.look, draw, strength)
    result = composited(layers.colour, mixed(before, np.clip(picture, 0, 1), rest), rest)
    share = changed(together(*layers), together(result, layers.alpha))
    return together(result, layers.alpha), f"{did}, {wish.rest.title}, {said(share)}"
