"""Balloons, birds and rockets."""

import numpy as np

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import blend, hexed, shaded
from worker.engines.classical.posters.shapes import (
    Points,
    box,
    covered,
    ellipse,
    glow,
    polygon,
    ribbon,
    smooth,
    turned,
)
from worker.engines.classical.posters.stage import Spot, Stage

_BALLOONS = ("#d8503f", "#f0a63c", "#3f87a0", "#7f5a9a", "#4f9a72")


def balloon(stage: Stage, item: Item, spot: Spot) -> None:
    """A hot-air balloon in gores of two colours."""
    x, y, s = spot.x, spot.y, spot.size
    usual = hexed(_BALLOONS[(spot.number + stage.draw.seed) % len(_BALLOONS)])
    first = stage.own(item, usual, spot.depth)
    second = stage.palette.lit(hexed("#f7ecd6"), spot.depth)
    sheet = stage.sheet("balloon", 0.3 + 0.4 * spot.depth)
    down = np.linspace(0, 1, 60)
    half = np.where(
        down < 0.42,
        np.sqrt(np.clip(1 - ((down - 0.42) / 0.42) ** 2, 0, 1)),
        1 - 0.84 * np.clip((down - 0.42) / 0.58, 0, 1) ** 1.75,
    )
    top = y - 1.1 * s

    def gore(inner: float, outer: float) -> Points:
        rows_ = top + down * 2.2 * s
        return np.concatenate(
            [
                np.stack([x + s * half * outer, rows_], 1),
                np.stack([x + s * half * inner, rows_], 1)[::-1],
            ]
        )

    sheet.shape(first, gore(-1, 1))
    for inner, outer in ((-0.97, -0.80), (-0.52, -0.19), (0.19, 0.52), (0.80, 0.97)):
        sheet.shape(second, gore(inner, outer))
    dark = gore(0.45, 1) if stage.layout.sun[0] < x else gore(-1, -0.45)
    sheet.shape(stage.palette.near, dark, opacity=0.20)
    foot = top + 2.2 * s
    ropes = [
        ribbon(
            np.array(((x + to * 0.15 * s, foot), (x + to * 0.12 * s, foot + 0.34 * s))), 0.008 * s
        )
        for to in (-1, 1)
    ]
    basket = polygon(
        (x - 0.15 * s, foot + 0.32 * s),
        (x + 0.15 * s, foot + 0.32 * s),
        (x + 0.12 * s, foot + 0.54 * s),
        (x - 0.12 * s, foot + 0.54 * s),
    )
    sheet.shape(blend(stage.palette.near, hexed("#7a4a2c"), 0.35), basket, *ropes)
    stage.lay(sheet)


def birds(stage: Stage, item: Item | None, spot: Spot) -> None:
    """A loose flock, each a pair of curved wings."""
    rng = stage.rng(340)
    count = item.count if item is not None and item.count > 1 else 7
    colour = blend(stage.palette.near, stage.palette.sky[1], 0.15)
    if item is not None and item.colour:
        colour = stage.palette.lit(item.colour)
    sheet = stage.sheet("birds", 0.6)
    wings = list[Points]()
    for number in range(count):
        s = spot.size * rng.uniform(0.5, 1.1)
        x = spot.x + (number - count / 2) * 1.35 * spot.size * stage.layout.side
        y = spot.y + rng.normal(0, 0.9) * spot.size + abs(number - count / 2) * 0.3 * spot.size
        wings.append(_wings(x + rng.normal(0, 0.5) * spot.size, y, s, rng.uniform(-0.25, 0.25)))
    sheet.shape(colour, *wings)
    stage.lay(sheet)


def _wings(x: float, y: float, s: float, tilt: float) -> Points:
    at = np.linspace(-1, 1, 25)
    lift = 0.55 * np.abs(at) ** 2.2 - 0.52 * np.abs(at) ** 0.75
    thick = 0.085 * (1 - np.abs(at)) ** 0.7 + 0.008
    line = turned(np.stack([at, lift], axis=1), tilt) * s + (x, y)
    return ribbon(line, thick * s)


def rocket(stage: Stage, item: Item, spot: Spot) -> None:
    """A rocket with fins, a porthole and a burning tail, leaning in flight."""
    x, y, s = spot.x, spot.y, spot.size
    lean = 0.5 * stage.layout.side
    trim = item.colour or hexed("#d8503f")
    shell = hexed("#eef0f2")

    def at(points: Points) -> Points:
        return turned(points, lean) * s + (x, y)

    sheet = stage.sheet("rocket", 0.2)
    body = smooth(
        [
            (0, -0.55),
            (0.10, -0.35),
            (0.135, -0.08),
            (0.115, 0.22),
            (0.075, 0.33),
            (-0.075, 0.33),
            (-0.115, 0.22),
            (-0.135, -0.08),
            (-0.10, -0.35),
        ]
    )
    tip = at(np.array(((0.0, 0.6),)))[0]
    sheet.fill(glow(stage.size, float(tip[0]), float(tip[1]), 0.5 * s), hexed("#ff9a4a"), 0.55)
    for long, wide, colour in (
        (1.05, 0.10, "#ff7a3c"),
        (0.82, 0.075, "#ffb04a"),
        (0.6, 0.045, "#fff0b8"),
    ):
        flame = smooth(
            [(-wide, 0.32), (wide, 0.32), (wide * 0.9, 0.5), (0, long), (-wide * 0.9, 0.5)]
        )
        sheet.shape(hexed(colour), at(flame))
    for to in (-1, 1):
        fin = polygon((to * 0.10, 0.06), (to * 0.27, 0.30), (to * 0.27, 0.46), (to * 0.08, 0.31))
        sheet.shape(shaded(trim, 0.88 if to > 0 else 1.0), at(fin))
    hull = covered(stage.size, at(body))
    sheet.fill(hull, shell)
    shade = at(box(0.02, -0.7, 0.3, 0.5))
    sheet.fill(hull.within(covered(stage.size, shade)), blend(shell, hexed("#5a6a86"), 0.4))
    sheet.fill(hull.within(covered(stage.size, at(box(-0.3, -0.7, 0.3, -0.30)))), trim)
    sheet.fill(hull.within(covered(stage.size, at(box(-0.3, 0.20, 0.3, 0.26)))), trim)
    for reach, colour in ((0.066, hexed("#44536b")), (0.047, hexed("#7fd0e6"))):
        sheet.shape(colour, at(ellipse(0, -0.12, reach, reach)))
    stage.lay(sheet)
