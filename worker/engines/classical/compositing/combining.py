"""Several pictures into one: a palette handed on, or a subject pasted into a scene."""

from collections.abc import Collection

from worker.engines.classical.asking import besides_the_look
from worker.engines.classical.compositing.pasting import pasted
from worker.engines.classical.compositing.references import Use, Wish, names_pictures
from worker.engines.classical.framing.reframe import in_ratio
from worker.engines.classical.order import Made, Order
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import (
    LOOK_SIDE,
    Picture,
    Pixels8,
    apart,
    fitted,
    mixed,
    to_bytes,
    to_float,
    together,
)
from worker.engines.classical.painting.transport import with_palette
from worker.engines.classical.styles.looks import FULL_STRENGTH, recognised, restyled, strength_said
from worker.media.extent import changed, said


def combined(order: Order, wish: Wish) -> Made:
    """What `wish` makes of the pictures of `order`.

    Raises Beyond when there is no subject with a clear edge to paste.
    """
    pixels, said = _recoloured(order, wish) if wish.use is Use.PALETTE else _pasted(order, wish)
    if order.ratio is not None:
        pixels, did = in_ratio(pixels, order.ratio)
        said.append(did)
    said += (*not_used(order, (wish.kept, *wish.givers)), *_besides(order, wish))
    return Made(pixels, ", ".join(said))


def not_used(order: Order, used: Collection[int]) -> tuple[str, ...]:
    """What to say of the pictures of `order` that are not among those `used`, from 0."""
    spare = tuple(number for number in range(len(order.pictures)) if number not in used)
    return (f"{_pictures(spare)} not used",) if spare else ()


def _besides(order: Order, wish: Wish) -> tuple[str, ...]:
    """What to say of what is asked for besides the palette or the subject."""
    style = recognised(order.words).style if wish.use is Use.PALETTE else None
    asked = besides_the_look(order.words, (style,) if style and style.exact else ())
    if wish.use is Use.PASTE:  # its other nouns name what is pasted, and where
        things = tuple(thing for thing in asked.things if thing.lead in ("with", "role"))
        asked = asked._replace(things=things, others=())
    elif asked.others:  # “on the first” was heeded: it says which picture is meant
        others = tuple(other for other in asked.others if not names_pictures(other.left))
        asked = asked._replace(others=others)
    return asked.notes


def _pictures(numbers: tuple[int, ...]) -> str:
    """Pictures as a person counts them: “pictures 2 and 3”."""
    counted = [str(number + 1) for number in numbers]
    if len(counted) == 1:
        return f"picture {counted[0]}"
    return f"pictures {', '.join(counted[:-1])} and {counted[-1]}"


def _recoloured(order: Order, wish: Wish) -> tuple[Pixels8, list[str]]:
    colour, alpha = apart(fitted(order.pictures[wish.kept], LOOK_SIDE))
    before, draw = to_float(colour), Draw(order.seed)
    picture, title = with_palette(before, [_seen(order, giver) for giver in wish.givers], draw)
    share = min(order.strength / FULL_STRENGTH, 1.0)
    said = [f"palette of {_pictures(wish.givers)}", title]
    said += strength_said(order.strength)
    picture = mixed(before, picture, share)
    style = recognised(order.words).style
    if style is not None and style.exact:
        picture, did = restyled(picture, style.phrase, draw, order.strength)
        said.insert(0, did)
    elif wish.more:
        said.append(f"of its {wish.more} only the colours: the rest needs a diffusion model")
    return together(to_bytes(picture), alpha), said


def _seen(order: Order, number: int) -> Picture:
    return to_float(apart(fitted(order.pictures[number], LOOK_SIDE)).colour)


def _pasted(order: Order, wish: Wish) -> tuple[Pixels8, list[str]]:
    (giver,) = wish.givers
    scene, alpha = apart(fitted(order.pictures[wish.kept], LOOK_SIDE))
    source = apart(fitted(order.pictures[giver], LOOK_SIDE))
    result, where = pasted(scene, source, wish.thing, Draw(order.seed))
    told = [
        f"subject of picture {giver + 1} pasted into picture {wish.kept + 1}, not redrawn",
        where,
        said(changed(scene, result)),
    ]
    return together(result, alpha), told
