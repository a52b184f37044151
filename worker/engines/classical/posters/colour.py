"""Colours in OKLab, where a mixture of two looks like what lies between them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

RGB = tuple[float, float, float]  # sRGB, 0 to 1

# Björn Ottosson, "A perceptual color space for image processing" (2020).
_TO_LMS = np.array(
    (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
)
_TO_LAB = np.array(
    (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
)
_FROM_LAB, _FROM_LMS = np.linalg.inv(_TO_LAB), np.linalg.inv(_TO_LMS)


def oklab(rgb: NDArray[Any]) -> NDArray[Any]:
    """sRGB (…, 3) in 0 to 1 to OKLab: lightness 0 to 1, then green-red and blue-yellow."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((np.maximum(rgb, 0) + 0.055) / 1.055) ** 2.4)
    return np.cbrt(_times(linear, _TO_LMS)) @ _TO_LAB.T


def srgb(lab: NDArray[Any]) -> NDArray[Any]:
    """OKLab (…, 3) to sRGB, clipped to 0 to 1."""
    linear = np.clip(_times((lab @ _FROM_LAB.T) ** 3, _FROM_LMS), 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def _times(values: NDArray[Any], matrix: NDArray[Any]) -> NDArray[Any]:
    return values @ matrix.T


def hexed(text: str) -> RGB:
    """The colour that "#rrggbb" writes."""
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def blend(first: RGB, second: RGB, share: float) -> RGB:
    """`first` where `share` is 0, `second` where it is 1, in OKLab between."""
    a, b = oklab(np.array((first, second)))
    return _rgb(a + (b - a) * share)


def ramp(stops: Sequence[RGB], count: int) -> NDArray[Any]:
    """`count` colours (count, 3) from the first stop to the last, evenly spaced in OKLab."""
    lab = oklab(np.array(stops, np.float64))
    places = np.linspace(0, len(stops) - 1, count)
    mixed = [np.interp(places, np.arange(len(stops)), lab[:, axis]) for axis in range(3)]
    return srgb(np.stack(mixed, axis=1)).astype(np.float32)


def lightness(colour: RGB) -> float:
    """OKLab lightness, 0 to 1."""
    return float(oklab(np.array(colour))[0])


def shaded(colour: RGB, factor: float) -> RGB:
    """`colour` with its lightness times `factor`; its chroma follows half the way."""
    lab = oklab(np.array(colour))
    scale = np.array((factor, (1 + factor) / 2, (1 + factor) / 2))
    return _rgb(lab * scale)


def lightened(colour: RGB, share: float) -> RGB:
    """`colour` moved towards white by `share`."""
    return blend(colour, (1.0, 1.0, 0.98), share)


def rehued(colour: RGB, model: RGB, share: float) -> RGB:
    """`colour` in the hue and chroma of `model`, at its own lightness, by `share`."""
    own, other = oklab(np.array((colour, model)))
    # Near black and white there is no room for chroma.
    room = float(np.clip(4.4 * own[0] * (1 - own[0]) + 0.12, 0, 1))
    target = np.array((own[0] * 0.86 + other[0] * 0.14, other[1] * room, other[2] * room))
    return _rgb(own + (target - own) * share)


def _rgb(lab: NDArray[Any]) -> RGB:
    red, green, blue = (float(value) for value in srgb(lab))
    return red, green, blue
