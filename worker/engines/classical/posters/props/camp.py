"""A tent and a fire."""

import numpy as np

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import blend, hexed, shaded
from worker.engines.classical.posters.shapes import (
    disc,
    glow,
    placed,
    polygon,
    ribbon,
    smooth,
)
from worker.engines.classical.posters.stage import Spot, Stage


def tent(stage: Stage, item: Item, spot: Spot) -> None:
    """A ridge tent that glows from inside after dark."""
    x, y, s = spot.x, spot.y, spot.size
    cloth = stage.own(item, hexed("#e0702f"))
    if stage.palette.dark:
        cloth = blend(cloth, hexed("#ffb45a"), 0.6)
    sheet = stage.sheet("tent", 0.18)
    if stage.palette.dark:
        sheet.fill(glow(stage.size, x, y - 0.2 * s, 0.8 * s), hexed("#ffb45a"), 0.34)
    front = polygon((x - 0.5 * s, y), (x - 0.05 * s, y - 0.62 * s), (x + 0.28 * s, y))
    side = polygon(
        (x + 0.28 * s, y),
        (x - 0.05 * s, y - 0.62 * s),
        (x + 0.45 * s, y - 0.55 * s),
        (x + 0.72 * s, y - 0.04 * s),
    )
    sheet.shape(shaded(cloth, 0.78), side)
    sheet.shape(cloth, front)
    flap = polygon((x - 0.16 * s, y), (x - 0.05 * s, y - 0.58 * s), (x + 0.02 * s, y))
    sheet.shape(shaded(cloth, 0.5), flap)
    stage.lay(sheet)


def campfire(stage: Stage, item: Item, spot: Spot) -> None:
    """Flames over crossed logs, light on the ground, sparks."""
    x, y, s = spot.x, spot.y, spot.size
    fire = item.colour or hexed("#ff9a3c")
    sheet = stage.sheet("campfire", 0.12)
    share = 0.55 if stage.palette.dark else 0.25
    sheet.fill(glow(stage.size, x, y - 0.3 * s, 2.6 * s), fire, share)
    sheet.fill(glow(stage.size, x, y, 2.2 * s, flat=0.22), hexed("#ffc46b"), share)
    logs = [
        ribbon(np.array(((x - 0.42 * s, y + 0.06 * s), (x + 0.36 * s, y - 0.07 * s))), 0.05 * s),
        ribbon(np.array(((x - 0.36 * s, y - 0.07 * s), (x + 0.42 * s, y + 0.06 * s))), 0.05 * s),
    ]
    for scale, colour in ((1.0, shaded(fire, 0.86)), (0.72, fire), (0.42, hexed("#ffe9a3"))):
        flame = smooth(
            [
                (-0.26, 0),
                (-0.30, -0.28),
                (-0.15, -0.5),
                (-0.17, -0.72),
                (0.02, -1.0),
                (0.06, -0.66),
                (0.19, -0.76),
                (0.2, -0.46),
                (0.31, -0.24),
                (0.24, 0),
            ]
        )
        sheet.shape(colour, placed(flame, x, y, s * scale))
    sheet.shape(blend(stage.palette.near, hexed("#5a3524"), 0.4), *logs)
    rng = stage.rng(360)
    for _ in range(14):
        sheet.fill(
            disc(stage.size, x + rng.normal(0, 0.4) * s, y - rng.uniform(0.9, 2.2) * s, 0.014 * s),
            hexed("#ffcf7a"),
            0.85,
        )
    stage.lay(sheet)
