"""Orders with a mask: what a picture becomes within what a person marked, the rest to the bit."""

from dataclasses import replace

import numpy as np

from worker.engines.classical.asking import besides_the_look
from worker.engines.classical.editing.edits import composited, edited, share_changed
from worker.engines.classical.editing.marked import MARKED, NOT_THERE, marks_for, restored
from worker.engines.classical.editing.request import understood
from worker.engines.classical.lifting import Craft, lifted
from worker.engines.classical.order import Made, Order
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.grading import varied
from worker.engines.classical.painting.pixels import (
    EDIT_SIDE,
    Alpha8,
    Layers,
    Picture,
    Pixels8,
    apart,
    fitted,
    mixed,
    to_bytes,
    to_float,
    together,
)
from worker.engines.classical.styles.looks import recognised, restyled, taken
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.lamps import lamp
from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.pointing import Pointer, removes
from worker.engines.classical.words.vocabulary import vocabulary
from worker.engines.classical.words.wording import rewording


def edited_within(order: Order, marks: Alpha8) -> Made:
    """The edit that the words ask for, or the look; raises Beyond for anything else."""
    if _names_a_look(order.words):
        return _restyled_within(order, marks)

    def craft(layers: Layers) -> tuple[Pixels8, str]:
        allowed = marks_for(marks, layers.colour)
        draw = Draw(order.seed)
        return edited(layers, order.words, draw, order.strength, allowed, order.traced)

    try:
        made = _made(order, marks, craft)
        return replace(made, did=_of_what_was_shown(made.did, order.words)) if order.shown else made
    except Beyond:
        if removes(folded(order.words)) or not recognised(order.words):
            raise  # to take the haze out is no fog
        return _restyled_within(order, marks)


def varied_within(order: Order, marks: Alpha8) -> Made:
    """Another look, where the words name one, or another grading."""
    if recognised(order.words):
        return _restyled_within(order, marks)

    def craft(layers: Layers) -> tuple[Pixels8, str]:
        picture, title = varied(to_float(layers.colour), Draw(order.seed))
        return _composed(layers, picture, f"graded: {title}", marks)

    return _made(order, marks, craft)


def cut_out_within(order: Order, marks: Alpha8) -> Made:
    """What is marked alone, with its own colours."""
    layers = apart(fitted(order.pictures[0], EDIT_SIDE))
    alpha = to_bytes(marks_for(marks, layers.colour))
    if layers.alpha is not None:
        alpha = np.minimum(alpha, layers.alpha)
    share = float((alpha > 0).mean())
    pixels = np.dstack([layers.colour, alpha])
    along = "the outline that was shown" if order.shown else "your mask"
    return Made(pixels, f"cut out along {along}, kept {share:.0%} of the picture")


def _restyled_within(order: Order, marks: Alpha8) -> Made:
    asked = besides_the_look(order.words)

    def craft(layers: Layers) -> tuple[Pixels8, str]:
        before, draw = to_float(layers.colour), Draw(order.seed)
        picture, did = restyled(before, order.words, draw, order.strength)
        return _composed(layers, picture, ", ".join((did, *asked.notes)), marks)

    return _made(order, marks, craft)


def _composed(layers: Layers, picture: Picture, did: str, marks: Alpha8) -> tuple[Pixels8, str]:
    allowed = marks_for(marks, layers.colour)
    new = mixed(to_float(layers.colour), np.clip(picture, 0, 1), allowed)
    result = composited(layers.colour, new, allowed)
    said = f"{did}, {share_changed(layers.colour, result)}"
    return together(result, layers.alpha), said


def _made(order: Order, marks: Alpha8, craft: Craft) -> Made:
    layers = apart(fitted(order.pictures[0], EDIT_SIDE))
    pixels, did = lifted(layers, craft)
    result = apart(pixels)
    return Made(together(restored(layers.colour, result.colour, marks), result.alpha), did)


def _of_what_was_shown(did: str, words: str) -> str:
    """What was `did`, of that which `words` name: nobody marked it, a person only said yes."""
    said = [part for part in did.split(", ") if not part.endswith(NOT_THERE)]
    try:
        (only,) = understood(words).requests
    except (Beyond, ValueError):  # several
        name = "what was shown"
    else:
        name = only.detail.title if isinstance(only.detail, Pointer) else only.title
    return ", ".join(said).replace(MARKED, name)


def _names_a_look(words: str) -> bool:
    """Whether `words` call a look by its name, and are about nothing else: “in watercolour”.

    “Noir” beside a place is a colour, and “remove the snow” is no winter.
    """
    if not any(found.exact for found in taken(words)):
        return False
    text, known = folded(words), vocabulary()
    placed = any(known.places[hit.phrase] != "whole" for hit in hits(text, known.places))
    return not (placed or removes(text) or lamp(text) or rewording(words) or _by_colour(words))


def _by_colour(words: str) -> bool:
    """Whether `words` name a thing by its colour: “the red cup black and white” is no noir."""
    try:
        return any(one.named is not None for one in understood(words, marked=True).requests)
    except Beyond:
        return False
