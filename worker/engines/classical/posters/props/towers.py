"""Lighthouse, castle, windmill."""

from itertools import pairwise

import numpy as np

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import RGB, blend, hexed, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.outlines import outline
from worker.engines.classical.posters.props.rocks import rock
from worker.engines.classical.posters.props.walls import lit_windows, sides
from worker.engines.classical.posters.shapes import (
    Points,
    box,
    covered,
    disc,
    ellipse,
    glow,
    moved,
    placed,
    polygon,
    smooth,
    turned,
)
from worker.engines.classical.posters.stage import Spot, Stage

_TAPER = 0.60  # the lighthouse at its top, of its foot


def lighthouse(stage: Stage, item: Item, spot: Spot) -> None:
    """A banded tower on a rock; after dark its beams sweep both ways."""
    x, y, tall = spot.x, spot.y, spot.size
    half = tall * 0.105
    wall = stage.own(None, hexed("#f6f1e6"), spot.depth)
    band = stage.own(item, hexed("#c8402f"), spot.depth)
    sheet = stage.sheet("lighthouse", 0.4)
    _beams(stage, sheet, (x, y - tall * 0.865), tall)
    rock(stage, sheet, (x, y + tall * 0.03), tall * 0.46)
    edges = (0, 0.17, 0.36, 0.55, 0.74, 1.0)
    for number, (low, high) in enumerate(pairwise(edges)):
        _storey(stage, sheet, spot, (low, high), band if number % 2 else wall)
    _lantern(stage, sheet, (x, y), tall, half * _TAPER)
    sheet.shape(stage.palette.near, box(x - half * 0.2, y - tall * 0.075, x + half * 0.2, y))
    slits = [
        box(x - half * 0.11, y - tall * at, x + half * 0.11, y - tall * (at - 0.05))
        for at in (0.36, 0.62)
    ]
    lit_windows(stage, sheet, *slits, reach=tall * 0.03)
    stage.lay(sheet)


def _storey(stage: Stage, sheet: Sheet, spot: Spot, span: tuple[float, float], colour: RGB) -> None:
    """A band of the tower between two shares of its height, in light and shade."""
    left, right = sides(stage, spot.x, colour)
    split = 0.18 if stage.layout.sun[0] < spot.x else -0.18
    (y0, wide0), (y1, wide1) = (
        (spot.y - spot.size * 0.80 * at, spot.size * 0.105 * (1 - (1 - _TAPER) * at)) for at in span
    )
    for start, tone in ((-1.0, left), (split, right)):
        corners = ((start * wide0, y0), (wide0, y0), (wide1, y1), (start * wide1, y1))
        sheet.shape(tone, polygon(*[(spot.x + across, down) for across, down in corners]))


def _lantern(
    stage: Stage, sheet: Sheet, foot: tuple[float, float], tall: float, half: float
) -> None:
    (x, y), palette = foot, stage.palette
    iron = blend(palette.near, palette.sky[1], 0.18)
    top = y - tall * 0.80
    sheet.shape(iron, box(x - half * 1.45, top - tall * 0.022, x + half * 1.45, top))
    glass = box(x - half * 0.72, top - tall * 0.115, x + half * 0.72, top - tall * 0.022)
    sheet.shape(
        hexed("#ffe9b0") if palette.dark else blend(palette.sky[3], (1.0, 1.0, 1.0), 0.4), glass
    )
    for at in (-0.72, -0.24, 0.24, 0.72):
        bar = box(x + half * (at - 0.045), top - tall * 0.115, x + half * (at + 0.045), top)
        sheet.shape(iron, bar)
    roof = smooth(
        [
            (x - half * 1.05, top - tall * 0.112),
            (x - half * 0.6, top - tall * 0.155),
            (x, top - tall * 0.185),
            (x + half * 0.6, top - tall * 0.155),
            (x + half * 1.05, top - tall * 0.112),
        ]
    )
    sheet.shape(
        stage.own(stage.brief.prop("lighthouse"), hexed("#c8402f")),
        roof,
        box(x - half * 0.06, top - tall * 0.225, x + half * 0.06, top - tall * 0.17),
    )


def _beams(stage: Stage, sheet: Sheet, lamp: tuple[float, float], tall: float) -> None:
    if not stage.palette.dark and stage.palette.light != "sunset":
        return
    x, y = lamp
    light = hexed("#ffeab5")
    far = 1.6 * stage.layout.width
    for to in (-1, 1):
        for spread, share in ((0.105, 0.16), (0.06, 0.20)):
            cone = polygon(
                (x, y),
                (x + to * far, y - far * (0.09 + spread)),
                (x + to * far, y - far * (0.09 - spread)),
            )
            patch = covered(stage.size, cone)
            across = np.abs(np.arange(patch.left, patch.right, dtype=np.float32) - x)[None, :]
            fade = np.exp(-across / np.float32(1.5 * tall))
            sheet.fill(patch.times(fade), light, share * 1.5)
    sheet.fill(glow(stage.size, x, y, tall * 0.16), light, 0.6)


_TOWERS = (
    (-0.44, 0.13, 0.52),
    (0.43, 0.14, 0.60),
    (-0.19, 0.12, 0.74),
    (0.17, 0.15, 0.95),
    (0.005, 0.10, 0.62),
)


