"""Ground to stand on: meadows in rolling bands, dunes, a beach, snow, a clearing in the woods."""

import numpy as np

from worker.engines.classical.painting.tone import step
from worker.engines.classical.posters.colour import RGB, blend, hexed, lightened, shaded
from worker.engines.classical.posters.lines import Line, waves
from worker.engines.classical.posters.outlines import outline
from worker.engines.classical.posters.shapes import (
    Points,
    below,
    bow,
    covered,
    ellipse,
    moved,
    polygon,
    ribbon,
)
from worker.engines.classical.posters.stage import Stage, fading, from_edge, rows

_GREENS = ("#a9bf7c", "#8bae6a", "#679a5c", "#47804f", "#2f6144")
_AUTUMN = ("#e0b878", "#d79a52", "#bf7038", "#96532f", "#6b3a2a")
_SNOWS = ("#f4f6f6", "#e9eff3", "#dfe8ef", "#d2deea", "#c3d2e2")
_SAND = "#eeb466"
_BEACH = "#ecd3a2"


def meadow(stage: Stage, *, start: float | None = None, bands: int = 5) -> Line:
    """Rolling bands from the horizon (or `start`, px) down; gives the profile to stand on."""
    layout, palette = stage.layout, stage.palette
    top = layout.horizon if start is None else start
    profile: Line = np.full(layout.width, top)
    standing = profile
    for band in range(bands):
        share = band / max(1, bands - 1)
        depth = 0.78 * (1 - share) ** 1.3
        colour = palette.lit(_ground_colour(stage, share), depth)
        drop = (layout.height - top) * (band / bands) ** 1.18
        swell = layout.unit * (0.030 + 0.022 * share)
        rng = stage.rng(50 + band)
        profile = top + drop - swell * waves(layout.width, rng, layout.unit * (1.1 - 0.4 * share))
        _band(stage, profile, colour, 0.62 * (1 - share) + 0.08)
        if 0 < band < bands - 1 and stage.brief.may_add("tree"):
            _copses(stage, profile, (colour, depth), band)
        if band == bands - 2:
            standing = profile
    return standing


def _copses(stage: Stage, profile: Line, ground: tuple[RGB, float], band: int) -> None:
    """Small round trees in twos and threes, away from the focal point."""
    layout, rng, (colour, depth) = stage.layout, stage.rng(56 + band), ground
    size = layout.unit * (0.010 + 0.004 * band)
    crowns: list[Points] = []
    for _ in range(int(4 * layout.width / layout.unit)):
        x = rng.uniform(0, layout.width)
        if abs(x - layout.focus) < 0.2 * layout.unit:
            continue
        for _ in range(int(rng.integers(2, 6))):
            at = x + rng.normal(0, 1.3) * size
            foot = float(profile[int(np.clip(at, 0, layout.width - 1))])
            tall = size * rng.uniform(0.8, 1.5)
            crowns.append(ellipse(at, foot - tall * 0.5, tall * 0.72, tall * 0.68))
    if crowns:
        sheet = stage.sheet("copses", 0.12 + 0.6 * depth)
        patch = covered(stage.size, *crowns)
        sheet.fill(patch, rows(patch, shaded(colour, 0.84), shaded(colour, 0.70)))
        stage.lay(sheet)


def _ground_colour(stage: Stage, share: float) -> RGB:
    item = stage.brief.scene("meadow")
    if item is not None and item.colour:
        return blend(lightened(item.colour, 0.28), shaded(item.colour, 0.62), share)
    weather = stage.brief.weather
    colours = _SNOWS if "snow" in weather else _AUTUMN if "autumn" in weather else _GREENS
    return hexed(colours[min(len(colours) - 1, round(share * (len(colours) - 1)))])


def _band(stage: Stage, profile: Line, colour: RGB, depth: float, name: str = "hills") -> None:
    """One band of ground, lit along its crest."""
    palette, unit = stage.palette, stage.layout.unit
    sheet, patch = stage.sheet(name, depth), below(profile, stage.size)
    under = from_edge(profile, patch) / unit
    sheet.fill(patch, colour)
    rim = 0.16 if palette.light in ("night", "neon") else 0.34
    lit = fading(0.0, 0.075, under)
    sheet.fill(stage.stippled(patch, lit), blend(colour, palette.sun, rim), 0.9)
    sheet.fill(stage.stippled(patch, step(0.05, 0.34, under)), shaded(colour, 0.80), 0.85)
    stage.lay(sheet)


def shore(stage: Stage, colour: RGB | None = None, *, name: str = "shore") -> Line:
    """A tongue of land in the foreground of water, high on the focal side."""
    layout, palette = stage.layout, stage.palette
    across = np.arange(layout.width) / layout.width
    from_right = layout.focus > layout.width / 2
    reach = across if from_right else 1 - across
    rise = layout.unit * 0.17 * np.clip((reach - 0.08) / 0.8, 0, 1) ** 0.85
    rng = stage.rng(60)
    room = min(0.045 * layout.unit, 0.14 * (layout.height - layout.horizon))
    profile = (
        layout.height
        - room
        - rise
        - 0.006 * layout.unit * waves(layout.width, rng, 0.3 * layout.unit)
    )
    profile = np.maximum(profile, layout.horizon + 0.18 * (layout.height - layout.horizon))
    _band(stage, profile, colour or palette.lit(_ground_colour(stage, 0.85), 0.05), 0.14, name)
    return profile


