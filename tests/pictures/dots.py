"""Round things that look alike, drawn with Pillow: coins in rows, and dots of several colours."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from worker.engine import Pixels

RED, BLUE, GREEN = (200, 30, 36), (20, 90, 205), (40, 140, 60)
RADIUS = 45  # px
Dot = tuple[int, int, tuple[int, int, int]]  # across, down, colour

ROW: tuple[Dot, ...] = ((110, 300, RED), (300, 300, BLUE), (490, 300, RED), (690, 300, RED))
PAIR: tuple[Dot, ...] = ((150, 200, RED), (600, 380, RED), (380, 300, BLUE))
MIXED: tuple[Dot, ...] = (
    *((120, 150, RED), (320, 150, BLUE), (520, 150, RED), (680, 150, BLUE)),
    *((160, 420, BLUE), (400, 420, RED), (640, 420, GREEN)),
)
COINS: tuple[Dot, ...] = tuple(
    (110 + 145 * column, 120 + 180 * row, (tone, tone, 150))
    for row in range(3)
    for column in range(5)
    for tone in (176 + 3 * ((7 * column + 5 * row) % 9),)
)


@cache
def drawn(dots: tuple[Dot, ...]) -> Pixels:
    """Dots on an even ground of 800 x 600 px."""
    ground = (70, 90, 80) if dots is COINS else (232, 226, 214)
    picture = Image.new("RGB", (1600, 1200), ground)
    pen = ImageDraw.Draw(picture)
    for across, down, colour in dots:
        low, high = (2 * (across - RADIUS), 2 * (down - RADIUS)), (2 * (across + RADIUS), 0)
        pen.ellipse((*low, high[0], 2 * (down + RADIUS)), fill=colour)
    return np.asarray(picture.resize((800, 600), Image.Resampling.LANCZOS))


def at(dots: tuple[Dot, ...], marked: NDArray[Any]) -> list[int]:
    """The numbers of the dots that are `marked` (above 0.5) at their inner rim."""
    reach = RADIUS - 6  # px: a blur changes nothing in the middle
    spots = ((across, down, down + side) for across, down, _ in dots for side in (-reach, reach))
    hit = [marked[edge, across] > 0.5 or marked[down, across] > 0.5 for across, down, edge in spots]
    return [number for number in range(len(dots)) if any(hit[2 * number : 2 * number + 2])]
