"""Balloons, birds and rockets."""

import numpy as np

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import blend, hexed, shaded
from worker.engines.classical.posters.outlines import outline, outlines
from worker.engines.classical.posters.shapes import (
    Points,
    covered,
    ellipse,
    glow,
    moved,
    placed,
    ribbon,
    smooth,
    turned,
)
from worker.engines.classical.posters.stage import Spot, Stage

_BALLOONS = ("#d8503f", "#f0a63c", "#3f87a0", "#7f5a9a", "#4f9a72")


# Length, half width and colour of a flame within the other.
_FLAMES = ((1.05, 0.10, "#ff7a3c"), (0.82, 0.075, "#ffb04a"), (0.6, 0.045, "#fff0b8"))


def balloon(stage: Stage, item: Item, spot: Spot) -> None:
    """A hot-air balloon in gores of two colours."""
    usual = hexed(_BALLOONS[(spot.number + stage.draw.seed) % len(_BALLOONS)])
    first = stage.own(item, usual, spot.depth)
    second = stage.palette.lit(hexed("#f7ecd6"), spot.depth)
    sheet = stage.sheet("balloon", 0.3 + 0.4 * spot.depth)
    sheet.shape(first, _gore(spot, -1, 1))
    for inner, outer in ((-0.97, -0.80), (-0.52, -0.19), (0.19, 0.52), (0.80, 0.97)):
        sheet.shape(second, _gore(spot, inner, outer))
    shade = (0.45, 1) if stage.layout.sun[0] < spot.x else (-1, -0.45)
    sheet.shape(stage.palette.near, _gore(spot, *shade), opacity=0.20)
    basket, *ropes = (
        placed(part, spot.x, spot.y, spot.size) for part in outlines("balloon", "basket", "rope*")
    )
    ropes = [ribbon(rope, 0.008 * spot.size) for rope in ropes]
    sheet.shape(blend(stage.palette.near, hexed("#7a4a2c"), 0.35), basket, *ropes)
    stage.lay(sheet)


def _gore(spot: Spot, inner: float, outer: float) -> Points:
    """The strip of a balloon between two shares of its half width."""
    down = np.linspace(0, 1, 60)
    half = np.where(
        down < 0.42,
        np.sqrt(np.clip(1 - ((down - 0.42) / 0.42) ** 2, 0, 1)),
        1 - 0.84 * np.clip((down - 0.42) / 0.58, 0, 1) ** 1.75,
    )
    y = down * 2.2 - 1.1
    right, left = np.stack([half * outer, y], axis=1), np.stack([half * inner, y], axis=1)
    return placed(np.concatenate([right, left[::-1]]), spot.x, spot.y, spot.size)


def birds(stage: Stage, item: Item | None, spot: Spot) -> None:
    """A loose flock, each a pair of curved wings; those that are counted keep apart."""
    counted = item is not None and item.count > 1
    count = item.count if item is not None and counted else 7
    colour = blend(stage.palette.near, stage.palette.sky[1], 0.15)
    if item is not None and item.colour:
        colour = stage.palette.lit(item.colour)
    sheet = stage.sheet("birds", 0.6)
    sheet.shape(colour, *_flock(stage, spot, count, apart=counted))
    stage.lay(sheet)


def _flock(stage: Stage, spot: Spot, count: int, *, apart: bool) -> list[Points]:
    """The wings of `count` birds; where they are to stand `apart`, none covers another."""
    rng, wings = stage.rng(340), list[Points]()
    step, drift, least = (2.5, 0.1, 0.75) if apart else (1.35, 0.5, 0.5)
    for number in range(count):
        s = spot.size * rng.uniform(least, 1.1)
        x = spot.x + (number - count / 2) * step * spot.size * stage.layout.side
        y = spot.y + rng.normal(0, 0.9) * spot.size + abs(number - count / 2) * 0.3 * spot.size
        wings.append(_wings(x + rng.normal(0, drift) * spot.size, y, s, rng.uniform(-0.25, 0.25)))
    return wings


def _wings(x: float, y: float, s: float, tilt: float) -> Points:
    at = np.linspace(-1, 1, 25)
    lift = 0.55 * np.abs(at) ** 2.2 - 0.52 * np.abs(at) ** 0.75
    thick = 0.085 * (1 - np.abs(at)) ** 0.7 + 0.008
    line = turned(np.stack([at, lift], axis=1), tilt) * s + (x, y)
    return ribbon(line, thick * s)


def rocket(stage: Stage, item: Item, spot: Spot) -> None:
    """A rocket with fins, a porthole and a burning tail, leaning in flight."""
    trim, shell = item.colour or hexed("#d8503f"), hexed("#eef0f2")

    def at(points: Points) -> Points:
        return placed(turned(points, 0.5 * stage.layout.side), spot.x, spot.y, spot.size)

    sheet = stage.sheet("rocket", 0.2)
    tail = at(np.array(((0.0, 0.6),)))[0]
    sheet.fill(
        glow(stage.size, float(tail[0]), float(tail[1]), 0.5 * spot.size), hexed("#ff9a4a"), 0.55
    )
    for long, wide, colour in _FLAMES:
        flame = outline("rocket", "flame") * (wide, long - 0.32)
        sheet.shape(hexed(colour), at(smooth(moved(flame, 0, 0.32))))
    for to in (-1, 1):
        fin = outline("rocket", "fin") * (to, 1)
        sheet.shape(shaded(trim, 0.88 if to > 0 else 1.0), at(fin))
    hull = covered(stage.size, at(smooth(outline("rocket", "body"))))
    sheet.fill(hull, shell)
    dull = blend(shell, hexed("#5a6a86"), 0.4)
    for part, colour in (("shade", dull), ("nose", trim), ("belt", trim)):
        sheet.fill(hull.within(covered(stage.size, at(outline("rocket", part)))), colour)
    for reach, colour in ((0.066, hexed("#44536b")), (0.047, hexed("#7fd0e6"))):
        sheet.shape(colour, at(ellipse(0, -0.12, reach, reach)))
    stage.lay(sheet)
