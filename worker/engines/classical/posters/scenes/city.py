"""A skyline: three rows of towers, hazier with distance, with lit windows after dark."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.posters.colour import RGB, blend, hexed, lightened, rehued, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.patches import Patch
from worker.engines.classical.posters.shapes import Points, box, covered, ellipse, polygon
from worker.engines.classical.posters.stage import Stage, fading, rows

_LAMP = "#ffd68a"


class _Tower(NamedTuple):
    left: float
    right: float
    top: float
    foot: float


def city(stage: Stage, foot: float) -> None:
    """The skyline on the line `foot` (px), tallest near the focal point."""
    for row, (depth, height, wide) in enumerate(
        ((0.72, 0.34, 0.052), (0.44, 0.40, 0.066), (0.14, 0.27, 0.085))
    ):
        _row(stage, foot, (depth, height, wide), row)


def _row(stage: Stage, foot: float, kind: tuple[float, float, float], row: int) -> None:
    layout, rng = stage.layout, stage.rng(150 + row)
    depth, height, wide = kind
    sheet = stage.sheet("city", 0.5 + 0.35 * depth)
    towers = _towers(stage, rng, foot, (height, wide), row)
    body = _body(stage, depth)
    outlines: list[Points] = []
    for tower in towers:
        outlines += _outlines(tower, rng)
    patch = covered(stage.size, *outlines)
    sheet.fill(
        patch,
        rows(
            patch,
            blend(body, stage.palette.haze, 0.04),
            body,
            blend(body, stage.palette.haze, 0.30 + 0.3 * depth),
        ),
    )
    lit_side = [_strip(tower, layout.sun[0]) for tower in towers]
    sheet.fill(
        covered(stage.size, *lit_side).within(patch), blend(body, stage.palette.sun, 0.24), 0.75
    )
    if row > 0:
        for tower in towers:
            _windows(stage, sheet, tower, rng, body)
    if row == 2 and stage.palette.light in ("neon", "night"):
        _signs(stage, sheet, towers, rng)
    stage.lay(sheet)


def _body(stage: Stage, depth: float) -> RGB:
    item = stage.brief.scene("city")
    body = stage.palette.far(depth)
    return rehued(body, item.colour, 0.9) if item and item.colour else body


def _towers(
    stage: Stage, rng: np.random.Generator, foot: float, kind: tuple[float, float], row: int
) -> list[_Tower]:
    layout, (height, wide) = stage.layout, kind
    towers: list[_Tower] = []
    centre = layout.focus if row != 0 else layout.other
    x = -0.03 * layout.unit
    while x < layout.width:
        across = layout.unit * wide * rng.uniform(0.6, 1.35)
        away = (x + across / 2 - centre) / layout.unit
        crowd = 0.30 + 0.70 * np.exp(-((away / 0.34) ** 2))
        tall = layout.unit * height * crowd * rng.uniform(0.45, 1.08)
        towers.append(_Tower(x, x + across, foot - tall, foot + layout.unit * 0.02))
        x += across * rng.uniform(0.86, 1.12)
    return towers


def _outlines(tower: _Tower, rng: np.random.Generator) -> list[Points]:
    """The tower and what it has on its roof."""
    left, right, top, foot = tower
    wide, middle = right - left, (left + right) / 2
    tall = foot - top
    pieces = [box(left, top, right, foot)]
    match int(rng.integers(7)):
        case 0:
            spire = wide * 0.03
            pieces += [
                box(left + wide * 0.2, top - tall * 0.07, right - wide * 0.2, top),
                box(middle - spire, top - tall * 0.3, middle + spire, top),
            ]
        case 1:
            pieces.append(polygon((left, top), (middle, top - wide * 0.6), (right, top)))
        case 2:
            pieces.append(polygon((left, top), (right, top - wide * 0.45), (right, top)))
        case 3:
            pieces.append(ellipse(middle, top, wide / 2, wide * 0.34))
        case 4:
            pieces += [
                box(left + wide * 0.16, top - tall * 0.09, right - wide * 0.16, top),
                box(left + wide * 0.32, top - tall * 0.15, right - wide * 0.32, top),
            ]
        case _:
            pass
    return pieces


def _strip(tower: _Tower, sun: float) -> Points:
    """The edge of the tower that faces the light."""
    left, right, top, foot = tower
    wide = (right - left) * 0.16
    if sun > (left + right) / 2:
        return box(right - wide, top, right, foot)
    return box(left, top, left + wide, foot)


def _windows(
    stage: Stage, sheet: Sheet, tower: _Tower, rng: np.random.Generator, body: RGB
) -> None:
    layout, dark = stage.layout, stage.palette.dark
    pitch = max(4, round(layout.unit * 0.0125))
    left, right = int(tower.left + pitch * 0.6), int(tower.right - pitch * 0.5)
    top, foot = int(tower.top + pitch * 0.8), int(tower.foot - pitch)
    left, top = max(left, 0), max(top, 0)
    across, down = (min(right, layout.width) - left) // pitch, (foot - top) // pitch
    if across < 1 or down < 1:
        return
    share = rng.uniform(0.2, 0.65) if dark else rng.uniform(0.55, 0.95)
    on = (rng.random((down, across)) < share) * rng.uniform(0.55, 1.0, (down, across))
    pane = np.zeros((pitch, pitch), np.float32)
    pane[: max(1, round(pitch * 0.55)), : max(1, round(pitch * 0.5))] = 1
    patch = Patch(np.kron(on.astype(np.float32), pane), top, left)
    lamp = hexed(_LAMP) if stage.palette.light != "neon" else lightened(stage.palette.accent, 0.45)
    glass = lamp if dark else blend(body, stage.palette.sky[2], 0.4)
    sheet.fill(patch, glass, 0.9 if dark else 0.5)


def _signs(stage: Stage, sheet: Sheet, towers: list[_Tower], rng: np.random.Generator) -> None:
    """Neon on some façades, with its glow."""
    palette = stage.palette
    hues = (palette.accent, palette.sky[2], palette.sun)
    for tower in towers[::3]:
        colour = lightened(hues[int(rng.integers(3))], 0.25)
        wide = (tower.right - tower.left) * 0.12
        x = tower.left + (tower.right - tower.left) * rng.uniform(0.15, 0.75)
        top = tower.top + (tower.foot - tower.top) * 0.14
        tall = (tower.foot - tower.top) * rng.uniform(0.18, 0.4)
        patch = covered(stage.size, box(x, top, x + wide, top + tall))
        halo = covered(stage.size, box(x - wide, top - wide, x + 2 * wide, top + tall + wide))
        sheet.fill(halo, shaded(colour, 0.9), 0.22)
        sheet.fill(patch, colour, 0.95)


def mist(stage: Stage, foot: float) -> None:
    """Haze over the feet of the far rows."""
    reach = stage.layout.unit * 0.12
    top = max(0, int(foot - reach))
    patch = Patch(np.ones((int(reach * 1.2), stage.layout.width), np.float32), top, 0)
    down = np.linspace(-1, 1, len(patch.cover), dtype=np.float32)[:, None]
    sheet = stage.sheet("mist", 0.6)
    sheet.fill(stage.stippled(patch, fading(0.0, 1.0, np.abs(down))), stage.palette.haze, 0.3)
    stage.lay(sheet)
