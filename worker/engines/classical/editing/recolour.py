"""Painting a place in another colour: its light and shade stay, its hue and depth move."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Picture, Plane, mixed, unit
from worker.engines.classical.painting.smoothing import guided
from worker.engines.classical.painting.tone import from_lab, step, to_lab
from worker.engines.classical.words.vocabulary import Colour


class Shade(NamedTuple):
    """One shade of the colour that was asked for."""

    title: str
    lighter: float  # in L*
    turn: float  # degrees of hue
    chroma: float


SHADES = (
    Shade("true", 0, 0, 1.0),
    Shade("deep", -20, -3, 1.1),
    Shade("pale", 24, -4, 0.5),
    Shade("vivid", 10, 5, 1.45),
)

_TONES = np.linspace(0, 100, 201, dtype=np.float32)  # L*
_LOST = 3.0  # CIE76 units, that clipping may take
_DEEPEST = 1.35  # times the target's chroma
_PURPLES = (290.0, 335.0)  # degrees of hue in CIELAB, which lets these turn blue as they darken
_BEND = 0.5  # degrees, for each unit of L* by which they are darkened
_BLOCKS = 14.0  # design px: JPEG's blocks of colour at usual sizes
_BLOCKY = 0.07  # of the target's chroma, that blocks of one colour differ by


def recoloured(picture: Picture, mask: Plane, colour: Colour, draw: Draw) -> tuple[Picture, str]:
    """`picture` in a shade of `colour`, fitted to what lies inside `mask`, and the shade's name."""
    shade = draw.one_of(SHADES)
    lab = to_lab(_dithered(picture, draw))
    target = _target(colour, shade, draw)
    inside = lab[mask > 0.6] if (mask > 0.6).any() else lab.reshape(-1, 3)
    painted = lab.copy()
    painted[..., 0] = _moved(lab[..., 0], float(np.median(inside[:, 0])), float(target[0]))
    most = np.interp(painted[..., 0], _TONES, _fullest(target)).astype(np.float32)
    depth = np.minimum(_smooth(_depth(lab, inside)), most)
    painted[..., 1:] = target[1:] * depth[..., None]
    # Highlights keep the colour of the light that they reflect.
    shine = step(90, 99, lab[..., 0]) * 0.6 if target[0] < 85 else 0.0
    return mixed(from_lab(painted), picture, shine), f"{shade.title} {colour.name}"


def _dithered(picture: Picture, draw: Draw) -> Picture:
    """`picture` between its 8-bit steps: of a smooth sky each would become a band."""
    noise = draw.noise(7).random(picture.shape[:2], np.float32) - np.float32(0.5)
    return picture + (noise * np.float32(1 / 255))[..., None]


def _smooth(depth: Plane) -> Plane:
    """`depth` without the blocks in which JPEG keeps colours, its edges kept."""
    radius = max(2, round(_BLOCKS * unit(depth)))
    return np.clip(guided(depth, depth, radius, _BLOCKY**2), 0, _DEEPEST)


def _fullest(target: NDArray[Any]) -> NDArray[Any]:
    """How much of the target's chroma sRGB can show at each of _TONES, found by bisection."""
    low, high = np.zeros(len(_TONES), np.float32), np.full(len(_TONES), _DEEPEST, np.float32)
    for _ in range(12):
        middle = (low + high) / 2
        lab = np.column_stack([_TONES, middle[:, None] * target[1:]])[None].astype(np.float32)
        lost = np.abs(to_lab(from_lab(lab)) - lab).sum(axis=2)[0] > _LOST
        low, high = np.where(lost, low, middle), np.where(lost, middle, high)
    return low


def _target(colour: Colour, shade: Shade, draw: Draw) -> NDArray[Any]:
    red, green, blue = colour.rgb
    lab = to_lab(np.array([[[red, green, blue]]], np.float32) / 255)[0, 0]
    hue = float(np.rad2deg(np.arctan2(lab[2], lab[1]))) % 360
    bend = _BEND * max(0.0, -shade.lighter) if _PURPLES[0] < hue < _PURPLES[1] else 0.0
    angle = np.deg2rad(shade.turn + bend + draw.between(-5, 5, 1))
    a, b = float(lab[1]) * shade.chroma, float(lab[2]) * shade.chroma
    light = float(np.clip(lab[0] + shade.lighter + draw.between(-3, 3, 2), 4, 96))
    turned = a * np.cos(angle) - b * np.sin(angle), a * np.sin(angle) + b * np.cos(angle)
    return np.array([light, *turned], np.float32)


def _depth(lab: NDArray[Any], inside: NDArray[Any]) -> Plane:
    """How much of the target's chroma each pixel takes: as much as it had of its own."""
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    usual = float(np.median(np.hypot(inside[:, 1], inside[:, 2])))
    if usual > 14:
        return np.clip(chroma / usual, 0, _DEEPEST)
    middle = float(np.median(inside[:, 0]))
    return np.clip(1 - np.abs(lab[..., 0] - middle) / 95, 0.15, 1)


def _moved(light: Plane, middle: float, target: float) -> Plane:
    """Lightness with `middle` moved most of the way to `target`, black and white kept."""
    share = 0.8 if abs(target - middle) > 6 else 0.5
    moved = middle + share * (target - middle)
    if moved < middle:
        return light * (moved / max(middle, 1))
    return 100 - (100 - light) * ((100 - moved) / max(100 - middle, 1))
