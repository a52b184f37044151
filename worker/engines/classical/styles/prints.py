"""Prints by hand: risograph in two inks, linocut in one."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.finding.faces import Faces, faces_of, redrawn
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.flow import Flow, flow_of, lines_of, smoothed_along
from worker.engines.classical.painting.pixels import Picture, Plane, filled, mixed, unit
from worker.engines.classical.painting.smoothing import blurred, flattened, widely_blurred
from worker.engines.classical.painting.texture import clouds, paper
from worker.engines.classical.painting.tone import (
    RGB,
    balanced,
    levelled,
    luma,
    separated,
    step,
    stretched,
    to_lab,
)

Ink = tuple[int, int, int]  # 8-bit sRGB


class Drums(NamedTuple):
    """Two inks of a risograph."""

    title: str
    light: Ink
    dark: Ink


DRUMS = (
    Drums("coral and blue", (242, 88, 80), (30, 72, 150)),
    Drums("orange and teal", (255, 140, 40), (0, 104, 108)),
    Drums("fluorescent pink and indigo", (255, 96, 170), (54, 52, 150)),
    Drums("sunflower and crimson", (250, 195, 40), (190, 36, 84)),
    Drums("mint and violet", (88, 206, 168), (96, 44, 140)),
)
_RISO_PAPER: RGB = (0.97, 0.95, 0.89)


def riso(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Print `picture` in two grainy inks that miss each other by a hair."""
    drums, scale = draw.one_of(DRUMS), unit(picture)
    base = levelled(picture)
    tones, lab = _local(base, scale), to_lab(base)
    grain = blurred(draw.noise(1).random(tones.shape, dtype=np.float32), 0.7 * max(scale, 0.7))
    grain = (grain - float(grain.mean())) / (float(grain.std()) + 1e-6) * np.float32(0.10)
    warm = np.clip(lab[..., 1] / 80, -0.3, 0.5) * 0.6
    first = step(-0.15, 0.15, (1 - tones) * 1.05 - 0.37 + warm + grain)
    cold = np.clip(lab[..., 2] / 90, -0.3, 0.4) * 0.3
    second = step(-0.10, 0.10, 0.46 + draw.between(-0.04, 0.04, 1) - tones - cold + grain)
    first = _misplaced(first, draw, scale)
    sheet = filled(picture, _RISO_PAPER)
    for number, (plate, ink) in enumerate(((first, drums.light), (second, drums.dark))):
        coat = plate * (0.93 + 0.05 * clouds(tones.shape, draw.noise(2 + number), 60 * scale, 2))
        sheet = sheet * (1 + coat[..., None] * (np.array(ink, np.float32) / 255 - 1))
    texture = paper(picture.shape, draw.noise(4), max(0.5, 0.8 * scale)).light
    return np.clip(sheet, 0, 1) * texture[..., None], drums.title


def _local(base: Picture, scale: float) -> Plane:
    tones = balanced(separated(base))
    return stretched(tones + 0.3 * (tones - widely_blurred(tones, 50 * scale)))


def _misplaced(plate: Plane, draw: Draw, scale: float) -> Plane:
    right, down = round(draw.between(-3.5, 3.5, 2) * scale), round(draw.between(1, 3.5, 3) * scale)
    padded = np.pad(plate, 8 + abs(right) + abs(down), mode="edge")
    top, left = 8 + abs(right) + abs(down) - down, 8 + abs(right) + abs(down) - right
    return padded[top : top + plate.shape[0], left : left + plate.shape[1]]


class Block(NamedTuple):
    """One ink on one paper."""

    title: str
    ink: RGB
    paper: RGB
    cut: float  # tone at which the knife goes in: higher leaves more ink
    burin: float  # design px


_AROUND = 0.11  # of a face: what is around a feature
_LIT = 0.62  # of green light, that skin has in a good light
_BRIGHTEST = 12.0  # times as light as it is, that a face is exposed
_SKIN, _FEATURES = 0.17, 2.6  # of tone: how far skin is above the cut, and what a feature counts

