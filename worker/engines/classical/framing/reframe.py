"""Another ratio: a crop that keeps heads and what catches the eye, or a frame; never stretched."""

import re
import tomllib
from collections.abc import Callable
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from core.growing import growing
from core.ratios import Ratio
from core.sides import sides
from worker.engine import Laying
from worker.engines.classical.finding.faces import faces
from worker.engines.classical.framing.crops import Box, Crop, best_crop, cut
from worker.engines.classical.framing.framed import Reframed
from worker.engines.classical.framing.growing import UNPAINTED, grown, grown_to
from worker.engines.classical.framing.surrounds import SURROUNDS, Surround, surrounded
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import (
    Alpha8,
    Colour8,
    Layers,
    Pixels8,
    apart,
    resized,
)
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.vocabulary import vocabulary

_MOST_LOST = 0.45  # of the picture that a crop may cut away before a frame is the better answer
_CLOSER = (0.84, 0.68)  # of the sides of the largest crop
_NEARER = (0.72, 0.6, 0.5, 0.84)  # the same, where closer is all that was asked for
_AROUND_FACE = (2.6, 3.2, 2.2, 3.0)  # sides of a face that the shorter side of a crop has
_FARTHER = 1.5  # sides of the picture that a frame has, where it is zoomed out
_AND = re.compile(r",|\b(?:and|und|et|y)\b", re.IGNORECASE)  # before what else is wished for
_CUT_FACE = "a crop would cut a face"


Way = Callable[[Layers, float, Draw], Reframed]


def reframed(layers: Layers, words: str, ratio: Ratio | None, draw: Draw) -> Reframed:
    """`layers` in the ratio that was asked for, and what was done.

    Without a ratio the frame comes closer or goes farther, as `words` say. Raises Beyond where
    they say neither.
    """
    asked = ratio or named_ratio(words)
    if asked is None:
        return _in_its_ratio(layers, words, draw)
    then = asked.width / asked.height
    extends = hits(folded(words), _data()["ways"]["extend"])
    made = grown_to(layers, then, sides(words)) if extends else None
    made = made or draw.one_of(_ways(layers, asked, words))(layers, then, draw)
    return made._replace(did=f"{asked.title}, {made.did}")


def _in_its_ratio(layers: Layers, words: str, draw: Draw) -> Reframed:
    """Farther from the picture, or closer to what catches the eye; its ratio stays."""
    text, ways = folded(words), _data()["ways"]
    height, width = layers.colour.shape[:2]
    if (growth := growing(words) or growing(_AND.split(words)[0])) is not None:
        return grown(layers, growth)
    if hits(text, ways["extend"]):
        surround = draw.one_of(SURROUNDS)
        framed = surrounded(layers, width / height, surround, _FARTHER)
        unpainted = f", {UNPAINTED}" if hits(text, ways["outpaint"]) else ""
        return framed._replace(did=f"zoomed out, {framed.did}{unpainted}")
    if keeps_whole(words) or not hits(text, ways["crop"]):
        raise Beyond(
            "it needs to know the frame: a ratio such as 16:9, or square, story, portrait, "
            "widescreen, banner, hero or poster; or “closer”, or “zoom out”. For a camera that "
            "moves say “slowly”."
        )
    shares = _about_faces(layers.colour) if hits(text, _face_words()) else _NEARER
    crop = best_crop(layers.colour, width / height, draw.one_of(shares))
    if crop is None:
        raise Beyond(f"{_CUT_FACE}: the picture is as close as it can be.")
    return _cropped(layers, crop.box, "closer")


def _about_faces(colour: Colour8) -> tuple[float, ...]:
    """What crops around the faces are of the picture's sides; raises Beyond where it finds none."""
    found = faces(colour, tilted=True)
    if not found:
        raise Beyond("it finds no face that looks at the camera in this picture.")
    shorter, side = min(colour.shape[:2]), max(face.side for face in found)
    return tuple(min(1.0, sides * side / shorter) for sides in _AROUND_FACE)


def _face_words() -> tuple[str, ...]:
    return tuple(word for word, place in vocabulary().places.items() if place == "face")


def named_ratio(words: str) -> Ratio | None:
    """The ratio that `words` name, in figures or by purpose."""
    figures = re.search(r"\b(\d{1,2})\s*[:x/]\s*(\d{1,2})\b", words)
    written = figures and Ratio.of(Fraction(figures[1]), Fraction(figures[2]))
    if written:
        return written
    found = hits(folded(words), _frames())
    return _frames()[found[0].phrase] if found else None


