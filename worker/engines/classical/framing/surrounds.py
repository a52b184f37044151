"""The whole picture within a frame that is made of itself: blurred, darker, lighter."""

from typing import NamedTuple

import numpy as np

from worker.engine import Laying
from worker.engines.classical.framing.framed import Reframed, reduced
from worker.engines.classical.painting.pixels import (
    EDIT_SIDE,
    Colour8,
    Layers,
    Picture,
    Pixels8,
    apart,
    fitted,
    resized,
    to_float,
    together,
)
from worker.engines.classical.painting.smoothing import widely_blurred
from worker.engines.classical.painting.tone import saturated

_SIDE = 512  # px, the long side that a ground is blurred at: nothing finer is left in it
_STRIP = 256  # rows that are mixed at a time, so that memory stays bounded


class Surround(NamedTuple):
    """What a frame is made of."""

    title: str
    gain: float  # of light; below 0 towards white
    chroma: float
    fineness: float  # what the blur is of the long side


SURROUNDS = (
    Surround("whole picture on a blurred copy of itself", 0.75, 1.15, 28),
    Surround("whole picture on a dark blurred frame", 0.34, 0.8, 22),
    Surround("whole picture on a light blurred frame", -0.3, 0.7, 22),
    Surround("whole picture on a frame of its own colours", 0.9, 1.5, 5),
)


def surrounded(layers: Layers, ratio: float, surround: Surround, room: float = 1.0) -> Reframed:
    """`layers` in the middle of a frame of `ratio` (width to height), to the bit.

    The frame is `room` times as large as it would have to be (at least 1). One that would be
    longer than EDIT_SIDE holds the picture at a smaller size.
    """
    whole = layers
    layers = _fitting(layers, ratio, room)
    height, width = layers.colour.shape[:2]
    full = _full(width, height, ratio, room)
    left, top = (full[0] - width) // 2, (full[1] - height) // 2
    framed = _ground(layers.colour, full, surround)
    _over(framed[top : top + height, left : left + width], layers)
    if layers is whole:
        return Reframed(framed, surround.title, Laying(corner=(-left, -top)))
    return Reframed(framed, f"{surround.title}, the picture in it {reduced(layers.colour)}")


def _over(place: Pixels8, layers: Layers) -> None:
    """Lay a picture over what is in its `place`."""
    if layers.alpha is None:
        place[:] = layers.colour
        return
    for row in range(0, len(place), _STRIP):
        rows = slice(row, row + _STRIP)
        share = layers.alpha[rows, :, None].astype(np.uint16)
        mixed = layers.colour[rows] * share + place[rows] * (255 - share)
        place[rows] = (mixed + 127) // 255


def _full(width: int, height: int, ratio: float, room: float) -> tuple[int, int]:
    across, down = max(width, round(height * ratio)), max(height, round(width / ratio))
    return round(across * room), round(down * room)


def _fitting(layers: Layers, ratio: float, room: float) -> Layers:
    height, width = layers.colour.shape[:2]
    share = EDIT_SIDE / max(_full(width, height, ratio, room))
    if share >= 1:
        return layers
    return apart(fitted(together(*layers), max(1, int(max(height, width) * share))))


def _ground(colour: Colour8, full: tuple[int, int], surround: Surround) -> Pixels8:
    """The frame without its picture, `full` (width, height) px, a little darker around it."""
    share = min(1.0, _SIDE / max(full))
    across, down = (max(1, round(side * share)) for side in full)
    soft = widely_blurred(_cover(colour, across, down), max(across, down) / surround.fineness)
    soft = saturated(soft, surround.chroma)
    gain = surround.gain
    soft = soft * gain if gain >= 0 else 1 + (1 - soft) * gain
    soft = soft * (1 - 0.4 * _shadow(colour, full, (across, down)))[..., None]
    # 16 bits: of 8, enlarged, the steps would be seen.
    fine = (np.clip(soft, 0, 1) * 65535 + 0.5).astype(np.uint16)
    return (resized(fine, *full) >> 8).astype(np.uint8)


def _cover(colour: Colour8, across: int, down: int) -> Picture:
    """The middle of `colour`, large enough to fill `across` x `down` px."""
    height, width = colour.shape[:2]
    scale = max(across / width, down / height)
    columns = int(np.clip(round(across / scale), 1, width))
    rows = int(np.clip(round(down / scale), 1, height))
    left, top = (width - columns) // 2, (height - rows) // 2
    part = colour[top : top + rows, left : left + columns]
    return resized(to_float(resized(part, across, down)), across, down)


def _shadow(colour: Colour8, full: tuple[int, int], size: tuple[int, int]) -> Picture:
    """What the picture casts on its frame, 0 to 1, `size` (width, height) px."""
    across, down = size
    half = colour.shape[1] / full[0] * across / 2, colour.shape[0] / full[1] * down / 2
    inside = np.zeros((down, across), np.float32)
    columns = slice(round(across / 2 - half[0]), round(across / 2 + half[0]))
    inside[round(down / 2 - half[1]) : round(down / 2 + half[1]), columns] = 1
    return widely_blurred(inside, max(size) / 60)