def beach(stage: Stage) -> Line:
    """Sand in the foreground with a rim of foam."""
    item, palette = stage.brief.scene("beach"), stage.palette
    sand = stage.own(item, hexed(_BEACH))
    layout = stage.layout
    profile = shore(stage, sand, name="beach")
    foam = stage.sheet("foam", 0.15)
    line = np.stack([np.arange(layout.width), profile + layout.unit * 0.004], axis=1)[::4]
    pale = blend(lightened(palette.sky[3], 0.5), palette.sky[2], 0.3 if palette.dark else 0.0)
    thick = layout.unit * (0.004 + 0.002 * waves(len(line), stage.rng(61), 30))
    foam.shape(pale, ribbon(line, np.maximum(thick, 0.8)), opacity=0.85)
    stage.lay(foam)
    return profile


def desert(stage: Stage) -> Line:
    """Dunes with a lit and a shaded side, each crest a long S; mesas where they are asked for."""
    layout, palette = stage.layout, stage.palette
    item = stage.brief.scene("desert")
    if "mesas" in stage.brief.kinds:
        _mesas(stage)
    sand = item.colour if item and item.colour else hexed(_SAND)
    standing: Line = np.full(layout.width, layout.horizon)
    bands = 4
    for band in range(bands):
        share = band / (bands - 1)
        rng = stage.rng(70 + band)
        drop = (layout.height - layout.horizon) * (band / bands) ** 1.15
        summit = (layout.other if band % 2 else layout.focus) + rng.uniform(-0.1, 0.1) * layout.unit
        colour = palette.lit(
            blend(lightened(sand, 0.12), shaded(sand, 0.86), share), 0.72 * (1 - share) ** 1.2
        )
        profile = _dune(stage, layout.horizon + drop, summit, rng, (colour, 0.6 - 0.5 * share))
        standing = profile if band == bands - 2 else standing
    return standing


def _dune(
    stage: Stage,
    base: float,
    summit: float,
    rng: np.random.Generator,
    look: tuple[RGB, float],
) -> Line:
    layout, (colour, depth) = stage.layout, look
    away = (np.arange(layout.width) - summit) / (layout.unit * rng.uniform(0.55, 0.8))
    profile = base - layout.unit * 0.085 * np.exp(-(away**2)) * (1 + 0.25 * np.tanh(away))
    profile = profile - 0.016 * layout.unit * waves(layout.width, rng, 1.4 * layout.unit, 2)
    _band(stage, profile, blend(colour, stage.palette.sun, 0.10), depth, "dune")
    peak = int(np.clip(summit, 0, layout.width - 1))
    top = float(profile[peak])
    to = 1 if layout.sun[0] < summit else -1
    crest = bow(
        np.array((summit, top)),
        np.array((summit + to * 0.20 * layout.unit, top + 0.015 * layout.unit)),
        np.array((summit + to * 0.80 * layout.unit, top + 0.36 * layout.unit)),
        40,
    )
    crest[:, 1] += 0.022 * layout.unit * np.sin(np.linspace(0, 2 * np.pi, 40))
    edge = np.arange(peak, layout.width) if to > 0 else np.arange(peak, -1, -1)
    skyline = np.stack([edge, profile[edge]], axis=1)
    corner = polygon((layout.width + 20.0 if to > 0 else -20.0, layout.height + 20.0))
    patch = covered(stage.size, np.concatenate([crest[::-1], skyline, corner]))
    under = from_edge(profile, patch) / layout.unit
    sheet = stage.sheet("dune", max(depth - 0.02, 0.0))
    shade = blend(shaded(colour, 0.72), stage.palette.sky[0], 0.16)
    sheet.fill(stage.stippled(patch, fading(0.02, 0.42, under)), shade, 0.92)
    stage.lay(sheet)
    return profile


def _mesas(stage: Stage) -> None:
    layout, unit = stage.layout, stage.layout.unit
    spots = (  # across, half width, height, depth
        (layout.other, 0.22, 0.15, 0.62),
        (layout.focus, 0.15, 0.27, 0.38),
        (layout.focus + 0.3 * unit, 0.07, 0.2, 0.46),
    )
    for number, (x, wide, tall, depth) in enumerate(spots):
        rng, foot = stage.rng(80 + number), layout.horizon + 0.03 * unit
        colour = stage.palette.lit(hexed("#c4643a"), depth)
        to = 1 if layout.sun[0] < x else -1
        wall, shade = outline("mesa", "wall"), outline("mesa", "shade") * (to, 1)
        wall[:, 0] *= rng.uniform(0.97, 1.03, len(wall))
        front, dark = (
            covered(stage.size, moved(part * (wide * unit, tall * unit), x, foot))
            for part in (wall, shade)
        )
        sheet = stage.sheet("mesa", 0.6 + 0.3 * depth)
        sheet.fill(front, blend(colour, stage.palette.sun, 0.16))
        sheet.fill(front.within(dark), shaded(colour, 0.76))
        stage.lay(sheet)


def path(stage: Stage) -> None:
    """A road that winds from the foreground to the horizon and narrows with distance."""
    layout, palette = stage.layout, stage.palette
    item = stage.brief.prop("road")
    share = np.linspace(0, 1, 80)
    down = layout.horizon + 2 + (layout.height + 30 - layout.horizon) * share**1.35
    sway = np.sin(share * np.pi * 2.1 + 0.4) * layout.unit * 0.17 * share**0.8 * layout.side
    x = layout.other + (layout.width * 0.5 - layout.other) * share + sway
    wide = layout.unit * (0.0015 + 0.105 * share**1.7)
    colour = stage.own(item, blend(hexed("#e6d3a8"), palette.sky[3], 0.3))
    sheet = stage.sheet("road", 0.12)
    sheet.shape(colour, ribbon(np.stack([x, down], 1), wide))
    sheet.shape(
        shaded(colour, 0.8), ribbon(np.stack([x - wide * 0.86, down], 1), wide * 0.14), opacity=0.7
    )
    stage.lay(sheet)
