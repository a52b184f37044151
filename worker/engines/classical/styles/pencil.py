"""Pencil: contours along the edges and hatching that follows the tone, on rough paper."""

from math import cos, sin
from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.flow import Flow, flow_of, smoothed_along
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, Plane, filled, mixed, unit
from worker.engines.classical.painting.smoothing import blurred, painted
from worker.engines.classical.painting.texture import Paper, paper
from worker.engines.classical.painting.tone import RGB, levelled, luma, saturated, step


class Sheet(NamedTuple):
    """One kind of drawing."""

    title: str
    ground: RGB
    lead: RGB
    angle: float  # of the hatching, radians
    shading: float
    outline: float
    tint: float = 0.0  # how much of the colours shows
    chalk: float = 0.0  # how much white is laid on the lights


SHEETS = (
    Sheet("graphite on white", (0.975, 0.965, 0.94), (0.19, 0.19, 0.20), 0.9, 1.0, 0.75),
    Sheet("red chalk", (0.93, 0.87, 0.77), (0.52, 0.17, 0.10), 2.3, 1.05, 0.7),
    Sheet("coloured pencils", (0.98, 0.975, 0.965), (0.22, 0.22, 0.28), 0.6, 0.6, 0.9, tint=0.95),
    Sheet(
        "black and white on grey",
        (0.60, 0.60, 0.58),
        (0.10, 0.11, 0.14),
        -0.8,
        1.1,
        0.85,
        chalk=0.85,
    ),
)
# Tone below which each layer of hatching begins, and how dark it is.
_LAYERS = ((0.80, 0.30, 0.0), (0.52, 0.34, 0.35), (0.30, 0.42, 1.2))


def pencil(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Draw `picture` in pencil."""
    sheet, scale = draw.one_of(SHEETS), unit(picture)
    tones = luma(levelled(picture)) ** np.float32(0.85 * draw.between(0.9, 1.1, 1))
    flow = flow_of(picture, max(1.0, 3 * scale), 24 * scale)
    ground = paper(picture.shape, draw.noise(1), max(0.5, 0.9 * scale))
    shading, strands = _hatched(blurred(tones, 2 * scale), sheet, draw, scale)
    lines = _contours(tones, flow, scale) * (0.8 + 0.2 * np.clip(ground.height + 0.5, 0, 1))
    shading = shading * (0.72 + 0.28 * np.clip(ground.height * 0.6 + 0.5, 0, 1))
    dark = np.clip(shading * sheet.shading + lines * sheet.outline, 0, 0.93)
    drawn = mixed(filled(picture, sheet.ground), filled(picture, sheet.lead), dark)
    drawn = _tinted(drawn, picture, strands, sheet.tint, scale) if sheet.tint else drawn
    drawn = _chalked(drawn, blurred(tones, 2 * scale), strands, sheet.chalk)
    return developed(_on(ground, drawn), draw, 0.22, 6.0), sheet.title


def _on(ground: Paper, drawn: Picture) -> Picture:
    return drawn * ground.light[..., None]


def _contours(tones: Plane, flow: Flow, scale: float) -> Plane:
    fine = smoothed_along(blurred(tones, 2.4 * scale) - blurred(tones, 1.0 * scale), flow, 5)
    broad = smoothed_along(blurred(tones, 5 * scale) - blurred(tones, 2.4 * scale), flow, 6)
    return np.clip(step(0.004, 0.055, fine) + 0.55 * step(0.01, 0.10, broad), 0, 1)


def _hatched(tones: Plane, sheet: Sheet, draw: Draw, scale: float) -> tuple[Plane, Plane]:
    """How dark the hatching is, and the strands of its first layer."""
    dark, strands = np.zeros_like(tones), list[Plane]()
    angle = sheet.angle + draw.between(-0.25, 0.25, 2)
    for number, (begins, depth, turn) in enumerate(_LAYERS):
        strand = _strands(tones, angle + turn, draw.noise(2 + number), scale)
        cover = np.clip((begins - tones) / begins, 0, 1) ** np.float32(0.8)
        dark = dark + np.float32(depth) * step(-0.2, 0.9, strand + cover * 2.6 - 1.9)
        strands.append(strand)
    return dark, strands[0]


def _strands(tones: Plane, angle: float, rng: np.random.Generator, scale: float) -> Plane:
    """Noise smeared along `angle`, of unit variance."""
    noise = blurred(rng.standard_normal(tones.shape, dtype=np.float32), 0.7 * max(scale, 0.6))
    half = max(3, round(13 * scale))
    kernel = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    x, y = round(half * cos(angle)), round(half * sin(angle))
    cv2.line(kernel, (half - x, half - y), (half + x, half + y), 1.0, 1, cv2.LINE_AA)
    smeared = cv2.filter2D(noise, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT)
    return smeared / (float(smeared.std()) + 1e-6)


def _tinted(
    drawn: Picture, picture: Picture, strands: Plane, amount: float, scale: float
) -> Picture:
    colours = 1 - (1 - saturated(painted(picture, 5 * scale), 1.3, 0.3)) * 0.7
    cover = 0.5 + 0.5 * np.clip(strands * 0.35 + 0.5, 0, 1)
    return drawn * mixed(np.ones_like(colours), colours, cover * amount)


def _chalked(drawn: Picture, tones: Plane, strands: Plane, amount: float) -> Picture:
    if not amount:
        return drawn
    lights = step(0.5, 0.9, tones) * step(-0.5, 0.9, strands + 1.1 * tones)
    return mixed(drawn, np.full_like(drawn, 0.97), lights * amount)
