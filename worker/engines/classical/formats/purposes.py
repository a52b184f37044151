"""A picture in the sides that words name, in figures or by what it is for; nothing is stretched."""

from core.formats import Format
from core.purposes import Frame
from worker.engine import Laying
from worker.engines.classical.formats.framing import Framed, in_format
from worker.engines.classical.painting.pixels import Layers, fitted, resized, together

MOST = 4.0  # times: a size that somebody names is reached where a format of ours would end before


def framed_for(layers: Layers, frame: Frame, seed: int, *, whole: bool) -> Framed:
    """`layers` in `frame`: cropped, or extended where that would cut what matters, or all of it.

    Where the frame names one side, the picture is scaled to it, at most to MOST times its size.
    """
    height, width = layers.colour.shape[:2]
    if not (frame.width and frame.height):
        return _scaled(layers, frame)
    sides = (frame.width, frame.height)
    if frame.turns and (width < height) is (sides[0] > sides[1]):
        sides = sides[::-1]
    form = Format("frame", frame.title, width=sides[0], height=sides[1])
    framed = in_format(layers, form, seed, whole=whole, most=MOST)
    across, down = framed.pixels.shape[1::-1]
    told = f"{frame.title}: " if frame.title[0].isalpha() else ""
    small = f", smaller than {sides[0]} x {sides[1]}" if (across, down) != sides else ""
    return framed._replace(did=f"{told}{across} x {down} px{small}, {framed.did}")


def _scaled(layers: Layers, frame: Frame) -> Framed:
    height, width = layers.colour.shape[:2]
    asked = frame.width / width if frame.width else frame.height / height
    times = min(asked, MOST)
    across, down = (max(1, round(side * times)) for side in (width, height))
    if (across, down) == (width, height):
        return Framed(together(*layers), f"it is {width} x {height} px already", Laying())
    pixels = together(*layers)
    pixels = fitted(pixels, max(across, down)) if times < 1 else resized(pixels, across, down)
    more = f", {MOST:g}x its size: for more say “upscale”" if times < asked else ""
    return Framed(pixels, f"{across} x {down} px, all of the picture{more}")
