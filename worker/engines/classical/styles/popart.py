"""Pop art: flat inks and a halftone screen, after the colour printing of the 1960s."""

from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.flow import flow_of, inked, lines_of
from worker.engines.classical.painting.pixels import Picture, mixed, resized, unit
from worker.engines.classical.painting.smoothing import flattened, painted
from worker.engines.classical.painting.texture import dots
from worker.engines.classical.painting.tone import levelled, luma, saturated, step, stretched

Ink = tuple[int, int, int]  # 8-bit sRGB


class Printing(NamedTuple):
    """One set of inks."""

    title: str
    inks: tuple[Ink, ...]  # from dark to light; none prints the picture's own colours
    pitch: float  # design px between dots


PRINTINGS = (
    Printing("four-colour halftone", (), 8),
    Printing(
        "red, yellow and night blue",
        ((24, 20, 60), (230, 40, 80), (255, 200, 40), (255, 245, 225)),
        9,
    ),
    Printing(
        "blue and salmon", ((20, 20, 28), (0, 120, 200), (250, 110, 130), (255, 240, 210)), 11
    ),
    Printing("violet and mint", ((30, 10, 60), (120, 20, 160), (255, 80, 150), (130, 240, 220)), 7),
)
_LARGE = 1.5  # px a design px: from here on dots have smooth rims, and twice the size a gigabyte
_PAPER = (0.985, 0.96, 0.90)
# What each process ink leaves of white, and the angle of its screen in radians.
_PROCESS = (
    ((1.0, 0.86, 0.10), 0.05),
    ((0.92, 0.12, 0.50), 1.31),
    ((0.05, 0.66, 0.92), 0.26),
    ((0.08, 0.08, 0.10), 0.785),
)


def pop_art(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Print `picture` as pop art."""
    printing, scale = draw.one_of(PRINTINGS), unit(picture)
    base = saturated(levelled(painted(picture, 3 * scale)), 1.45, 0.3)
    pitch = printing.pitch * draw.between(0.85, 1.25, 1) * scale
    printed = _printed(base, printing.inks, max(3.0, pitch), draw.between(-0.3, 0.3, 2))
    flat = flattened(base, 7 * scale, 0.12)
    flow = flow_of(flat, max(1.0, 3 * scale), 24 * scale)
    nib = max(0.7, 1.5 * scale)
    ink = inked(luma(flat), nib, 0.13, flow)
    return printed * np.minimum(ink, 1 - lines_of(luma(flat), nib, flow))[..., None], printing.title


def _printed(base: Picture, inks: tuple[Ink, ...], pitch: float, turn: float) -> Picture:
    """Dots drawn at twice the size and reduced, so that their rims are smooth; large ones are."""
    height, width = base.shape[:2]
    times = 2 if unit(base) < _LARGE else 1
    size = width * times, height * times
    large = np.clip(cv2.resize(base, size, interpolation=cv2.INTER_LINEAR), 0, 1)
    pitch = pitch * times
    print_ = _in_tones(large, inks, pitch, turn) if inks else _in_process(large, pitch, turn)
    return resized(print_, width, height)


def _in_process(base: Picture, pitch: float, turn: float) -> Picture:
    cyan, magenta, yellow = (1 - base[..., axis] for axis in range(3))
    black = np.minimum(np.minimum(cyan, magenta), yellow) ** np.float32(1.6)
    # Channel by channel: on pictures of this size that takes a fifth of the time.
    sheet = [np.full(black.shape, shade, np.float32) for shade in _PAPER]
    for amount, (left, angle) in zip((yellow, magenta, cyan, black), _PROCESS, strict=True):
        screen = dots(amount.shape, pitch, angle + turn)
        cover = step(-0.05, 0.05, np.clip(amount, 0, 1) ** np.float32(1.1) - screen)
        for axis in range(3):
            sheet[axis] *= 1 + cover * np.float32(left[axis] - 1)
    return np.dstack(sheet)


def _in_tones(base: Picture, inks: tuple[Ink, ...], pitch: float, turn: float) -> Picture:
    steps = stretched(luma(base)) * (len(inks) - 1)
    darker = np.clip(np.floor(steps), 0, len(inks) - 2)
    cover = step(-0.05, 0.05, steps - darker - 1 + dots(steps.shape, pitch, 0.785 + turn))
    table = np.zeros((257, 3), np.float32)
    table[: len(inks)] = np.array(inks, np.float32) / 255
    index = darker.astype(np.uint8)
    # Channel by channel through tables: to index an array takes three times as long.
    sheet = [
        mixed(cv2.LUT(index, ramp[:-1].copy()), cv2.LUT(index, ramp[1:].copy()), cover)
        for ramp in table.T
    ]
    return np.dstack(sheet)
