"""Makes one variant from its order: picks the craft by intent; pure, so it runs anywhere."""

from collections.abc import Callable, Mapping
from typing import NoReturn

from core.catalogue import Intent
from worker.engines.classical.beyond import Beyond
from worker.engines.classical.chance import Draw
from worker.engines.classical.edits import edited
from worker.engines.classical.looks import restyled
from worker.engines.classical.order import Made, Order
from worker.engines.classical.pixels import (
    EDIT_SIDE,
    LOOK_SIDE,
    apart,
    fitted,
    to_bytes,
    to_float,
    together,
)


def make(order: Order) -> Made:
    """Make one variant; raises Beyond when it needs a diffusion model."""
    return _CRAFTS[order.intent](order)


def _restyle(order: Order) -> Made:
    colour, alpha = apart(fitted(order.pictures[0], LOOK_SIDE))
    picture, did = restyled(to_float(colour), order.words, Draw(order.seed), order.strength)
    return Made(together(to_bytes(picture), alpha), did)


def _edit(order: Order) -> Made:
    colour, alpha = apart(fitted(order.pictures[0], EDIT_SIDE))
    result, did = edited(colour, order.words, Draw(order.seed), order.strength)
    return Made(together(result, alpha), did)


def _imagine(order: Order) -> NoReturn:
    raise Beyond(
        "I can restyle and edit pictures on this machine, "
        "but drawing from words needs a diffusion model."
    )


_CRAFTS: Mapping[Intent, Callable[[Order], Made]] = {
    Intent.RESTYLE: _restyle,
    Intent.COMPARE: _restyle,
    Intent.EDIT: _edit,
    Intent.IMAGINE: _imagine,
}
