"""Flowers all over the land: dabs of colour, or sunflowers that face the viewer."""

from collections.abc import Sequence

import numpy as np

from worker.engines.classical.posters.colour import RGB, hexed, lightened, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.lines import Line
from worker.engines.classical.posters.shapes import Points, box, ellipse
from worker.engines.classical.posters.stage import Stage

_LEAF = "#3f7048"
_HEART = "#5e3a22"
_RAYS = 17  # of a sunflower
_ROWS = 6  # of sunflowers, from far to near


def flower_field(stage: Stage, ground: Line, colours: Sequence[RGB]) -> None:
    """Flowers all over the foreground, larger towards the viewer."""
    if "sunflowers" in stage.brief.kinds:
        _sunflowers(stage, ground, colours)
    else:
        _dabs(stage, ground, colours)


def _dabs(stage: Stage, ground: Line, colours: Sequence[RGB]) -> None:
    layout, rng = stage.layout, stage.rng(65)
    for row in range(4):
        share = (row + 1) / 4
        sheet = stage.sheet("flowers", 0.16 - 0.03 * row)
        size = layout.unit * (0.0035 + 0.012 * share**1.6)
        heads: dict[int, list[Points]] = {number: [] for number in range(len(colours))}
        stems: list[Points] = []
        for _ in range(int((150 - 30 * row) * layout.width / layout.unit)):
            x = rng.uniform(0, layout.width)
            top = float(ground[int(np.clip(x, 0, layout.width - 1))])
            low = top + (layout.height - top) * (share - 0.25 + 0.27 * rng.random()) + size
            stems.append(box(x - size * 0.07, low, x + size * 0.07, low + size * 3.2))
            wide = size * rng.uniform(0.7, 1.15)
            heads[int(rng.integers(len(colours)))].append(ellipse(x, low, wide, wide * 0.72))
        sheet.shape(stage.palette.lit(hexed(_LEAF), 0.05), *stems, opacity=0.8)
        for number, outlines in heads.items():
            if outlines:
                colour = stage.palette.lit(colours[number], 0.22 * (1 - share))
                sheet.shape(colour, *outlines)
        stage.lay(sheet)


def _sunflowers(stage: Stage, ground: Line, colours: Sequence[RGB]) -> None:
    layout, rng = stage.layout, stage.rng(66)
    for row in range(_ROWS):
        share = (row + 1) / _ROWS
        size = layout.unit * (0.007 + 0.055 * share**1.8)
        sheet = stage.sheet("sunflowers", 0.17 - 0.02 * row)
        step = 2.7 * size
        for number in range(int(layout.width / step) + 2):
            x = (number - 0.5 * (row % 2)) * step + rng.uniform(-0.3, 0.3) * size
            top = float(ground[int(np.clip(x, 0, layout.width - 1))])
            y = top + (layout.height - top) * (0.82 * share - 0.1) + rng.uniform(-0.5, 0.5) * size
            colour = stage.palette.lit(colours[number % len(colours)], 0.25 * (1 - share))
            leaf = stage.palette.lit(hexed(_LEAF), 0.2 * (1 - share))
            heart = stage.palette.lit(hexed(_HEART), 0.2 * (1 - share))
            _stalk(sheet, (x, y, size), leaf)
            _head(sheet, (x, y, size), (colour, heart), float(rng.uniform(0, 6.28)))
        stage.lay(sheet)


def _stalk(sheet: Sheet, place: tuple[float, float, float], colour: RGB) -> None:
    """A stem down to the ground, with a leaf on either side."""
    x, y, size = place
    sheet.shape(shaded(colour, 0.85), box(x - 0.09 * size, y, x + 0.09 * size, y + 5.2 * size))
    for side, low in ((-1, 2.1), (1, 2.9)):
        leaf = ellipse(
            x + side * 0.62 * size, y + low * size, 0.62 * size, 0.26 * size, side * -0.5
        )
        sheet.shape(shaded(colour, 1.0 if side > 0 else 0.92), leaf)


def _head(
    sheet: Sheet, place: tuple[float, float, float], colours: tuple[RGB, RGB], turn: float
) -> None:
    """Two rings of pointed rays around a dark heart."""
    x, y, size = place
    rays, heart = colours
    sheet.shape(shaded(rays, 0.82), _star(place, 1.12, turn))
    sheet.shape(rays, _star(place, 0.98, turn + np.pi / _RAYS))
    sheet.shape(shaded(heart, 0.75), ellipse(x, y, 0.48 * size, 0.46 * size))
    inner = ellipse(x - 0.03 * size, y - 0.04 * size, 0.32 * size, 0.3 * size)
    sheet.shape(lightened(heart, 0.1), inner)


def _star(place: tuple[float, float, float], reach: float, turn: float) -> Points:
    x, y, size = place
    angles = turn + np.arange(2 * _RAYS) * np.pi / _RAYS
    away = np.where(np.arange(2 * _RAYS) % 2, 0.55, reach) * size
    return np.stack([x + away * np.cos(angles), y + away * np.sin(angles)], axis=1)
