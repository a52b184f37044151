"""Pixel art: a coarse grid, few colours, ordered dithering, dark outlines."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.faces import faces_of, spared
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, Plane, unit
from worker.engines.classical.painting.smoothing import blurred, flattened
from worker.engines.classical.painting.tone import (
    contrasted,
    from_lab,
    levelled,
    luma,
    saturated,
    step,
    to_lab,
)


class Console(NamedTuple):
    """One machine of old."""

    title: str
    cells: int  # along the long side
    colours: int
    dither: float  # in L*
    chroma: float
    light: float
    fixed: tuple[tuple[int, int, int], ...] = ()  # a palette of its own, dark to light


_HANDHELD = ((15, 56, 15), (48, 98, 48), (110, 146, 26), (155, 188, 15), (202, 220, 159))
_DUSK = ((20, 12, 40), (62, 28, 82), (132, 44, 106), (214, 84, 92), (246, 156, 96), (255, 228, 168))
CONSOLES = (
    Console("16-bit, 28 colours", 160, 28, 6, 1.35, 1.0),
    Console("8-bit, 14 colours", 112, 14, 12, 1.8, 0.74),
    Console("handheld green", 144, 0, 16, 1.0, 1.0, _HANDHELD),
    Console("dusk palette", 128, 0, 14, 1.0, 1.0, _DUSK),
)
_FACE = 0.26  # of the cells of a picture, that a face is wide at least
_FINEST = 288  # cells along the long side, at most: more are no pixel art
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32)


def pixel_art(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Redraw `picture` on a coarse grid, fine enough for the faces in it."""
    console, found = draw.one_of(CONSOLES), faces_of(picture)
    height, width = picture.shape[:2]
    cell = max(height, width) / (console.cells * draw.between(0.85, 1.15, 1))
    if found.side:
        cell = min(cell, max(found.side / (_FACE * console.cells), max(height, width) / _FINEST))
    cell = max(2, round(cell))
    small = _on_grid(spared(_ready(picture, console), _levelled(picture, console), found), cell)
    small = np.clip(small + 0.6 * (small - blurred(small, 1.2)), 0, 1)
    drawn = _outlined(_dithered(small, _on_grid(found.mask, cell), console, draw), luma(small))
    drawn = developed(drawn, draw)
    return drawn.repeat(cell, axis=0).repeat(cell, axis=1)[:height, :width], console.title


def _on_grid(pixels: NDArray[Any], cell: int) -> NDArray[Any]:
    """The mean of every square of `cell` px; those at the right and below may reach beyond."""
    height, width = pixels.shape[:2]
    rows, columns = -(-height // cell), -(-width // cell)
    more = rows * cell - height, columns * cell - width
    padded = cv2.copyMakeBorder(pixels, 0, more[0], 0, more[1], cv2.BORDER_REPLICATE)
    return cv2.resize(padded, (columns, rows), interpolation=cv2.INTER_AREA)


def _ready(picture: Picture, console: Console) -> Picture:
    return flattened(_levelled(picture, console), 6 * unit(picture), 0.1)


def _levelled(picture: Picture, console: Console) -> Picture:
    base = levelled(picture)
    base = saturated(contrasted(base, 3) * 0.5 + base * 0.5, console.chroma, 0.25)
    return base * np.float32(console.light)


def _dithered(small: Picture, faces: Plane, console: Console, draw: Draw) -> Picture:
    lab = to_lab(small)
    height, width = small.shape[:2]
    matrix = np.tile(_BAYER / 16 - 0.47, (height // 4 + 1, width // 4 + 1))[:height, :width]
    # A dither as coarse as an eye would draw another one.
    lab[..., 0] += matrix * np.float32(console.dither) * (1 - 0.8 * faces)
    if not console.fixed:
        palette = _palette(lab, faces, console.colours, draw)
        return from_lab(palette[_nearest(lab, palette)])
    table = np.array(console.fixed, np.float32) / 255
    steps = np.linspace(8, 92, len(table), dtype=np.float32)
    lightness = lab[..., :1] + np.float32(draw.between(-4, 4, 2))
    return table[_nearest(lightness, steps[:, None])]


def _nearest(colours: NDArray[Any], palette: NDArray[Any]) -> NDArray[Any]:
    difference = colours[:, :, None] - palette[None, None]
    return np.argmin((difference * difference).sum(axis=3), axis=2)


def _palette(lab: NDArray[Any], faces: Plane, colours: int, draw: Draw) -> NDArray[Any]:
    points, rng = lab.reshape(-1, 3), draw.noise(1)
    sample = points[rng.integers(0, len(points), min(len(points), 6000))]
    if (skin := points[faces.ravel() > 0.5]).size:
        # A third of the colours for the faces, however small they are.
        sample = np.concatenate([sample, skin[rng.integers(0, len(skin), len(sample) // 2)]])
    count = min(colours, len(sample))
    cv2.setRNGSeed(draw.seed & 0x7FFFFFFF)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    labels = np.empty((len(sample), 1), np.int32)
    _, _, centres = cv2.kmeans(sample, count, labels, criteria, 2, cv2.KMEANS_PP_CENTERS)
    return np.asarray(centres, np.float32)


def _outlined(drawn: Picture, tones: Plane) -> Picture:
    rim = np.clip(blurred(tones, 1.6) - tones, 0, 1)
    return drawn * (1 - 0.5 * step(0.06, 0.12, rim))[..., None]
