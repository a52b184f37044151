"""The same picture in another frame, in which nothing is made anew."""

from typing import assert_never

from core.bordering import Border
from core.exactly import Laid
from core.tilting import Tilt
from core.trimming import Trim
from core.turning import Turn, said
from worker.engine import Laying
from worker.engines.classical.framing.borders import bordered
from worker.engines.classical.framing.framed import Reframed
from worker.engines.classical.framing.tilting import tilted
from worker.engines.classical.framing.trims import trimmed
from worker.engines.classical.painting.pixels import Pixels8, apart
from worker.media.laying import turned


def framed_exactly(pixels: Pixels8, wish: Laid) -> Reframed:
    """`pixels` as `wish` asks for them, and what was done. Raises Beyond where that cannot be."""
    match wish:
        case Turn():
            return Reframed(turned(pixels, wish), said(wish), Laying(wish))
        case Trim():
            return trimmed(apart(pixels), wish)
        case Tilt():
            return tilted(pixels, wish)
        case Border():
            return bordered(pixels, wish)
        case _:
            assert_never(wish)
