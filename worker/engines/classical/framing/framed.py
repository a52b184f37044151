"""A picture in another frame, as all that reframes gives it."""

from typing import NamedTuple

from worker.engine import Laying
from worker.engines.classical.painting.pixels import Pixels8


class Reframed(NamedTuple):
    """A picture in another frame."""

    pixels: Pixels8
    did: str
    laying: Laying | None = None  # how the picture lies in it, where it was not scaled


def reduced(pixels: Pixels8) -> str:
    """What a picture is that had to be made smaller to stand in its frame."""
    return f"is reduced to {pixels.shape[1]} x {pixels.shape[0]} px"
