"""One picture in the shape and the size of a format: cropped, extended where that would cut."""

from typing import NamedTuple

import numpy as np

from core.formats import Format
from worker.engine import Laying
from worker.engines.classical.formats.extending import extended
from worker.engines.classical.formats.keeping import Held, held
from worker.engines.classical.framing.crops import Box, best_crop, cut
from worker.engines.classical.painting.pixels import Layers, Pixels8, apart, fitted, resized

MOST_TIMES = 2.0  # a picture is enlarged by no more: beyond that a format is smaller than it says
_NOTABLE = 1.15  # times larger, from which on it is said
_HOLDS = 0.98  # of a side: so much of what is held is all of it


class Framed(NamedTuple):
    """A picture in a format, and what was done to it."""

    pixels: Pixels8
    did: str
    laying: Laying | None = None  # of a crop that was not scaled


def in_format(
    layers: Layers, format_: Format, seed: int, *, whole: bool = False, most: float = MOST_TIMES
) -> Framed:
    """`layers` in a format that has a size; nothing is stretched, and if `whole` nothing cut.

    It is enlarged at most `most` times: a larger format is smaller than it says.
    """
    pixels, did, laying = _in_ratio(layers, format_, seed, whole=whole)
    sized, said = _sized(pixels, format_, most)
    scaled = sized.shape != pixels.shape
    return Framed(sized, ", ".join((did, *said)), None if scaled else laying)


def _in_ratio(layers: Layers, format_: Format, seed: int, *, whole: bool) -> Framed:
    ratio = format_.width / format_.height
    height, width = layers.colour.shape[:2]
    most = min(width, height * ratio), min(height, width / ratio)
    keeps = _all_of(layers) if whole else held(layers)
    if keeps is not None and not _fits(keeps, most):
        return _around(layers, keeps, format_, seed)
    crop = best_crop(layers.colour, ratio)
    if crop is None:
        assert keeps is not None, "only heads leave no crop"
        return _around(layers, keeps, format_, seed)
    box = crop.box if keeps is None else _holding(crop.box, keeps.box, width, height)
    share = box.width * box.height / (width * height)
    pixels, laying = cut(layers, box), Laying(corner=(box.x, box.y))
    if share > _HOLDS:
        return Framed(pixels, "the whole picture", laying)
    kept = f", {keeps.what} kept" if keeps else ""
    return Framed(pixels, f"cropped to {share:.0%}{kept}", laying)


def _all_of(layers: Layers) -> Held:
    height, width = layers.colour.shape[:2]
    return Held(Box(0, 0, width, height), "the picture")


def _fits(keeps: Held, most: tuple[float, float]) -> bool:
    """Whether what is to be held fits into so many px across and down, if need be without air."""
    spare = 1 + 2 * keeps.air
    return keeps.box.width - spare <= most[0] and keeps.box.height - spare <= most[1]


def _holding(box: Box, keeps: Box, width: int, height: int) -> Box:
    """`box` moved as little as it takes to hold `keeps`, within the picture."""
    x = _between(box.x, keeps.x + keeps.width - box.width, keeps.x)
    y = _between(box.y, keeps.y + keeps.height - box.height, keeps.y)
    return box._replace(
        x=int(np.clip(x, 0, width - box.width)), y=int(np.clip(y, 0, height - box.height))
    )


def _between(at: int, least: int, most: int) -> int:
    """`at` between the two; their middle where `least` is more, so that both ends lose as much."""
    return (least + most) // 2 if least > most else min(max(at, least), most)


def _around(layers: Layers, keeps: Held, format_: Format, seed: int) -> Framed:
    """What is to be held with as much around it as there is, extended to the format's ratio."""
    ratio = format_.width / format_.height
    height, width = layers.colour.shape[:2]
    box = Box(0, 0, width, height) if keeps.guess else keeps.box
    wide = width / height < ratio
    if wide:
        part, free = Box(0, box.y, width, box.height), (box.x, width - box.x - box.width)
    else:
        part, free = Box(box.x, 0, box.width, height), (box.y, height - box.y - box.height)
    free = free if keeps.whole else (0, 0)
    # In the format's size first: of a large picture all that is added would be made for nothing.
    most = format_.height if wide else format_.width
    held_part, times = _reduced(cut(layers, part), most, upright=wide)
    free = round(times * free[0]), round(times * free[1])
    pixels, how = extended(apart(held_part), ratio, free, seed)
    return Framed(pixels, f"extended {how} to keep {keeps.what} whole")


def _reduced(pixels: Pixels8, most: int, *, upright: bool) -> tuple[Pixels8, float]:
    """`pixels` with at most so many px down, or else across, and how much of its size that is."""
    height, width = pixels.shape[:2]
    times = most / (height if upright else width)
    if times >= 1:
        return pixels, 1.0
    size = (
        (max(1, round(width * times)), most) if upright else (most, max(1, round(height * times)))
    )
    return fitted(pixels, max(size)), times


def _sized(pixels: Pixels8, format_: Format, most: float) -> tuple[Pixels8, tuple[str, ...]]:
    """`pixels`, which have the format's ratio, in its size; at most `most` times as large."""
    times = format_.width / pixels.shape[1]
    if times <= 1:
        return _exactly(pixels, format_.width, format_.height), ()
    reached = min(times, most)
    share = reached / times
    size = max(1, round(format_.width * share)), max(1, round(format_.height * share))
    if share < 1:
        return _exactly(pixels, *size), (f"enlarged {most:g}x and no more",)
    said = (f"enlarged {reached:.1f}x",) if reached > _NOTABLE else ()
    return _exactly(pixels, *size), said


def _exactly(pixels: Pixels8, width: int, height: int) -> Pixels8:
    if pixels.shape[1] > width:
        pixels = fitted(pixels, max(width, height))
    if pixels.shape[:2] == (height, width):
        return pixels
    return np.clip(resized(pixels, width, height), 0, 255).astype(np.uint8)
