"""Another ratio: a crop that keeps what catches the eye, or a blurred frame; never stretched."""

import re
import tomllib
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

from core.ratios import Ratio
from worker.engines.classical.beyond import Beyond
from worker.engines.classical.chance import Draw
from worker.engines.classical.phrases import folded, hits
from worker.engines.classical.pixels import (
    Colour8,
    Layers,
    Picture,
    Pixels8,
    Plane,
    apart,
    mixed,
    resized,
    to_bytes,
    to_float,
    together,
)
from worker.engines.classical.saliency import salient
from worker.engines.classical.smoothing import widely_blurred
from worker.engines.classical.tone import saturated

_MOST_LOST = 0.45  # of the picture that a crop may cut away before a frame is the better answer
_TRIES = 40  # positions along each axis


class Box(NamedTuple):
    """A part of a picture, in px."""

    x: int
    y: int
    width: int
    height: int


Way = Callable[[Layers, float, Draw], tuple[Pixels8, str]]


def reframed(layers: Layers, words: str, ratio: Ratio | None, draw: Draw) -> tuple[Pixels8, str]:
    """`layers` in the ratio that was asked for, and what was done.

    Raises Beyond when neither `ratio` nor `words` name one.
    """
    asked = ratio or named_ratio(words)
    if asked is None:
        raise Beyond(
            "it needs to know the frame: a ratio such as 16:9, or square, story, portrait, "
            "widescreen, banner, hero or poster."
        )
    pixels, did = draw.one_of(_ways(layers, asked, words))(layers, asked.width / asked.height, draw)
    return pixels, f"{asked.width}:{asked.height}, {did}"


def named_ratio(words: str) -> Ratio | None:
    """The ratio that `words` name, in figures or by purpose."""
    figures = re.search(r"\b(\d{1,2})\s*[:x/]\s*(\d{1,2})\b", words)
    written = figures and Ratio.of(Fraction(figures[1]), Fraction(figures[2]))
    if written:
        return written
    found = hits(folded(words), _frames())
    return _frames()[found[0].phrase] if found else None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("frames.toml").read_text(encoding="utf-8"))


@cache
def _frames() -> dict[str, Ratio]:
    return {word: Ratio(*entry["ratio"]) for entry in _data()["frame"] for word in entry["words"]}


def _ways(layers: Layers, ratio: Ratio, words: str) -> tuple[Way, ...]:
    text, ways = folded(words), _data()["ways"]
    if hits(text, ways["extend"]):
        return (_blurred_frame, _dark_frame, _light_frame, _colour_frame)
    crops = (_salient_crop, _shifted_crop, _salient_crop, _shifted_crop)
    if hits(text, ways["crop"]):
        return crops
    height, width = layers.colour.shape[:2]
    now, then = width / height, ratio.width / ratio.height
    kept = min(now, then) / max(now, then)
    if kept < 1 - _MOST_LOST:
        return (_blurred_frame, _salient_crop, _dark_frame, _shifted_crop)
    return (_salient_crop, _blurred_frame, _shifted_crop, _dark_frame)


def cropped(pixels: Pixels8, ratio: Ratio) -> Pixels8:
    """The part of `pixels` in `ratio` that catches the eye most, to the bit."""
    layers = apart(pixels)
    box = best_crop(salient(to_float(layers.colour)), ratio.width / ratio.height)
    return _cut(layers, box)


def _salient_crop(layers: Layers, ratio: float, draw: Draw) -> tuple[Pixels8, str]:
    box = best_crop(salient(to_float(layers.colour)), ratio)
    return _cut(layers, box), f"cropped to what catches the eye, {_kept(layers, box)}"


def _shifted_crop(layers: Layers, ratio: float, draw: Draw) -> tuple[Pixels8, str]:
    """The same frame with the eye-catcher off the middle: on a third."""
    box = best_crop(salient(to_float(layers.colour)), ratio)
    height, width = layers.colour.shape[:2]
    side = 1 if draw.spread(1) < 0.5 else -1
    x = int(np.clip(box.x + side * (width - box.width) * 0.3, 0, width - box.width))
    y = int(np.clip(box.y + side * (height - box.height) * 0.3, 0, height - box.height))
    box = box._replace(x=x, y=y)
    return _cut(layers, box), f"cropped off-centre, {_kept(layers, box)}"


