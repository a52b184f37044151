"""One variant as a value that crosses processes: what to make, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass

from core.catalogue import Intent
from core.jobs import Drawn, Retext
from core.motion import FREE, Motion
from core.ratios import Ratio
from worker.engine import Clip, Laying
from worker.engines.classical.painting.pixels import Alpha8, Pixels8

Heed = Callable[[float], None]  # hears how far the work is, 0 to 1, and raises what ends it


def unheeded(share: float) -> None:
    """What hears of progress where nobody asks."""


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """Everything that the making of one variant depends on."""

    index: int  # 1-based
    intent: Intent
    words: str
    seed: int
    strength: float
    pictures: tuple[Pixels8, ...]
    marks: Alpha8 | None = None  # how much of each pixel may change; of the picture's ratio
    shown: bool = False  # whether those are what was found and shown, and a person said yes
    traced: Pixels8 | None = None  # the picture that the one to edit is a look of
    ratio: Ratio | None = None
    negative: str = ""  # what must not appear
    size: tuple[int, int] = (0, 0)  # width and height asked for, px; 0 leaves it to the source
    drawn: Drawn | None = None  # what the picture was drawn from, where posters drew it
    look: str = ""  # of what is drawn from words, where looks compete
    single: bool = True  # whether it is not one of several pictures to which the same is done
    scene: bool = False  # whether it is one of a series, which is made without those it cannot
    format: str = ""  # of a set, by name (core.formats)
    retext: Retext | None = None  # other words for a line that was chosen
    palette: tuple[str, ...] = ()  # "#b5462a": colours that what is made as a whole keeps to
    motion: Motion = FREE  # how a clip is to be, beside what its words say
    onto: Pixels8 | None = None  # of a clip: the picture that it ends with
    heed: Heed = unheeded  # called between steps of work that takes seconds


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What came of an order."""

    pixels: Pixels8
    did: str
    clip: Clip | None = None
    text: str = ""
    lines: tuple[str, ...] = ()  # of text, as they were read
    last: Pixels8 | None = None  # of a clip: its last frame, where one can go on from there
    laying: Laying | None = None  # of a picture in another frame that was not scaled
    declined: str = ""  # why this one of several pictures is as it came
    took: float = 0.0  # s
