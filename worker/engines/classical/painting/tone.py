"""Tone and colour: luminance, Lab, curves, grading, grain and light, on float RGB pictures."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Picture, Plane, mixed
from worker.engines.classical.painting.smoothing import blurred, widely_blurred

RGB = tuple[float, float, float]
REC601: RGB = (0.299, 0.587, 0.114)


def luma(picture: Picture, weights: RGB = REC601) -> Plane:
    """Weighted sum of the channels; written out, since BLAS may sum differently per thread."""
    red, green, blue = (np.float32(weight) for weight in weights)
    return picture[..., 0] * red + picture[..., 1] * green + picture[..., 2] * blue


def to_lab(picture: Picture) -> NDArray[Any]:
    """CIE L*a*b* (D65), float32: L in 0 to 100."""
    return cv2.cvtColor(np.clip(picture, 0, 1).astype(np.float32), cv2.COLOR_RGB2Lab)


def from_lab(lab: NDArray[Any]) -> Picture:
    """CIE L*a*b* to RGB, clipped to what sRGB can show."""
    return np.clip(cv2.cvtColor(lab.astype(np.float32), cv2.COLOR_Lab2RGB), 0, 1)


def displayable(lab: NDArray[Any]) -> NDArray[Any]:
    """`lab` with the chroma reduced where sRGB cannot show it, so that clipping turns no hue."""
    for _ in range(4):
        lost = np.abs(to_lab(from_lab(lab)) - lab).sum(axis=2) > 3
        lab[..., 1:] *= np.where(lost, np.float32(0.85), np.float32(1))[..., None]
    return lab


def step(low: float, high: float, values: NDArray[Any]) -> NDArray[Any]:
    """Smooth step: 0 up to `low`, 1 from `high`; `low` above `high` falls instead."""
    share = np.clip((values - low) / (high - low), 0, 1)
    return share * share * (3 - 2 * share)


def percentiles(plane: Plane, low: float, high: float) -> tuple[float, float]:
    """Two percentiles of a sample of `plane`, as plain floats.

    NumPy 2 gives float64 scalars, which would promote a float32 picture that OpenCV then refuses.
    """
    sample = plane[::3, ::3]
    first, second = np.percentile(sample, [low, high])
    return float(first), float(second)


def stretched(plane: Plane, low: float = 2, high: float = 98) -> Plane:
    """`plane` with its percentiles `low` and `high` moved to 0 and 1, clipped."""
    dark, light = percentiles(plane, low, high)
    return np.clip((plane - dark) / (light - dark + 1e-6), 0, 1)


def levelled(picture: Picture, amount: float = 1.0) -> Picture:
    """Automatic levels on luminance, by `amount` (0 to 1); a flat picture stays as it is."""
    dark, light = percentiles(luma(picture), 0.5, 99.5)
    if light - dark < 0.05:
        return picture
    return mixed(picture, np.clip((picture - dark) / (light - dark), 0, 1), amount)


def saturated(picture: Picture, factor: float, vibrance: float = 0.0) -> Picture:
    """Chroma times `factor`; `vibrance` adds more where there is little."""
    lab = to_lab(picture)
    chroma = np.hypot(lab[..., 1], lab[..., 2]) / 60
    lab[..., 1:] *= (factor + vibrance * np.clip(1 - chroma, 0, 1))[..., None]
    return from_lab(lab)


def contrasted(picture: NDArray[Any], steepness: float, pivot: float = 0.5) -> NDArray[Any]:
    """Sigmoid contrast: `steepness` 0 to 10 about `pivot`."""
    low, high = _sigmoid(0.0, steepness, pivot), _sigmoid(1.0, steepness, pivot)
    curve = 1 / (1 + np.exp(-steepness * (np.clip(picture, 0, 1) - pivot)))
    return ((curve - low) / (high - low)).astype(np.float32)


def _sigmoid(value: float, steepness: float, pivot: float) -> float:
    return float(1 / (1 + np.exp(-steepness * (value - pivot))))


def curved(values: NDArray[Any], points: Sequence[tuple[float, float]]) -> NDArray[Any]:
    """A tone curve through `points` (in and out, 0 to 1), monotone between them."""
    inputs, outputs = zip(*points, strict=True)
    table = _monotone(inputs, outputs, np.linspace(0, 1, 1025)).astype(np.float32)
    return table[np.clip(values * 1024, 0, 1024).astype(np.int32)]


def _monotone(
    inputs: Sequence[float], outputs: Sequence[float], places: NDArray[Any]
) -> NDArray[Any]:
    """Piecewise cubic Hermite interpolation (Fritsch and Butland 1984), extrapolated at the ends.

    Written out, since importing SciPy's takes half a second, which every process would wait for.
    """
    x, y = np.asarray(inputs, np.float64), np.asarray(outputs, np.float64)
    width = np.diff(x)
    slope = np.diff(y) / width
    rates = _rates(width, slope)
    piece = np.clip(np.searchsorted(x, places, side="right") - 1, 0, len(x) - 2)
    way = places - x[piece]
    bend = (3 * slope - 2 * rates[:-1] - rates[1:]) / width
    twist = (rates[:-1] + rates[1:] - 2 * slope) / width**2
    return y[piece] + way * (rates[piece] + way * (bend[piece] + way * twist[piece]))


def _rates(width: NDArray[Any], slope: NDArray[Any]) -> NDArray[Any]:
    """The derivative at each point: weighted harmonic means of the slopes on its two sides."""
    if len(slope) == 1:
        return np.repeat(slope, 2)
    before, behind = slope[:-1], slope[1:]
    first, second = 2 * width[1:] + width[:-1], width[1:] + 2 * width[:-1]
    along = before * behind > 0
    safe = np.where(along, before, 1.0), np.where(along, behind, 1.0)
    inner = np.where(along, (first + second) / (first / safe[0] + second / safe[1]), 0.0)
    ends = _end(width[0], width[1], slope[0], slope[1]), _end(*width[:-3:-1], *slope[:-3:-1])
    return np.concatenate([ends[:1], inner, ends[1:]])


def _end(near: float, next_: float, slope: float, other: float) -> float:
    """The derivative at an end, by three points, kept monotone."""
    rate = ((2 * near + next_) * slope - near * other) / (near + next_)
    if rate * slope <= 0:
        return 0.0
    turns = slope * other <= 0
    return 3 * slope if turns and abs(rate) > 3 * abs(slope) else rate


def mapped(tones: Plane, stops: Sequence[tuple[float, tuple[int, int, int]]]) -> Picture:
    """A gradient map: `stops` of (tone 0 to 1, 8-bit RGB), interpolated in Lab."""
    colours = np.array([[colour for _, colour in stops]], np.float32) / 255
    lab = cv2.cvtColor(colours, cv2.COLOR_RGB2Lab)[0]
    places = np.linspace(0, 1, 512)
    ramp = [np.interp(places, [tone for tone, _ in stops], lab[:, axis]) for axis in range(3)]
    table = from_lab(np.stack(ramp, axis=1).astype(np.float32)[None])[0]
    return table[np.clip(tones * 511, 0, 511).astype(np.int32)]


def balanced(tones: Plane) -> Plane:
    """`tones` with their middle moved towards middle grey, so that no picture drowns in black."""
    middle = float(np.clip(np.median(tones), 0.05, 0.95))
    return tones ** np.float32(np.clip(np.log(0.46) / np.log(middle), 0.55, 1.3))


def separated(picture: Picture) -> Plane:
    """Luminance in which warm things are a little lighter: red on green does not merge into one."""
    lab = to_lab(picture)
    return np.clip(lab[..., 0] / 100 + 0.3 * lab[..., 1] / 80 + 0.1 * lab[..., 2] / 80, 0, 1)


def tinted(picture: Picture, colour: RGB) -> Picture:
    """Each channel times a gain."""
    return picture * np.array(colour, np.float32)


def screened(picture: Picture, light: NDArray[Any]) -> Picture:
    """Add light as a second projector would: never past white."""
    return 1 - (1 - np.clip(picture, 0, 1)) * (1 - np.clip(light, 0, 1))


def bloomed(
    picture: Picture, threshold: float, amount: float, radius: float, tint: RGB = (1.0, 1.0, 1.0)
) -> Picture:
    """Light that spills from what is brighter than `threshold`; `radius` in px."""
    share = np.clip((luma(picture) - threshold) / (1 - threshold), 0, 1)
    bright = share[..., None] * picture
    glow = 0.55 * widely_blurred(bright, radius) + 0.45 * widely_blurred(bright, radius * 2.5)
    return screened(picture, glow * (np.float32(amount) * np.array(tint, np.float32)))


def vignetted(picture: Picture, amount: float, radius: float = 0.75) -> Picture:
    """Darker towards the corners: `amount` 0 to 1, from about `radius` of the half diagonal."""
    down, across = positions(picture)
    distance = np.hypot(across - 0.5, down - 0.5) / 0.7071
    return picture * (1 - amount * step(radius * 0.55, radius * 1.45, distance))[..., None]


def grained(picture: Picture, amount: float, rng: np.random.Generator, size: float) -> Picture:
    """Film grain of `size` px, strongest in the middle tones."""
    grain = rng.standard_normal(picture.shape[:2], dtype=np.float32)
    grain = blurred(grain, size * 0.55)
    grain *= np.float32(amount) / (float(grain.std()) + 1e-6)
    tones = luma(picture)
    return np.clip(picture + (grain * (0.35 + 2.6 * tones * (1 - tones)))[..., None], 0, 1)


def positions(picture: NDArray[Any]) -> tuple[Plane, Plane]:
    """How far down (height, 1) and across (1, width) each pixel lies, 0 to 1."""
    height, width = picture.shape[:2]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    return down, across
