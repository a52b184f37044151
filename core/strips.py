"""The way to a result as one picture: a frame for each step, in the order in which they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple, Protocol

from core.grids import Box
from core.jobs import Asset

MOST_FRAMES = 12
IN_ROW = 3
STRIP = "-steps"  # how the name of a way's picture ends
SIDE = 400  # px: a frame's width, and its height at most
FLATTEST = 160  # px: a frame's height at least
CAPTION = 112  # px below a frame: two lines that a phone shows in letters of ten px
GAP = 56  # px between frames of a row: room for an arrow
EDGE = 28  # px around everything, and between rows


@dataclass(frozen=True, slots=True)
class Frame:
    """A step: its picture and what is written below it."""

    asset: Asset
    title: str  # "2 · edit"
    below: str = ""  # "Studio · 0.8 s"
    plays: bool = False  # whether the step is a clip, of which the picture is the poster


class Panel(NamedTuple):
    """A frame as the one who draws takes it."""

    picture: bytes
    shape: tuple[int, int]  # width and height of the step's own picture, in px
    title: str
    below: str
    plays: bool


class Strip(NamedTuple):
    """Where everything lies, in px."""

    width: int
    height: int
    frames: tuple[Box, ...]

    def caption(self, index: int) -> Box:
        """The room below a frame (0-based)."""
        box = self.frames[index]
        return Box(box.left, box.bottom, box.width, CAPTION)


def laid_out(shapes: Sequence[tuple[int, int]]) -> Strip:
    """Rows of at most `IN_ROW` frames, read like a page, for pictures of these widths and heights.

    All frames are as high as the one that needs most.
    """
    count = len(shapes)
    assert 1 <= count <= MOST_FRAMES, count
    tallest = max(round(SIDE * height / width) for width, height in shapes)
    high = min(SIDE, max(FLATTEST, tallest))
    columns = 2 if count == 4 else min(count, IN_ROW)  # four are a square
    rows = ceil(count / columns)
    across, down = SIDE + GAP, high + CAPTION + EDGE
    frames = tuple(
        Box(EDGE + at % columns * across, EDGE + at // columns * down, SIDE, high)
        for at in range(count)
    )
    return Strip(2 * EDGE + columns * across - GAP, EDGE + rows * down, frames)


class Strips(Protocol):
    """Draws ways."""

    async def drawn(self, frames: Sequence[Frame]) -> Asset | None:
        """A stored picture of some frames, one to `MOST_FRAMES`.

        None where it cannot be made, or where a picture of it is gone.
        """
        ...
