"""A pasted subject in the light of its new scene: exposure, tint, and light around its edges."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.painting.pixels import Picture, Plane, mixed, unit
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.tone import displayable, from_lab, to_lab

_BRIGHT, _SPREAD, _TINT = 0.45, 0.35, 0.4  # how far each is taken over
_MOST_TINT = 14.0  # CIE76 units
DRAWN = 1.7  # times as far in a drawn scene: flat colours are lit more evenly than a photograph
_WRAP = 0.35  # how much light comes around the edge


class Light(NamedTuple):
    """Lightness and tint of some pixels, in Lab."""

    middle: float
    spread: float
    a: float
    b: float


def in_light_of(colour: Picture, alpha: Plane, scene: Picture, pull: float = 1.0) -> Picture:
    """`colour`, where `alpha` shows it, moved towards the light that the scene has.

    Statistics of Lab as in Reinhard et al. 2001, only part of the way: the subject keeps its own
    colours, and takes on exposure, contrast and the tint of the light; into a darker scene `pull`
    times as far as is usual.
    """
    lab = to_lab(colour)
    own, there = _light_of(lab, alpha), _light_of(to_lab(scene), None)
    pull = pull if there.middle < own.middle else 1.0  # brightened as far, a face would burn out
    contrast = (there.spread / max(own.spread, 1.0)) ** _SPREAD
    bright = own.middle + pull * _BRIGHT * (there.middle - own.middle)
    light = bright + (lab[..., 0] - own.middle) * np.float32(np.clip(contrast, 0.7, 1.3))
    lab[..., 0] = np.clip(light, 0, 100)
    tint, most = pull * _TINT, pull * _MOST_TINT
    lab[..., 1] += np.float32(np.clip(tint * (there.a - own.a * 0.3), -most, most))
    lab[..., 2] += np.float32(np.clip(tint * (there.b - own.b * 0.3), -most, most))
    return _wrapped(from_lab(displayable(lab)), alpha, scene)


def _light_of(lab: Picture, alpha: Plane | None) -> Light:
    pixels = lab.reshape(-1, 3) if alpha is None else lab[alpha > 0.5]
    if not len(pixels):
        return Light(50.0, 20.0, 0.0, 0.0)
    light, a, b = (float(value) for value in pixels.mean(axis=0))
    return Light(light, float(pixels[:, 0].std()), a, b)


def _wrapped(colour: Picture, alpha: Plane, scene: Picture) -> Picture:
    """Light of the scene that comes around the subject's edge."""
    scale = unit(scene)
    rim = alpha * (1 - blurred(alpha, 6 * scale))
    return mixed(colour, widely_blurred(scene, 24 * scale), rim * np.float32(_WRAP))
