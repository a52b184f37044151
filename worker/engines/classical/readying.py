"""An order as it can be crafted: without what its words deny, and in its ratio."""

from dataclasses import replace
from typing import NamedTuple

from core.catalogue import Intent
from worker.engines.classical.compositing.references import wished
from worker.engines.classical.editing.marked import sized
from worker.engines.classical.framing.reframe import in_ratio, mask_in_ratio
from worker.engines.classical.order import Order
from worker.engines.classical.painting.pixels import EDIT_SIDE, Alpha8, fitted
from worker.engines.classical.words.denying import without_denials
from worker.engines.classical.words.filing import refuse_files
from worker.engines.classical.words.outside import meant_outside

# What changes a picture that is there: of a clip, “don't zoom” says how it is to be.
_CHANGES = frozenset(
    {Intent.EDIT, Intent.RESTYLE, Intent.REFINE, Intent.CUTOUT, Intent.REFRAME, Intent.UPSCALE}
)
# Reframing has ways of its own to a ratio; reading and describing show no other picture.
_FRAMED = frozenset({Intent.REFRAME, Intent.FORMATS, Intent.DESCRIBE, Intent.READ, Intent.IMAGINE})


class Ready(NamedTuple):
    """An order to craft, and what is to be said of what came before."""

    order: Order
    said: tuple[str, ...] = ()


def readied(order: Order) -> Ready:
    """`order` as it can be crafted. Raises Beyond where its words ask for nothing to be done."""
    told = _without_denials(order)
    framed = _in_ratio(told.order)
    return Ready(framed.order, (*framed.said, *told.said))


def outside(order: Order, marks: Alpha8) -> tuple[Order, Alpha8]:
    """The order and what is marked: all but that, where its words mean what is not."""
    words = meant_outside(order.words)
    if words is None:
        return order, marks
    rest = (255 - marks).astype(marks.dtype)
    return replace(order, words=words, marks=rest), rest


def _without_denials(order: Order) -> Ready:
    if order.intent not in _CHANGES or not order.pictures:
        return Ready(order)
    refuse_files(order.words)
    told = without_denials(order.words)
    said = tuple(f"“{one}”: nothing was done of that" for one in told.denied)
    return Ready(replace(order, words=told.words), said)


def _in_ratio(order: Order) -> Ready:
    """The order on its picture in the ratio that it names, and what to say of that."""
    if order.ratio is None or not order.pictures or order.intent in _FRAMED:
        return Ready(order)
    if order.intent is Intent.REFINE and wished(order.words, len(order.pictures)):
        return Ready(order)  # what comes of several pictures is cropped at the end
    source = fitted(order.pictures[0], EDIT_SIDE)
    framed, said = in_ratio(source, order.ratio)
    if framed.shape == source.shape:
        return Ready(order)
    marks = order.marks
    if marks is not None:
        marks = mask_in_ratio(sized(marks, source), source, order.ratio)
    cropped = replace(order, pictures=(framed, *order.pictures[1:]), marks=marks, traced=None)
    return Ready(cropped, (said,))
