"""Boats and whales."""

import numpy as np

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import blend, hexed, lightened, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.shapes import (
    Points,
    bow,
    box,
    covered,
    disc,
    ellipse,
    moved,
    placed,
    polygon,
    smooth,
    turned,
)
from worker.engines.classical.posters.stage import Spot, Stage, fading


def sailing_boat(stage: Stage, item: Item, spot: Spot) -> None:
    """A sloop: mainsail, jib, hull, and a broken mirror image under it."""
    x, y, s = spot.x, spot.y, spot.size
    to, palette = stage.layout.side, stage.palette
    cloth = item.colour or blend(palette.sun, (1.0, 1.0, 1.0), 0.35)
    cloth = palette.lit(cloth, spot.depth) if item.colour else blend(cloth, palette.haze, 0.12)
    if palette.light in ("night", "neon"):
        cloth = blend(cloth, palette.sky[2], 0.35)
    hull = blend(palette.near, palette.lit(palette.accent), 0.16)
    sheet = stage.sheet("boat", 0.35 + 0.3 * spot.depth)
    main = np.concatenate(
        [
            bow(np.array((0.02, -1.22)), np.array((0.46, -0.62)), np.array((0.56, -0.2))),
            polygon((0.02, -0.18)),
        ]
    )
    jib = np.concatenate(
        [
            bow(np.array((-0.03, -1.06)), np.array((-0.16, -0.5)), np.array((-0.46, -0.17))),
            polygon((-0.03, -0.17)),
        ]
    )
    body = np.concatenate(
        [
            polygon((-0.56, -0.12), (0.62, -0.12), (0.44, 0.055)),
            bow(np.array((0.2, 0.075)), np.array((-0.2, 0.085)), np.array((-0.40, 0.05)), 8),
        ]
    )
    mast = box(-0.008, -1.26, 0.010, -0.1)

    def at(points: Points) -> Points:
        return placed(points, x, y, s, flipped=to < 0)

    _mirror(stage, sheet, spot, at(body), hull)
    sheet.shape(shaded(cloth, 0.86), at(jib))
    sheet.shape(cloth, at(main))
    pennant = polygon((0.0, -1.33), (-0.16, -1.29), (0.0, -1.24))
    sheet.shape(palette.accent, at(pennant))
    sheet.shape(hull, at(body), at(mast))
    stripe = polygon((-0.545, -0.095), (0.60, -0.095), (0.575, -0.065), (-0.525, -0.065))
    sheet.shape(blend(cloth, hull, 0.25), at(stripe))
    stage.lay(sheet)


def _mirror(
    stage: Stage, sheet: Sheet, spot: Spot, body: Points, colour: tuple[float, float, float]
) -> None:
    """Strokes of the hull's colour on the water below."""
    rng, s = stage.rng(300 + spot.number), spot.size
    strokes = list[Points]()
    for number in range(7):
        y = spot.y + s * (0.09 + 0.055 * number)
        wide = s * (0.55 - 0.062 * number) * rng.uniform(0.6, 1.0)
        strokes.append(ellipse(spot.x + rng.uniform(-0.08, 0.08) * s, y, wide, s * 0.012))
    patch = covered(stage.size, *strokes)
    down = np.arange(patch.top, patch.bottom, dtype=np.float32)[:, None] - float(body[:, 1].max())
    sheet.fill(patch.times(fading(0.0, 0.46 * s, down)), colour, 0.55)


_TAIL = (
    (-0.075, 0.08),
    (-0.055, -0.20),
    (-0.085, -0.36),
    (-0.22, -0.47),
    (-0.40, -0.515),
    (-0.50, -0.61),
    (-0.36, -0.655),
    (-0.17, -0.61),
    (-0.05, -0.53),
    (0.0, -0.485),
    (0.05, -0.53),
    (0.17, -0.61),
    (0.36, -0.655),
    (0.50, -0.61),
    (0.40, -0.515),
    (0.22, -0.47),
    (0.085, -0.36),
    (0.055, -0.20),
    (0.075, 0.08),
)


def whale(stage: Stage, item: Item, spot: Spot) -> None:
    """A fluke that goes down, with drops and rings on the water."""
    x, y, s = spot.x, spot.y, spot.size
    colour = stage.own(item, hexed("#2f4a5c"))
    colour = blend(colour, stage.palette.near, 0.45)
    sheet = stage.sheet("whale", 0.3)
    tail = placed(turned(smooth(_TAIL), 0.08), x, y, s)
    foam = lightened(stage.palette.haze, 0.35)
    patch = covered(stage.size, tail)
    down = np.arange(patch.top, patch.bottom, dtype=np.float32)[:, None]
    sheet.fill(patch.times(np.clip(y + 0.02 * s - down, 0, 1)), colour)
    light = covered(stage.size, moved(tail, stage.layout.side * -0.02 * s, 0.022 * s))
    edge = patch.minus(light)
    sheet.fill(edge.times(np.clip(y - down, 0, 1)), blend(colour, stage.palette.sun, 0.5), 0.8)
    for ring in (1.0, 1.7):
        outer = ellipse(x, y + 0.01 * s, 0.2 * s * ring, 0.026 * s * ring)
        inner = ellipse(x, y + 0.005 * s, 0.18 * s * ring, 0.019 * s * ring)
        sheet.fill(covered(stage.size, outer).minus(covered(stage.size, inner)), foam, 0.75)
    rng = stage.rng(320 + spot.number)
    for _ in range(16):
        at = rng.uniform(-0.42, 0.42)
        sheet.fill(
            disc(
                stage.size,
                x + at * s,
                y - s * (0.30 - 0.2 * abs(at)) * rng.uniform(0.1, 1.0),
                s * rng.uniform(0.004, 0.010),
            ),
            foam,
            0.85,
        )
    stage.lay(sheet)