def keeps_whole(words: str) -> bool:
    """Whether `words` ask that nothing of the picture is cut off."""
    return bool(hits(folded(words), _data()["ways"]["whole"]))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("frames.toml").read_text(encoding="utf-8"))


@cache
def _frames() -> dict[str, Ratio]:
    return {word: Ratio(*entry["ratio"]) for entry in _data()["frame"] for word in entry["words"]}


def _ways(layers: Layers, ratio: Ratio, words: str) -> tuple[Way, ...]:
    text, ways = folded(words), _data()["ways"]
    if keeps_whole(words) or hits(text, ways["extend"]):
        return _framings()
    then = ratio.width / ratio.height
    crop = best_crop(layers.colour, then)
    if crop is None:
        return _framings(_CUT_FACE)
    middle, aside = partial(_salient_crop, crop), partial(_shifted_crop, crop)
    if hits(text, ways["crop"]):
        return (middle, aside, *(partial(_closer_crop, crop, share) for share in _CLOSER))
    height, width = layers.colour.shape[:2]
    now = width / height
    blurred, dark, *_ = _framings()
    if min(now, then) / max(now, then) < 1 - _MOST_LOST:
        return (blurred, middle, dark, aside)
    return (middle, blurred, aside, dark)


def in_ratio(pixels: Pixels8, ratio: Ratio) -> tuple[Pixels8, str]:
    """`pixels` cropped to `ratio`, or extended where a crop would cut a face; and what was done."""
    layers, then = apart(pixels), ratio.width / ratio.height
    crop = best_crop(layers.colour, then)
    if crop is not None:
        return cut(layers, crop.box), f"cropped to {ratio.title}"
    return surrounded(layers, then, SURROUNDS[0]).pixels, f"extended to {ratio.title}: {_CUT_FACE}"


def mask_in_ratio(mask: Alpha8, pixels: Pixels8, ratio: Ratio) -> Alpha8:
    """`mask`, as large as `pixels`, in the place where `in_ratio` puts these; 0 around it."""
    layers, then = apart(pixels), ratio.width / ratio.height
    crop = best_crop(layers.colour, then)
    if crop is not None:
        return mask[crop.box.y :, crop.box.x :][: crop.box.height, : crop.box.width]
    height, width = surrounded(layers, then, SURROUNDS[0]).pixels.shape[:2]
    share = min(1.0, height / mask.shape[0], width / mask.shape[1])
    small = resized(mask, round(mask.shape[1] * share), round(mask.shape[0] * share))
    framed = np.zeros((height, width), np.uint8)
    top, left = (height - small.shape[0]) // 2, (width - small.shape[1]) // 2
    framed[top : top + small.shape[0], left : left + small.shape[1]] = small
    return framed


def _salient_crop(crop: Crop, layers: Layers, ratio: float, draw: Draw) -> Reframed:
    return _cropped(layers, crop.box, "to what catches the eye")


def _shifted_crop(crop: Crop, layers: Layers, ratio: float, draw: Draw) -> Reframed:
    """The same frame moved aside, as far as most of what catches the eye stays in it."""
    height, width = layers.colour.shape[:2]
    side = 0.3 if draw.spread(1) < 0.5 else -0.3
    box = crop.moved(side * (width - crop.box.width), side * (height - crop.box.height))
    return _cropped(layers, box, "off-centre")


def _closer_crop(crop: Crop, share: float, layers: Layers, ratio: float, draw: Draw) -> Reframed:
    """Nearer to the eye-catcher, where its heads leave room for that."""
    box = (best_crop(layers.colour, ratio, share) or crop).box
    return _cropped(layers, box, "closer")


def _cropped(layers: Layers, box: Box, how: str) -> Reframed:
    height, width = layers.colour.shape[:2]
    kept = f"{box.width * box.height / (width * height):.0%} of the picture kept"
    return Reframed(cut(layers, box), f"cropped {how}, {kept}", Laying(corner=(box.x, box.y)))


def _framings(why: str = "") -> tuple[Way, ...]:
    return tuple(partial(_framed, surround, why) for surround in SURROUNDS)


def _framed(surround: Surround, why: str, layers: Layers, ratio: float, draw: Draw) -> Reframed:
    framed = surrounded(layers, ratio, surround)
    return framed._replace(did=f"{framed.did}: {why}") if why else framed
