"""A picture in words, as far as it can be measured; nothing in it is recognised."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Colour8, fitted, to_float
from worker.engines.classical.painting.tone import luma, to_lab

_SIDE = 256  # px, the long side that colours are counted at
_COLOURS = 5

# Names of colours in CIE Lab hue (degrees, upper end of each range).
_HUES = (
    (18, "pink"), (45, "red"), (72, "orange"), (102, "yellow"), (160, "green"), (215, "teal"),
    (300, "blue"), (328, "purple"), (350, "magenta"), (361, "pink"),
)  # fmt: skip


class Swatch(NamedTuple):
    """A colour of the palette."""

    name: str
    hex: str
    share: float  # of the picture


def described(colour: Colour8) -> str:
    """What can be measured of `colour`, in sentences."""
    small = fitted(colour, _SIDE)
    picture = to_float(small)
    lab = to_lab(picture)
    light = luma(picture)
    palette = ", ".join(
        f"{swatch.name} {swatch.hex} ({swatch.share:.0%})" for swatch in swatches(small)
    )
    sentences = [
        f"{_shape(colour)}.",
        f"{_lightness(light)}, {_contrast(light)}, {_temperature(lab)}, {_colourfulness(lab)}; "
        f"{_sharpness(colour)}.",
        f"Palette: {palette}.",
        "This is measured from the pixels; to recognise what is in the picture needs a "
        "describing model.",
    ]
    return " ".join(sentences)


def _shape(colour: Colour8) -> str:
    height, width = colour.shape[:2]
    if width == height:
        return f"{width} x {height} px, square"
    kind = "landscape format" if width > height else "portrait format"
    return f"{width} x {height} px, {_ratio(width, height)}, {kind}"


def _ratio(width: int, height: int) -> str:
    """The usual ratio within 1.5 %, else in decimals."""
    long, short = max(width, height), min(width, height)
    for first, second in ((5, 4), (4, 3), (3, 2), (16, 10), (16, 9), (2, 1), (21, 9), (3, 1)):
        if abs(long / short * second / first - 1) < 0.015:
            return f"{first}:{second}" if width > height else f"{second}:{first}"
    return f"{long / short:.2f}:1" if width > height else f"1:{long / short:.2f}"


def _lightness(light: NDArray[Any]) -> str:
    mean = float(light.mean())
    words = (
        (0.18, "Very dark"),
        (0.38, "Rather dark"),
        (0.62, "Of medium lightness"),
        (0.82, "Light"),
    )
    return next((word for limit, word in words if mean < limit), "Very light")


def _contrast(light: NDArray[Any]) -> str:
    spread = float(light.std())
    return (
        "low contrast"
        if spread < 0.12
        else "strong contrast"
        if spread > 0.26
        else "medium contrast"
    )


def _temperature(lab: NDArray[Any]) -> str:
    warmth = float(lab[..., 2].mean()) + 0.4 * float(lab[..., 1].mean())
    return "warm colours" if warmth > 5 else "cool colours" if warmth < -4 else "neutral colours"


def _colourfulness(lab: NDArray[Any]) -> str:
    chroma = float(np.hypot(lab[..., 1], lab[..., 2]).mean())
    if chroma < 2:
        return "black and white"
    return "muted" if chroma < 14 else "vivid" if chroma > 38 else "moderately colourful"


def _sharpness(colour: Colour8) -> str:
    grey = luma(to_float(fitted(colour, 1024)))
    edges = float(np.percentile(np.abs(cv2.Laplacian(grey, cv2.CV_32F)), 98))
    return "soft or blurred" if edges < 0.05 else "crisp" if edges > 0.16 else "fairly sharp"


def swatches(colour: Colour8) -> tuple[Swatch, ...]:
    """Up to five colours that stand for the picture, the largest first (k-means in CIE Lab)."""
    lab = to_lab(to_float(colour)).reshape(-1, 3)
    cv2.setRNGSeed(5)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 0.2)
    labels = np.empty((len(lab), 1), np.int32)
    count = min(_COLOURS, len(np.unique(lab.round(1), axis=0)))
    _, found, centres = cv2.kmeans(lab, count, labels, criteria, 3, cv2.KMEANS_PP_CENTERS)
    shares = np.bincount(np.asarray(found).ravel(), minlength=count) / len(lab)
    order = np.argsort(-shares, kind="stable")
    return tuple(_swatch(np.asarray(centres)[index], float(shares[index])) for index in order)


def _swatch(lab: NDArray[Any], share: float) -> Swatch:
    rgb = cv2.cvtColor(lab[None, None].astype(np.float32), cv2.COLOR_Lab2RGB)[0, 0]
    red, green, blue = (int(value) for value in np.clip(np.asarray(rgb) * 255 + 0.5, 0, 255))
    return Swatch(
        colour_name(*(float(value) for value in lab)), f"#{red:02x}{green:02x}{blue:02x}", share
    )


def colour_name(lightness: float, a: float, b: float) -> str:
    """A plain name for a colour in CIE Lab: “dark green”, “pale blue”, “grey”."""
    chroma, hue = float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a))) % 360
    if chroma < 7:
        names = ((12, "black"), (35, "dark grey"), (68, "grey"), (90, "light grey"))
        return next((name for limit, name in names if lightness < limit), "white")
    name = next(name for limit, name in _HUES if hue < limit)
    if 38 < hue < 102 and (chroma < 45 or lightness < 45):
        name = "beige" if lightness > 64 else "brown" if hue < 88 else "olive"
    depth = "dark " if lightness < 30 else "pale " if lightness > 72 and chroma < 30 else ""
    return depth + name
