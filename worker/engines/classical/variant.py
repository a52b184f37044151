"""Makes one variant from its order: picks the craft by intent; pure, so it runs anywhere."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from time import monotonic

import numpy as np

from core.catalogue import Intent
from core.exactly import exactly
from core.purposes import Frame
from worker.engine import Laying
from worker.engines.classical.asking import only_a_mood
from worker.engines.classical.compositing.placing import placing
from worker.engines.classical.describe import described
from worker.engines.classical.editing.bodies import decline_bodies
from worker.engines.classical.editing.edits import edited
from worker.engines.classical.editing.mending import lines_of, set_anew
from worker.engines.classical.finding.cutout import cut_out
from worker.engines.classical.formats.making import formatted
from worker.engines.classical.formats.purposes import framed_for
from worker.engines.classical.framing.enlarge import enlarged
from worker.engines.classical.framing.exactly import framed_exactly
from worker.engines.classical.framing.reframe import keeps_whole, reframed
from worker.engines.classical.lettering.reading import asks_to_read, read_out
from worker.engines.classical.lettering.torn import refuse_torn
from worker.engines.classical.lifting import lifted
from worker.engines.classical.masked import cut_out_within, edited_within, varied_within
from worker.engines.classical.motion.direction import directed
from worker.engines.classical.motion.filming import filmed, redrawn, scored
from worker.engines.classical.motion.parallax import animated
from worker.engines.classical.order import Made, Order
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import (
    EDIT_SIDE,
    LOOK_SIDE,
    Alpha8,
    Layers,
    Pixels8,
    apart,
    fitted,
    to_bytes,
    to_float,
    together,
)
from worker.engines.classical.painting.transport import in_colours, in_its
from worker.engines.classical.posters.redrawing import anew
from worker.engines.classical.presets import preset
from worker.engines.classical.readying import outside, readied
from worker.engines.classical.sparing import confined, sparing
from worker.engines.classical.styles.looks import Wish, recognised
from worker.engines.classical.wholes import imagine, layers_of, put, refine, restyle, spare, vary
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.speaking import as_said


def make(order: Order) -> Made:
    """Make one variant; raises Beyond when it needs a diffusion model.

    What is said of it quotes the words as a person wrote them.
    """
    try:
        made = _made(order)
    except Beyond as beyond:
        raise beyond.saying(as_said(beyond.reason, order.words)) from None
    said = as_said(made.did, order.words), as_said(made.declined, order.words)
    return replace(made, did=said[0], declined=said[1], laying=_unscaled(made.laying, order))


def _unscaled(laying: Laying | None, order: Order) -> Laying | None:
    """How the picture lies in what was made; None where a smaller copy of it does."""
    if laying is None or laying == Laying(laying.turn):  # turns need no smaller copy
        return laying
    return None if max(order.pictures[0].shape[:2]) > EDIT_SIDE else laying


def timed(order: Order) -> Made:
    """The same, with the seconds that it took. Raises what `make` does."""
    begun = monotonic()
    made = make(order)
    return replace(made, took=monotonic() - begun)


def _made(order: Order) -> Made:
    if order.intent not in _CRAFTS:
        raise Beyond("it transforms pictures; this is another kind of work.")
    ready = readied(order)
    made = _crafted(ready.order)
    if made.declined:
        return made
    made = _coloured(ready.order, made)
    unwanted = order.negative and order.intent is not Intent.IMAGINE
    leftover = (f"“--no {order.negative}” needs a diffusion model",) if unwanted else ()
    return replace(made, did=", ".join((made.did, *ready.said, *leftover)))


def _coloured(order: Order, made: Made) -> Made:
    """What was made as a whole, in the colours that were asked for."""
    if not order.palette or order.intent not in _COLOURED or order.marks is not None:
        return made
    colour, alpha = apart(made.pixels)
    picture = in_colours(to_float(colour), order.palette, order.seed)
    did = f"{made.did}, {in_its(order.palette)}"
    return replace(made, pixels=together(to_bytes(picture), alpha), did=did)


def _crafted(order: Order) -> Made:
    try:
        if order.marks is not None and order.intent in _WITHIN:
            return _WITHIN[order.intent](*outside(order, order.marks))
        return _CRAFTS[order.intent](order)
    except Beyond as beyond:
        if order.single or order.intent is Intent.ANIMATE:
            raise
        return _left(order, beyond.reason)


def _left(order: Order, reason: str) -> Made:
    """The picture as it came: what can be done to the others of its request is done."""
    if order.scene:
        return Made(_NOTHING, "left out", declined=reason)
    why = re.split(r"[.;] ", reason)[0].rstrip(".")
    did = f"picture {order.index} left as it is: {why}"
    return Made(fitted(order.pictures[0], EDIT_SIDE), did, declined=reason)


def _edit(order: Order) -> Made:
    if order.retext is not None:
        return set_anew(order, order.retext)
    if exactly(order.words) is not None:
        return _reframe(order)
    place = placing(order.words)
    if place is not None and place.put:
        return put(order, place, Wish(recognised(order.words).style, None))

    if (wish := preset(order.words) or sparing(order.words)) is not None:
        return spare(order, wish)

    def craft(layers: Layers) -> tuple[Pixels8, str]:
        draw, traced = Draw(order.seed), order.traced
        return edited(layers, order.words, draw, order.strength, traced=traced)

    try:
        return Made(*lifted(layers_of(order, EDIT_SIDE), craft))
    except Beyond:
        if (wish := confined(order.words)) is not None:
            return spare(order, wish)
        # To add snow is no edit of a place: it is a mood of the whole picture.
        if only_a_mood(order.words):
            return restyle(order)
        _suggest_drawing_anew(order)
        decline_bodies(order.words)
        raise


def _suggest_drawing_anew(order: Order) -> None:
    """Raises Beyond with the words for it, where an own poster can be drawn with what is asked."""
    drawn = order.drawn
    words = anew(drawn.words, drawn.seed, order.words) if drawn else ""
    if words:
        raise Beyond(
            "it adds nothing to a finished picture, but it can draw this one again with more in "
            f"it, composed alike: say “{words}”."
        )


def _cutout(order: Order) -> Made:
    def craft(layers: Layers) -> tuple[Pixels8, str]:
        pixels, did = cut_out(layers, order.words, Draw(order.seed))
        refuse_torn(layers.colour, to_float(pixels[..., 3]), order.words)
        return pixels, did

    return Made(*lifted(layers_of(order, EDIT_SIDE), craft))


def _reframe(order: Order) -> Made:
    wish = exactly(order.words) if order.ratio is None else None
    if isinstance(wish, Frame):
        layers, whole = layers_of(order, EDIT_SIDE), keeps_whole(order.words)
        framed = framed_for(layers, wish, order.seed, whole=whole)
        return Made(framed.pixels, framed.did, laying=framed.laying)
    if wish is not None:
        made = framed_exactly(order.pictures[0], wish)
    else:
        layers = layers_of(order, EDIT_SIDE)
        made = reframed(layers, order.words, order.ratio, Draw(order.seed))
    return Made(made.pixels, made.did, laying=made.laying)


def _upscale(order: Order) -> Made:
    layers, did = enlarged(apart(order.pictures[0]), order.words, Draw(order.seed))
    return Made(together(*layers), did)


def _animate(order: Order) -> Made:
    if not order.pictures:
        return filmed(order)
    layers, direction = layers_of(order, LOOK_SIDE), directed(order.words, order.motion)
    painted = redrawn(order, layers.colour)
    if painted and order.drawn is not None:
        direction = scored(direction, order.drawn.words)
    onto = None if order.onto is None else apart(fitted(order.onto, LOOK_SIDE))
    shot = animated(layers, direction, Draw(order.seed), order.heed, painted, onto)
    return Made(shot.first, shot.did + _first_of(order), shot.clip, last=shot.last)


def _first_of(order: Order) -> str:
    """What to say where several pictures came and one is enough."""
    count = 1 if order.onto is not None else len(order.pictures)
    return f"; the first of {count} pictures" if count > 1 else ""


def _describe(order: Order) -> Made:
    colour, count = layers_of(order, LOOK_SIDE).colour, len(order.pictures)
    first = f"Of {count} pictures, the first. " if count > 1 else ""
    if asks_to_read(order.words):
        return Made(order.pictures[0], "read", text=first + read_out(colour))
    return Made(order.pictures[0], "measured", text=first + described(colour))


_NOTHING = np.zeros((1, 1, 3), np.uint8)  # stands for a scene that is not made

# What makes a picture as a whole, so that it can keep to colours.
_COLOURED = frozenset({Intent.IMAGINE, Intent.VARY, Intent.REFINE, Intent.RESTYLE, Intent.COMPARE})
# What keeps to what a person marked.
_WITHIN: Mapping[Intent, Callable[[Order, Alpha8], Made]] = {
    Intent.EDIT: edited_within,
    Intent.VARY: varied_within,
    Intent.CUTOUT: cut_out_within,
}
_CRAFTS: Mapping[Intent, Callable[[Order], Made]] = {
    Intent.IMAGINE: imagine,
    Intent.VARY: vary,
    Intent.REFINE: refine,
    Intent.RESTYLE: restyle,
    Intent.COMPARE: restyle,
    Intent.EDIT: _edit,
    Intent.CUTOUT: _cutout,
    Intent.REFRAME: _reframe,
    Intent.FORMATS: formatted,
    Intent.UPSCALE: _upscale,
    Intent.ANIMATE: _animate,
    Intent.DESCRIBE: _describe,
    Intent.READ: lines_of,
}
