"""A clip of a poster: drawn for it from words alone, or drawn again because its words are known."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.motion import Motion
from worker.engines.classical.motion.direction import Direction, directed, phrases, sound_of
from worker.engines.classical.motion.parallax import animated
from worker.engines.classical.motion.relief import Painted
from worker.engines.classical.order import Made, Order
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Colour8, Layers, Plane, to_bytes, to_float
from worker.engines.classical.painting.transport import colouring, in_its
from worker.engines.classical.posters.layers import Layer
from worker.engines.classical.posters.lexicon import term
from worker.engines.classical.posters.poster import Poster, in_layers
from worker.engines.classical.posters.reading import read
from worker.engines.classical.posters.tokens import CONTENT, tokens
from worker.engines.classical.words.phrases import folded

_SIZE = 1408, 800  # px, where the words name no ratio: a screen's, with room for a push
_CUT = re.compile(r"[,;.!?\n]+(?!\d)")
_FIGURES = re.compile(
    r"\d+(?:[.,]\d+)?[\s-]*(?:s|secs?|seconds?|sek\w*|secondes?|segundos?)\b", re.I
)
_FALLING = ("snow", "rain")  # weather that moves as particles, and is then not drawn as well
_NEAR = 0.06  # of depth: layers of about one depth move as one
_SAME = 2.0  # of 255, mean difference up to which a poster drawn again is the same


class Script(NamedTuple):
    """What the words of a clip want to be drawn, and how it is to be filmed."""

    scene: str
    camera: str


def script(words: str) -> Script:
    """`words` as a scene and a direction: each phrase goes to the one that knows it."""
    length = " ".join(_FIGURES.findall(words))
    scene, camera = list[str](), [length] if length else []
    for part in _CUT.split(_FIGURES.sub(" ", words)):
        text = folded(part)
        drawn = [token for token in tokens(text) if token.sort in CONTENT]
        moves = [hit for hit in phrases(text) if _only_filmed(hit.phrase) or not drawn]
        camera.extend(text[hit.start : hit.end] for hit in moves)
        for hit in reversed(moves):
            text = f"{text[: hit.start]} {text[hit.end :]}"
        scene.append(text)
    return Script(", ".join(filter(str.strip, scene)), ", ".join(camera))


def _only_filmed(phrase: str) -> bool:
    """Whether a phrase of direction means nothing in a picture: “right” and “rain” do."""
    return term(tuple(phrase.split())) is None


def filmed(order: Order) -> Made:
    """A clip of a poster of the order's words.

    Raises Beyond, which says what can be drawn, where nothing of them is known.
    """
    plot, draw = script(order.words), Draw(order.seed)
    size = order.size if order.ratio is not None else _SIZE
    poster = in_layers(plot.scene, size, draw, order.negative)
    if order.palette:
        poster = _in_colours(poster, order.palette, order.seed)
    direction = _directed(plot, order.words, order.motion)
    layers = Layers(to_bytes(poster.picture), None)
    painted = _painted(poster, size, direction.particles)
    shot = animated(layers, direction, draw, order.heed, painted)
    return Made(shot.first, f"{poster.did}; {shot.did}", shot.clip, last=shot.last)


def _directed(plot: Script, words: str, motion: Motion) -> Direction:
    """The direction with the weather and the sound of the scene."""
    direction = directed(plot.camera, motion, drawn=True)
    weather = [name for name in read(plot.scene).weather if name in _FALLING]
    particles = tuple(dict.fromkeys((*direction.particles, *weather)))
    return scored(direction._replace(particles=particles), words)


def scored(direction: Direction, words: str) -> Direction:
    """The direction with the ambience of the poster that `words` draw, where it names none."""
    if direction.sound is not None:
        return direction
    brief, named = read(words), sound_of(words)
    at_sea = brief.parts("water") or brief.prop("lighthouse")
    natural = "sea" if at_sea else "night" if brief.light == "night" else "wind"
    return direction._replace(sound=named or natural)


def redrawn(order: Order, colour: Colour8) -> Painted:
    """The layers of the poster that `colour` is; none where it is not one, or has a look on top."""
    if order.drawn is None:
        return ()
    height, width = colour.shape[:2]
    seed, words = Draw(order.drawn.seed), order.drawn.words
    poster = in_layers(words, (width, height), seed, order.drawn.negative)
    if order.drawn.palette:
        poster = _in_colours(poster, order.drawn.palette, order.drawn.seed)
    away = np.abs(to_bytes(poster.picture).astype(np.int16) - colour).mean()
    return _painted(poster, (width, height), ()) if away < _SAME else ()


def _in_colours(poster: Poster, colours: Sequence[str], seed: int) -> Poster:
    """The poster in the colours of a brand, and its layers in those that they have on it."""
    coloured = colouring(poster.picture, colours, seed)

    def layer_in(layer: Layer) -> Layer:
        colour = to_bytes(coloured(to_float(layer.pixels[..., :3])))
        return layer._replace(pixels=np.dstack((colour, layer.pixels[..., 3])))

    did = f"{poster.uncoloured}, {in_its(colours)}"
    layers = tuple(map(layer_in, poster.layers))
    return poster._replace(picture=coloured(poster.picture), layers=layers, did=did)


def _painted(poster: Poster, size: tuple[int, int], moving: tuple[str, ...]) -> Painted:
    """The poster's layers on whole sheets, those of about one depth on one."""
    sheets = list[tuple[Plane, float]]()
    for layer in poster.layers:
        if layer.name in moving:
            continue
        if not sheets or abs(sheets[-1][1] - layer.depth) > _NEAR:
            sheets.append((np.zeros((size[1], size[0], 4), np.float32), layer.depth))
        _lay(sheets[-1][0], layer)
    return sheets


def _lay(sheet: Plane, layer: Layer) -> None:
    """Lay a layer over what is on the sheet already; alpha stays straight (Porter, Duff 1984)."""
    pixels = layer.pixels.astype(np.float32) / 255
    rows = slice(layer.top, layer.top + pixels.shape[0])
    place = sheet[rows, layer.left : layer.left + pixels.shape[1]]
    over, under = pixels[..., 3:], place[..., 3:] * (1 - pixels[..., 3:])
    total = over + under
    mixed = (pixels[..., :3] * over + place[..., :3] * under) / np.maximum(total, 1e-6)
    place[..., :3], place[..., 3:] = mixed, total