def best_crop(weights: Plane, ratio: float) -> Box:
    """The largest box of `ratio` (width to height) with the most weight in it, the middle first."""
    height, width = weights.shape
    wide = width / height >= ratio
    size = (round(height * ratio), height) if wide else (width, round(width / ratio))
    across, down = (
        int(np.clip(side, 1, most)) for side, most in zip(size, (width, height), strict=True)
    )
    sums = cv2.integral(weights + np.float32(1e-3))
    best, best_score = Box(0, 0, across, down), -1.0
    for y in range(0, height - down + 1, max(1, (height - down) // _TRIES)):
        for x in range(0, width - across + 1, max(1, (width - across) // _TRIES)):
            total = (
                sums[y + down, x + across] - sums[y, x + across] - sums[y + down, x] + sums[y, x]
            )
            off = abs(x + across / 2 - width / 2) / width + abs(y + down / 2 - height / 2) / height
            score = float(total) * (1 - 0.06 * off)
            if score > best_score:
                best, best_score = Box(x, y, across, down), score
    return best


def _cut(layers: Layers, box: Box) -> Pixels8:
    part = slice(box.y, box.y + box.height), slice(box.x, box.x + box.width)
    alpha = None if layers.alpha is None else layers.alpha[part]
    return np.ascontiguousarray(together(layers.colour[part], alpha))


def _kept(layers: Layers, box: Box) -> str:
    height, width = layers.colour.shape[:2]
    return f"{box.width * box.height / (width * height):.0%} of the picture kept"


def _blurred_frame(layers: Layers, ratio: float, draw: Draw) -> tuple[Pixels8, str]:
    return _framed(layers, ratio, (0.75, 1.15, 28)), "whole picture on a blurred copy of itself"


def _dark_frame(layers: Layers, ratio: float, draw: Draw) -> tuple[Pixels8, str]:
    return _framed(layers, ratio, (0.34, 0.8, 22)), "whole picture on a dark blurred frame"


def _light_frame(layers: Layers, ratio: float, draw: Draw) -> tuple[Pixels8, str]:
    return _framed(layers, ratio, (-0.3, 0.7, 22)), "whole picture on a light blurred frame"


def _colour_frame(layers: Layers, ratio: float, draw: Draw) -> tuple[Pixels8, str]:
    return _framed(layers, ratio, (0.9, 1.5, 5)), "whole picture on a frame of its own colours"


def _framed(layers: Layers, ratio: float, style: tuple[float, float, float]) -> Pixels8:
    """`style`: gain (below 0 towards white), chroma, and what the blur is of the long side."""
    colour, (height, width) = layers.colour, layers.colour.shape[:2]
    wide = width / height >= ratio
    full = (
        (width, max(height, round(width / ratio)))
        if wide
        else (max(width, round(height * ratio)), height)
    )
    ground = _ground(colour, full, style)
    left, top = (full[0] - width) // 2, (full[1] - height) // 2
    inside = np.zeros((full[1], full[0]), np.float32)
    inside[top : top + height, left : left + width] = 1
    ground = ground * (1 - 0.4 * widely_blurred(inside, max(full) / 60))[..., None]
    framed = to_bytes(ground)
    place = slice(top, top + height), slice(left, left + width)
    if layers.alpha is None:
        framed[place] = colour
    else:
        share = layers.alpha.astype(np.float32) / 255
        framed[place] = to_bytes(mixed(ground[place], to_float(colour), share))
    return framed


def _ground(colour: Colour8, full: tuple[int, int], style: tuple[float, float, float]) -> Picture:
    gain, chroma, fineness = style
    (height, width), (across, down) = colour.shape[:2], full
    scale = max(across / width, down / height)
    cover = resized(to_float(colour), int(np.ceil(width * scale)), int(np.ceil(height * scale)))
    top, left = (cover.shape[0] - down) // 2, (cover.shape[1] - across) // 2
    soft = widely_blurred(cover[top : top + down, left : left + across], max(full) / fineness)
    soft = saturated(soft, chroma)
    return soft * gain if gain >= 0 else 1 + (1 - soft) * gain
