"""A picture in another frame, as all that reframes gives it."""

from typing import NamedTuple

from core.turning import Turn
from worker.engines.classical.painting.pixels import Pixels8


class Reframed(NamedTuple):
    """A picture in another frame."""

    pixels: Pixels8
    did: str
    corner: tuple[int, int] | None = None  # of a crop: where it begins in the picture, x and y, px
    turn: Turn | None = None  # how the picture was laid anew, where that is all that was done