BLOCKS = (
    Block("black on cream", (0.13, 0.12, 0.12), (0.955, 0.935, 0.88), 0.44, 2.0),
    Block("indigo on white", (0.09, 0.15, 0.36), (0.96, 0.965, 0.96), 0.34, 1.5),
    Block("forest green on straw", (0.08, 0.27, 0.16), (0.93, 0.85, 0.62), 0.54, 2.6),
    Block("vermilion on rice paper", (0.74, 0.17, 0.10), (0.965, 0.93, 0.87), 0.38, 2.0),
)


def linocut(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Cut `picture` into a block and print it once."""
    block, scale = draw.one_of(BLOCKS), unit(picture)
    found = faces_of(picture)
    picture = _exposed(picture, found)
    tones = balanced(separated(levelled(picture)))
    tones = stretched(tones + 0.35 * (tones - widely_blurred(tones, 50 * scale)))
    flow = flow_of(picture, max(1.0, 5 * scale), 40 * scale)
    cut = block.cut + draw.between(-0.04, 0.04, 1)
    tones = _featured(tones, picture, found, cut)
    # The burin leaves a face alone: its lines draw it.
    gouges = _gouges(tones, flow, block, draw, scale) * (1 - 0.75 * found.mask)
    flat = redrawn(
        flattened(picture, 6 * scale, 0.1),
        picture,
        found,
        lambda part: flattened(part, 2 * scale, 0.1),
    )
    bare = _carved(luma(flat), tones, flow, cut, gouges)
    worn = step(1.1, 1.9, clouds(tones.shape, draw.noise(2), max(2.0, 4 * scale), 3))
    bare = np.maximum(bare, worn * 0.25)
    printed = mixed(filled(picture, block.ink), filled(picture, block.paper), bare)
    texture = paper(picture.shape, draw.noise(3), max(0.5, scale)).light
    return printed * texture[..., None], block.title


def _exposed(picture: Picture, found: Faces) -> Picture:
    """`picture` exposed for its faces, where they are dark: lines tell lips from skin by tone."""
    if not found.side:
        return picture
    usual = float(np.median(picture[..., 1][found.mask > 0.5]))
    gain = float(np.clip(_LIT / max(usual, 0.02), 1, _BRIGHTEST))
    return np.clip(picture * np.float32(gain), 0, 1)


def _featured(tones: Plane, picture: Picture, found: Faces, cut: float) -> Plane:
    """`tones` in which lips, nostrils and brows fall below the `cut`, however light a face is.

    What is darker than the skin around it is ink; green light tells lips best from skin.
    """
    if not found.side:
        return tones
    green = blurred(np.ascontiguousarray(picture[..., 1]), 0.012 * found.side)
    apart = green - widely_blurred(green, _AROUND * found.side)
    # In dim light features differ as much from skin as its lightness allows.
    apart *= np.float32(_LIT / max(0.06, float(np.median(green[found.mask > 0.5]))))
    drawn = np.clip(cut + _SKIN + _FEATURES * apart, 0, 1)
    return mixed(tones, np.minimum(tones, drawn), found.mask)


def _gouges(tones: Plane, flow: Flow, block: Block, draw: Draw, scale: float) -> Plane:
    """The marks of the burin, along the forms, of half a unit of variance."""
    noise = draw.noise(1).standard_normal(tones.shape, dtype=np.float32)
    marks = smoothed_along(blurred(noise, max(0.8, block.burin * scale)), flow, 9, 1.8)
    return marks / (float(marks.std()) + 1e-6) * np.float32(0.5)


def _carved(flat: Plane, tones: Plane, flow: Flow, cut: float, gouges: Plane) -> Plane:
    """Where the paper shows, 0 to 1; `flat` is what lines are drawn from."""
    scale = unit(tones)
    soft = blurred(tones, 1.6 * scale)
    # Marks belong to the middle tones: blacks stay solid, whites stay bare.
    room = np.clip(1.6 - 1.5 * np.abs(soft - 0.45) * 2, 0.25, 1)
    height = blurred(smoothed_along(soft + gouges * 0.30 * room - cut, flow, 3), 0.6 * scale)
    bare = step(-0.035, 0.035, height)
    nib = max(0.8, 1.5 * scale)
    dark, light = lines_of(flat, nib, flow, 0.010), lines_of(1 - flat, nib, flow, 0.012)
    bare = np.where(soft > cut - 0.12, bare * (1 - dark), bare)
    return np.where(soft <= cut, np.maximum(bare, light), bare)
