"""Boats and whales."""

import numpy as np

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import RGB, blend, hexed, lightened, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.outlines import outline
from worker.engines.classical.posters.shapes import (
    Points,
    bow,
    covered,
    disc,
    ellipse,
    moved,
    placed,
    turned,
)
from worker.engines.classical.posters.stage import Spot, Stage, fading


def sailing_boat(stage: Stage, item: Item, spot: Spot) -> None:
    """A sloop: mainsail, jib, hull, and a broken mirror image under it."""
    palette, cloth = stage.palette, _cloth(stage, item, spot)
    hull = blend(palette.near, palette.lit(palette.accent), 0.16)

    def at(*points: Points) -> Points:
        whole = np.concatenate(points)
        return placed(whole, spot.x, spot.y, spot.size, flipped=stage.layout.side < 0)

    main, jib, body = (
        at(bow(*outline("boat", "leech")), outline("boat", "clew")),
        at(bow(*outline("boat", "luff")), outline("boat", "tack")),
        at(outline("boat", "deck"), bow(*outline("boat", "keel"), count=8)),
    )
    sheet = stage.sheet("boat", 0.35 + 0.3 * spot.depth)
    _mirror(stage, sheet, spot, body, hull)
    sheet.shape(shaded(cloth, 0.86), jib)
    sheet.shape(cloth, main)
    sheet.shape(palette.accent, at(outline("boat", "pennant")))
    sheet.shape(hull, body, at(outline("boat", "mast")))
    sheet.shape(blend(cloth, hull, 0.25), at(outline("boat", "stripe")))
    stage.lay(sheet)


def _cloth(stage: Stage, item: Item, spot: Spot) -> RGB:
    """The colour of the sails."""
    palette = stage.palette
    if item.colour:
        return palette.lit(item.colour, spot.depth)
    white = blend(blend(palette.sun, (1.0, 1.0, 1.0), 0.35), palette.haze, 0.12)
    return blend(white, palette.sky[2], 0.35) if palette.light in ("night", "neon") else white


def _mirror(stage: Stage, sheet: Sheet, spot: Spot, body: Points, colour: RGB) -> None:
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


def _fluke() -> Points:
    """A tail with pointed tips that goes down, in its own measure."""
    right = np.concatenate(
        [bow(*outline("whale", part), count=16) for part in ("trailing", "leading", "stock")]
    )
    return turned(np.concatenate([right, (right * (-1, 1))[::-1]]), 0.08)


def whale(stage: Stage, item: Item, spot: Spot) -> None:
    """A fluke that goes down, with drops and rings on the water."""
    x, y, s = spot.x, spot.y, spot.size
    colour = stage.own(item, hexed("#2f4a5c"))
    colour = blend(colour, stage.palette.near, 0.45)
    sheet = stage.sheet("whale", 0.3)
    tail = placed(_fluke(), x, y, s)
    foam = lightened(stage.palette.haze, 0.35)
    patch = covered(stage.size, tail)
    down = np.arange(patch.top, patch.bottom, dtype=np.float32)[:, None]
    # The water's edge around it is round, as the rings are.
    across = (np.arange(patch.left, patch.right, dtype=np.float32)[None, :] - x) / (0.14 * s)
    edge = y + 0.03 * s * np.sqrt(np.clip(1 - across**2, 0, 1))
    sheet.fill(patch.times(np.clip(edge - down, 0, 1)), colour)
    light = covered(stage.size, moved(tail, stage.layout.side * -0.02 * s, 0.022 * s))
    rim = patch.minus(light).times(np.clip(edge - down, 0, 1))
    sheet.fill(rim, blend(colour, stage.palette.sun, 0.5), 0.8)
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
