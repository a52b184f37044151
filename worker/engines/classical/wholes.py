"""Pictures that are made as a whole: a look, a variation, another place, a poster of words."""

from dataclasses import replace

from core.jobs import Drawn
from worker.engines.classical.asking import besides_the_look
from worker.engines.classical.compositing.combining import combined, not_used
from worker.engines.classical.compositing.placing import Placing, placed, placing
from worker.engines.classical.compositing.references import wished
from worker.engines.classical.lifting import lifted
from worker.engines.classical.order import Made, Order
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.grading import varied
from worker.engines.classical.painting.pixels import (
    DESIGN_SIDE,
    EDIT_SIDE,
    LOOK_SIDE,
    Layers,
    Picture,
    Pixels8,
    apart,
    fitted,
    to_bytes,
    to_float,
    together,
)
from worker.engines.classical.posters.poster import drawn
from worker.engines.classical.sparing import Sparing, confined, restyled_within, sparing
from worker.engines.classical.styles.looks import Wish, recognised, restyled
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import folded
from worker.engines.classical.words.positions import unheeded


def layers_of(order: Order, side: int) -> Layers:
    """Colour and alpha of the first picture, its longer side at most `side` px."""
    return apart(fitted(order.pictures[0], side))


def restyle(order: Order) -> Made:
    """The picture in the look that the words name, all of it or what they say of it."""
    if len(order.pictures) == 1 and (wish := _kept_apart(order.words)) is not None:
        return spare(order, wish)
    if order.palette and not recognised(order.words):
        return _only_coloured(order)
    asked = besides_the_look(order.words)
    colour, alpha = layers_of(order, LOOK_SIDE)
    picture, did = restyled(to_float(colour), order.words, Draw(order.seed), order.strength)
    said = ", ".join((did + _reduced(order, picture), *asked.notes))
    return Made(together(to_bytes(picture), alpha), said)


def _kept_apart(words: str) -> Sparing | None:
    """The look that `words` ask for a part of the picture; None where they ask for all of it."""
    placed = unheeded(folded(words), "it")
    return sparing(words) or (confined(words) if placed else None)


def _only_coloured(order: Order) -> Made:
    """The picture as it is: the colours that were asked for are all that it gets."""
    did = f"“{order.words}” needs a diffusion model" if order.words else "the picture itself"
    return Made(fitted(order.pictures[0], EDIT_SIDE), did)


def _reduced(order: Order, picture: Picture) -> str:
    """What to say where a look is made of fewer pixels than came in."""
    height, width = picture.shape[:2]
    smaller = height < order.pictures[0].shape[0]
    return f", made at {width} x {height} px" if smaller else ""


def vary(order: Order) -> Made:
    """Another picture of the same: a poster drawn anew, another look, or another grading."""
    if order.drawn is not None and _adds_nothing(order.words, order.drawn.words):
        return _redrawn(order, order.drawn)
    if recognised(order.words):
        return restyle(order)
    colour, alpha = layers_of(order, LOOK_SIDE)
    picture, title = varied(to_float(colour), Draw(order.seed))
    did = f"graded: {title}{_reduced(order, picture)}"
    return Made(together(to_bytes(picture), alpha), did)


def _adds_nothing(words: str, drawn: str) -> bool:
    """Whether `words` name no look that a poster was not `drawn` with already."""
    return words == drawn or not recognised(words)


def _redrawn(order: Order, drawn: Drawn) -> Made:
    """Another poster of the same words: this order's seed draws it anew."""
    size = drawn.width, drawn.height
    return imagine(replace(order, words=drawn.words, size=size, negative=drawn.negative))


def refine(order: Order) -> Made:
    """A picture that goes on from those that came; raises Beyond where a model has to draw it."""
    wish = wished(order.words, len(order.pictures))
    if wish is not None:
        return combined(order, wish)
    made = _of_the_first(order)
    others = not_used(order, (0,))
    return replace(made, did=", ".join((made.did, *others)))


def _of_the_first(order: Order) -> Made:
    """A look or another place for the first picture."""
    look = recognised(order.words)
    place = placing(order.words)
    named = any(found and found.exact for found in look)
    if place is not None and (place.sure or not named):
        return put(order, place, look)
    if look:
        return restyle(order)
    raise Beyond(
        "a new picture of the same subject needs a diffusion model. It can give it a look (“as an "
        "oil painting”), a drawn scene (“put it on a beach”), or the palette of another (“in the "
        "colours of the second picture”)."
    )


def put(order: Order, place: Placing, look: Wish) -> Made:
    """The subject in another place; only the look where it cannot be cut out and there is one."""
    draw = Draw(order.seed)
    try:
        result = placed(layers_of(order, LOOK_SIDE), place, draw)
    except Beyond as beyond:
        if not look:
            raise
        made = restyle(order)
        return replace(made, did=f"{made.did}, not put there: {beyond.reason}")
    picture, said = result.picture, (result.place, result.title)
    if look.style is not None:
        picture, did = restyled(picture, look.style.phrase, draw, order.strength)
        said = (did, *said)
    said = (*said, result.doubt) if result.doubt else said
    return Made(to_bytes(picture), ", ".join(said) + _reduced(order, picture))


def spare(order: Order, wish: Sparing) -> Made:
    """The picture with a part of it in a look, or all but that part."""

    def craft(layers: Layers) -> tuple[Pixels8, str]:
        return restyled_within(layers, wish, Draw(order.seed), order.strength)

    return Made(*lifted(layers_of(order, EDIT_SIDE), craft))


def imagine(order: Order) -> Made:
    """A poster of the words."""
    size = order.size if all(order.size) else (DESIGN_SIDE, DESIGN_SIDE)
    poster = drawn(order.words, size, Draw(order.seed), order.negative, order.look)
    did = poster.uncoloured if order.palette else poster.did
    return Made(to_bytes(poster.picture), did)
