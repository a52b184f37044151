"""What transparency tells of a picture: its subject, what is seen of it, and what comes behind."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.painting.pixels import (
    Alpha8,
    Colour8,
    Layers,
    Pixels8,
    Plane,
    to_bytes,
    to_float,
    together,
)
from worker.engines.classical.words.beyond import Beyond

_LEFT_OUT = 0.05  # of the picture, from where on what is transparent is what was cut away


class Laid(NamedTuple):
    """Something opaque laid over straight alpha."""

    alpha: Plane  # 0 to 1, afterwards
    share: Plane  # 0 to 1: how much of the new colour is in each pixel


def cut_out_already(layers: Layers) -> Plane | None:
    """The subject, 0 to 1, where the alpha of a picture says what that is."""
    if layers.alpha is None or float((layers.alpha < 128).mean()) < _LEFT_OUT:
        return None
    return to_float(layers.alpha)


def seen(layers: Layers, place: Plane) -> Plane:
    """`place` without what is wholly transparent: colours that nobody sees are no place."""
    return place if layers.alpha is None else place * (layers.alpha > 0)


def laid(alpha: Plane, share: Plane) -> Laid:
    """As much of an opaque ground as `share` (0 to 1) says (Porter and Duff 1984)."""
    after = alpha * (1 - share) + share
    return Laid(after, share / np.maximum(after, 1e-6))


def edited_pixels(layers: Layers, colour: Colour8, alpha: Plane | None) -> Pixels8:
    """`colour` with its `alpha`, opaque where nothing is left to see through.

    What is still hidden keeps the colours that it had. Raises Beyond where it is all that changed.
    """
    if layers.alpha is None or alpha is None:
        return together(colour, layers.alpha)
    shown = _bytes_of(alpha, layers.alpha)
    hidden = shown == 0
    if (colour != layers.colour).any() and _same(layers.colour, layers.alpha, colour, shown):
        raise Beyond(
            "all that this would change is transparent here, so that nobody would see it. To put "
            "something behind the picture, say “change the background to white”."
        )
    kept = np.where(hidden[..., None], layers.colour, colour)
    return kept if (shown == 255).all() else np.dstack([kept, shown])


def _bytes_of(alpha: Plane, before: Alpha8) -> Alpha8:
    """`alpha` in 8 bits, as it was to the bit where nothing came of it."""
    after = to_bytes(alpha)
    return np.where(np.abs(alpha - to_float(before)) < 1e-6, before, after).astype(np.uint8)


def _same(before: Colour8, alpha: Alpha8, colour: Colour8, shown: Alpha8) -> bool:
    differs = (colour != before).any(axis=2) & (shown > 0)
    return not differs.any() and np.array_equal(shown, alpha)
