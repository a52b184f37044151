"""Cabin, village, bridge."""

import numpy as np

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import hexed, lightened, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.outlines import outline
from worker.engines.classical.posters.props.walls import lit_windows, sides
from worker.engines.classical.posters.shapes import (
    Points,
    box,
    covered,
    placed,
    polygon,
    ribbon,
)
from worker.engines.classical.posters.stage import Spot, Stage, rows


def cabin(stage: Stage, item: Item, spot: Spot) -> None:
    """A gabled house with a chimney and lamps in its windows."""
    s, wall = spot.size, stage.own(item, hexed("#a9603f"), spot.depth)
    left, right = sides(stage, spot.x, wall)
    snowy = "snow" in stage.brief.weather
    roof = stage.palette.lit(hexed("#eef2f5" if snowy else "#4a3540"), spot.depth)

    def at(part: str) -> Points:
        return placed(outline("cabin", part), spot.x, spot.y, s)

    sheet = stage.sheet("cabin", 0.2 + 0.5 * spot.depth)
    sheet.shape(shaded(wall, 0.7), at("chimney"))
    sheet.shape(right, at("side"))
    sheet.shape(left, at("gable"))
    sheet.shape(roof, at("slope"))
    sheet.shape(shaded(roof, 0.86), ribbon(at("eave"), 0.03 * s))
    sheet.shape(shaded(wall, 0.52), at("door"))
    lit_windows(stage, sheet, at("pane1"), at("pane2"), reach=0.24 * s)
    _smoke(stage, sheet, (spot.x + 0.26 * s, spot.y - 1.0 * s), s)
    stage.lay(sheet)


def _smoke(stage: Stage, sheet: Sheet, start: tuple[float, float], s: float) -> None:
    if s < 0.06 * stage.layout.unit:
        return  # too small to show it
    rise = np.linspace(0, 1, 30)
    drift = stage.layout.side * (0.42 * rise**1.4 + 0.07 * np.sin(rise * 9)) * s
    line = np.stack([start[0] + drift, start[1] - rise * 0.9 * s], axis=1)
    patch = covered(stage.size, ribbon(line, s * (0.02 + 0.075 * rise)))
    down = np.linspace(0, 1, max(1, len(patch.cover)), dtype=np.float32)[:, None]
    pale = lightened(stage.palette.haze, 0.2)
    sheet.fill(stage.stippled(patch, down**0.7), pale, 0.42)


def village(stage: Stage, item: Item, spot: Spot) -> None:
    """Houses around a church."""
    hues = ("#a9603f", "#d8b98a", "#8c4a44", "#c98f57", "#b7a58f")
    church = spot._replace(x=spot.x + 0.1 * spot.size, size=spot.size * 1.2)
    places = ((-0.95, 0.62, 0.0), (-0.35, 0.7, 0.03), (0.55, 0.66, 0.02), (1.1, 0.58, 0.05))
    _church(stage, church)
    for number, (across, size, down) in enumerate(places):
        red, green, blue = hexed(hues[number])
        house = Item("cabin", colour=item.colour or (red, green, blue))
        cabin(
            stage,
            house,
            spot._replace(
                x=spot.x + across * spot.size, y=spot.y + down * spot.size, size=spot.size * size
            ),
        )


def _church(stage: Stage, spot: Spot) -> None:
    x, y, s = spot.x, spot.y, spot.size
    wall = stage.palette.lit(hexed("#efe4cf"), spot.depth)
    left, right = sides(stage, x, wall)
    sheet = stage.sheet("church", 0.25 + 0.5 * spot.depth)
    sheet.shape(left, box(x - 0.1 * s, y - 0.72 * s, x + 0.1 * s, y))
    sheet.shape(right, box(x, y - 0.72 * s, x + 0.1 * s, y))
    spire = polygon((x - 0.13 * s, y - 0.70 * s), (x, y - 1.25 * s), (x + 0.13 * s, y - 0.70 * s))
    sheet.shape(stage.palette.lit(hexed("#5b3f4c"), spot.depth), spire)
    lit_windows(
        stage, sheet, box(x - 0.03 * s, y - 0.62 * s, x + 0.03 * s, y - 0.5 * s), reach=0.1 * s
    )
    stage.lay(sheet)


def bridge(stage: Stage, item: Item, spot: Spot) -> None:
    """A suspension bridge across the whole width."""
    layout, unit = stage.layout, stage.layout.unit
    colour = stage.own(item, hexed("#b8472f"), 0.12)
    deck, tall = spot.y - 0.015 * unit, 0.27 * unit
    towers = (layout.focus, layout.focus + (layout.other - layout.focus) * 1.15)
    span = abs(towers[1] - towers[0]) or unit
    sheet = stage.sheet("bridge", 0.45)
    pieces = [box(-5, deck, layout.width + 5, deck + 0.013 * unit)]
    x = np.linspace(-0.1 * layout.width, 1.1 * layout.width, 260)
    phase = (x - min(towers)) / span
    sag = np.abs(phase - np.floor(phase) - 0.5) * 2
    cable = deck - 0.02 * unit - (tall - 0.035 * unit) * sag**2
    pieces.append(ribbon(np.stack([x, cable], 1), 0.0022 * unit))
    pieces += [
        box(at - 0.0008 * unit, top, at + 0.0008 * unit, deck)
        for at, top in zip(x[::4], cable[::4], strict=True)
    ]
    first = min(towers) - span * np.ceil(min(towers) / span)
    for at in np.arange(first, layout.width + span, span):
        pieces += _pylon(float(at), deck, tall, unit)
    sheet.shape(rows(covered(stage.size, *pieces), colour, shaded(colour, 0.75)), *pieces)
    stage.lay(sheet)


def _pylon(x: float, deck: float, tall: float, unit: float) -> list[Points]:
    legs = [
        polygon(
            (x + to * 0.022 * unit, deck + 0.075 * unit),
            (x + to * 0.033 * unit, deck + 0.075 * unit),
            (x + to * 0.022 * unit, deck - tall),
            (x + to * 0.013 * unit, deck - tall),
        )
        for to in (-1, 1)
    ]
    bars = [
        box(x - 0.022 * unit, deck - at * tall, x + 0.022 * unit, deck - (at - 0.035) * tall)
        for at in (0.97, 0.66, 0.36)
    ]
    return [*legs, *bars]