def castle(stage: Stage, item: Item, spot: Spot) -> None:
    """Walls with battlements, round towers with pointed roofs, a pennant."""
    x, y, s = spot.x, spot.y, spot.size
    stone = stage.own(item, hexed("#cdb9a4"), spot.depth + 0.08)
    roof = stage.palette.lit(hexed("#7d3f4a"), spot.depth + 0.05)
    left, right = sides(stage, x, stone)
    sheet = stage.sheet("castle", 0.25 + 0.5 * spot.depth)
    foot = y + 0.03 * s
    merlons = [
        box(x + (at - 0.026) * s, y - 0.40 * s, x + (at + 0.026) * s, y - 0.33 * s)
        for at in np.linspace(-0.46, 0.46, 10)
    ]
    for across, wide, tall in sorted(_TOWERS, key=lambda tower: -tower[2]):
        _tower(stage, sheet, (x + across * s, foot), (wide * s, tall * s), (left, right, roof))
    sheet.shape(left, box(x - 0.48 * s, y - 0.34 * s, x + 0.48 * s, foot), *merlons)
    for across, wide, tall in _TOWERS[:2]:
        _tower(stage, sheet, (x + across * s, foot), (wide * s, tall * s), (left, right, roof))
    gate = np.concatenate([box(x - 0.065 * s, y - 0.11 * s, x + 0.065 * s, foot)])
    arch = ellipse(x, y - 0.11 * s, 0.065 * s, 0.075 * s)
    sheet.shape(shaded(stone, 0.45), gate, arch)
    slits = [
        box(x + a * s, y - b * s, x + (a + 0.022) * s, y - (b - 0.055) * s)
        for a, b in (
            (-0.45, 0.42),
            (0.42, 0.48),
            (-0.2, 0.6),
            (0.16, 0.78),
            (0.16, 0.58),
            (-0.31, 0.22),
            (0.27, 0.22),
            (-0.16, 0.22),
        )
    ]
    lit_windows(stage, sheet, *slits, reach=0.05 * s)
    stage.lay(sheet)


def _tower(
    stage: Stage,
    sheet: Sheet,
    foot: tuple[float, float],
    measures: tuple[float, float],
    colours: tuple[RGB, RGB, RGB],
) -> None:
    (x, y), (wide, tall), (left, right, roof) = foot, measures, colours
    half = wide / 2
    sheet.shape(left, box(x - half, y - tall, x + half, y))
    sheet.shape(right, box(x + half * 0.1, y - tall, x + half, y))
    sheet.shape(left, box(x - half * 1.18, y - tall - wide * 0.16, x + half * 1.18, y - tall))
    cone = polygon(
        (x - half * 1.3, y - tall - wide * 0.14),
        (x, y - tall - wide * 1.75),
        (x + half * 1.3, y - tall - wide * 0.14),
    )
    sheet.shape(roof, cone)
    dark = polygon(
        (x + half * 0.1, y - tall - wide * 0.14),
        (x, y - tall - wide * 1.75),
        (x + half * 1.3, y - tall - wide * 0.14),
    )
    sheet.shape(shaded(roof, 0.8), dark)
    tip = y - tall - wide * 1.75
    flag = polygon(
        (x, tip - wide * 0.5), (x + wide * 0.62, tip - wide * 0.33), (x, tip - wide * 0.16)
    )
    sheet.shape(
        stage.palette.accent, flag, box(x - wide * 0.02, tip - wide * 0.5, x + wide * 0.02, tip + 2)
    )


def windmill(stage: Stage, item: Item, spot: Spot) -> None:
    """A tapered mill with four lattice sails."""
    s, wall = spot.size, stage.own(item, hexed("#f0e3cb"), spot.depth)
    left, right = sides(stage, spot.x, wall)

    def at(part: str) -> Points:
        return placed(outline("windmill", part), spot.x, spot.y, s)

    sheet = stage.sheet("windmill", 0.25 + 0.5 * spot.depth)
    sheet.shape(left, at("body"))
    sheet.shape(right, at("right"))
    sheet.shape(stage.palette.lit(hexed("#8a4a3d"), spot.depth), smooth(at("cap")))
    sheet.shape(shaded(wall, 0.5), at("door"))
    lit_windows(stage, sheet, at("pane"), reach=0.1 * s)
    hub, wood = (spot.x, spot.y - 0.66 * s), blend(stage.palette.near, wall, 0.12)
    start = stage.draw.between(0.2, 1.2, 3)
    for quarter in range(4):
        angle = start + quarter * np.pi / 2
        sheet.shape(wood, *[moved(turned(piece, angle), *hub) for piece in _sail(s)])
    sheet.fill(disc(stage.size, *hub, 0.022 * s), wood)
    stage.lay(sheet)


def _sail(s: float) -> list[Points]:
    """One arm, pointing right from the origin: a spar and a lattice."""
    pieces = [box(0, -0.007 * s, 0.5 * s, 0.007 * s)]
    pieces += [box(0.12 * s, at * s - 0.004 * s, 0.5 * s, at * s + 0.004 * s) for at in (0.05, 0.1)]
    pieces += [
        box(at * s - 0.005 * s, 0, at * s + 0.005 * s, 0.1 * s)
        for at in np.linspace(0.125, 0.495, 8)
    ]
    return pieces
