"""Changes of light and colour that words name, and gradings that make variants of a picture."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Picture, mixed, unit
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.tone import (
    contrasted,
    from_lab,
    grained,
    levelled,
    luma,
    positions,
    to_lab,
    vignetted,
)

_SHADES = 6  # the norm of Minkowski: 1 is the grey world, infinity the brightest point
Change = Callable[[Picture, float], Picture]  # amount: 1 is usual, 0.5 to 1.6 are the variants


def brighter(picture: Picture, amount: float) -> Picture:
    """Raise the middle tones; black and white stay."""
    return np.clip(picture, 0, 1) ** np.float32(1 / (1 + 0.7 * amount))


def darker(picture: Picture, amount: float) -> Picture:
    """Lower the middle tones, the lights too."""
    return np.clip(picture, 0, 1) ** np.float32(1 + 0.7 * amount) * np.float32(1 - 0.06 * amount)


def more_contrast(picture: Picture, amount: float) -> Picture:
    """A sigmoid of lightness about the picture's own middle; colours stay nearly as full.

    Of each channel by itself it would make skin orange and wood red.
    """
    lab = to_lab(picture)
    pivot = float(np.clip(np.median(lab[..., 0]) / 100, 0.35, 0.6))
    lab[..., 0] = 100 * contrasted(lab[..., 0] / 100, 0.9 + 2.4 * amount, pivot)
    lab[..., 1:] *= 1 + 0.08 * amount
    return from_lab(lab)


def less_contrast(picture: Picture, amount: float) -> Picture:
    """Lift the blacks, lower the whites."""
    return mixed(picture, np.full_like(picture, 0.52), min(0.36 * amount, 0.6))


def more_saturated(picture: Picture, amount: float) -> Picture:
    """More chroma, most where there is little."""
    lab = to_lab(picture)
    chroma = np.hypot(lab[..., 1], lab[..., 2]) / 70
    lab[..., 1:] *= (1 + amount * (0.45 + 0.4 * np.clip(1 - chroma, 0, 1)))[..., None]
    return from_lab(lab)


def less_saturated(picture: Picture, amount: float) -> Picture:
    """Less chroma."""
    lab = to_lab(picture)
    lab[..., 1:] *= max(0.0, 1 - 0.55 * amount)
    return from_lab(lab)


def warmer(picture: Picture, amount: float) -> Picture:
    """Towards the light of a lamp: more in the lights than in the shadows."""
    return _shifted(picture, 3 * amount, 12 * amount)


def cooler(picture: Picture, amount: float) -> Picture:
    """Towards the light of the sky."""
    return _shifted(picture, -3 * amount, -12 * amount)


def _shifted(picture: Picture, red: float, yellow: float) -> Picture:
    lab = to_lab(picture)
    share = 0.35 + 0.65 * lab[..., 0] / 100
    lab[..., 1] += red * share
    lab[..., 2] += yellow * share
    return from_lab(lab)


def sharper(picture: Picture, amount: float) -> Picture:
    """Unsharp masking at two radii."""
    scale = unit(picture)
    fine = picture - blurred(picture, max(0.8, 1.2 * scale))
    broad = picture - widely_blurred(picture, 12 * scale)
    return np.clip(picture + amount * (1.2 * fine + 0.25 * broad), 0, 1)


def blurry(picture: Picture, amount: float) -> Picture:
    """A soft blur of the whole."""
    return widely_blurred(picture, max(1.0, 9 * amount * unit(picture)))


def livelier(picture: Picture, amount: float) -> Picture:
    """What a photographer does first: full tones, some contrast, colour and edge."""
    full = contrasted(levelled(picture, min(0.75 * amount, 1.0)), 1.0 + 1.6 * amount)
    return sharper(more_saturated(full, 0.35 * amount), 0.3 * amount)


def evenly_lit(picture: Picture, amount: float) -> Picture:
    """Shadows lifted and lights held back, by how light their surroundings are."""
    full = levelled(picture, 0.8)
    around = widely_blurred(luma(full), 40 * unit(picture))
    stops = amount * 1.1 * (0.5 - np.clip(around, 0.08, 0.92))
    return np.clip(full, 0, 1) ** (2 ** (-stops))[..., None].astype(np.float32)


def smoother(picture: Picture, amount: float) -> Picture:
    """Noise out, edges kept (Tomasi and Manduchi 1998)."""
    reach = min(max(1.5, 2.5 * unit(picture)), 3.0)  # px: the time grows with its square
    return cv2.bilateralFilter(np.ascontiguousarray(picture), 0, 0.07 * amount, reach)


def black_and_white(picture: Picture, amount: float) -> Picture:
    """Black and white; `amount` moves the filter from blue to red."""
    red = 0.15 + 0.35 * min(amount, 1.6)
    grey = luma(picture, (red, 0.5, max(0.0, 0.5 - red)))
    return np.repeat(contrasted(grey, 3.5, 0.46)[..., None], 3, axis=2)


def white_balanced(picture: Picture, amount: float) -> Picture:
    """Without a cast of colour: shades of grey (Finlayson and Trezzi 2004), as light as before."""
    means = np.power(np.mean(np.clip(picture, 0, 1) ** _SHADES, axis=(0, 1)), 1 / _SHADES)
    gains = (float(means.mean()) / np.maximum(means, 1e-3)) ** min(amount, 1.2)
    balanced = picture * gains.astype(np.float32)
    return balanced * (luma(picture).mean() / max(1e-6, float(luma(balanced).mean())))


def darker_at_the_corners(picture: Picture, amount: float) -> Picture:
    """Darker towards the corners."""
    return vignetted(picture, min(0.85, 0.45 * amount))


def grainier(picture: Picture, amount: float) -> Picture:
    """With the grain of film: the same one in every picture of a size."""
    return grained(picture, 0.03 * amount, np.random.default_rng(0), 1.2 * unit(picture))


CHANGES: Mapping[str, Change] = {
    "brighter": brighter,
    "darker": darker,
    "more contrast": more_contrast,
    "less contrast": less_contrast,
    "more saturated": more_saturated,
    "less saturated": less_saturated,
    "warmer": warmer,
    "cooler": cooler,
    "sharper": sharper,
    "blurred": blurry,
    "livelier": livelier,
    "more evenly lit": evenly_lit,
    "less noisy": smoother,
    "black and white": black_and_white,
    "vignetted": darker_at_the_corners,
    "grainier": grainier,
    "white balanced": white_balanced,
}

# How far variants go, the first one first, by how much of a change words wish.
AMOUNTS: Mapping[str, tuple[tuple[float, str], ...]] = {
    "": ((1.0, ""), (0.6, "slightly "), (1.5, "clearly "), (2.0, "much ")),
    "little": ((0.5, "slightly "), (0.3, "very slightly "), (0.7, "a little "), (0.9, "")),
    "much": ((2.0, "much "), (1.5, "clearly "), (2.5, "very much "), (1.2, "")),
}
_ABSOLUTE = frozenset({"blurred", "black and white"})  # what has no degrees in words


def changed(picture: Picture, what: str, draw: Draw, much: str = "") -> tuple[Picture, str]:
    """`picture` after the change called `what`, as much of it as the seed says: “much warmer”.

    `much` is what words wish of it: "little", "much", or empty where they say nothing.
    """
    usual, degree = draw.one_of(AMOUNTS[much])
    amount = usual * draw.between(0.9, 1.1, 1)
    title = what if what in _ABSOLUTE else f"{degree}{what}"
    return np.clip(CHANGES[what](picture, amount), 0, 1), title


class Mood(NamedTuple):
    """A grading that makes a variant of a picture."""

    title: str
    exposure: float
    shadow: tuple[float, float]  # shift of a*, b*
    lights: tuple[float, float]
    chroma: float
    steepness: float  # contrast


MOODS = (
    Mood("warm and bright", 1.14, (4, 6), (4, 18), 1.12, 2.5),
    Mood("cool and deep", 0.80, (-2, -16), (-6, -10), 0.95, 4.5),
    Mood("faded and soft", 1.04, (4, -6), (2, 8), 0.45, 0.5),
    Mood("rich dusk", 0.86, (14, -10), (14, 10), 1.25, 4.0),
    Mood("green shade", 0.95, (-10, 6), (-10, 12), 0.9, 3.0),
)


def varied(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """A variation of `picture` by grading alone, and its title."""
    mood = draw.one_of(MOODS)
    lab = to_lab(mixed(picture, contrasted(picture, mood.steepness), 0.7))
    light = lab[..., 0] / 100
    amount = draw.between(0.85, 1.2, 1)
    lab[..., 1:] *= mood.chroma
    for axis in (0, 1):
        shift = mood.shadow[axis] * (1 - light) + mood.lights[axis] * light
        lab[..., axis + 1] += shift * amount
    lab[..., 0] = np.clip(lab[..., 0] * mood.exposure * draw.between(0.95, 1.05, 2), 0, 97)
    return from_lab(lab), mood.title


def developed(picture: Picture, draw: Draw, light: float = 0.5, warmth: float = 9.0) -> Picture:
    """`picture` lit from a side that the seed draws: up to `light` stops of gamma, `warmth` in b*.

    What one side gains, the other loses, so that the colours of the whole stay where the recipe
    put them: two recipes never meet, wherever their light comes from.
    """
    down, across = positions(picture)
    turn = 2 * np.pi * draw.spread(0)
    lean = np.float32(np.cos(turn)) * (2 * across - 1) + np.float32(np.sin(turn)) * (2 * down - 1)
    lit = np.clip(picture, 0, 1) ** (np.float32(2) ** (-light * lean))[..., None]
    lab, tint = to_lab(lit), draw.between(-1, 1, 1) * warmth * lean
    share = (0.3 + 0.7 * lab[..., 0] / 100) * tint
    lab[..., 1] += 0.25 * share
    lab[..., 2] += share
    return from_lab(lab)
