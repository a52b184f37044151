"""What a sky can hold besides sun, moon and stars: clouds, an aurora, a rainbow, lightning."""

import numpy as np

from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.painting.texture import clouds as noise
from worker.engines.classical.painting.tone import mapped, step
from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import blend, lightened
from worker.engines.classical.posters.lines import jagged, waves
from worker.engines.classical.posters.patches import Patch
from worker.engines.classical.posters.shapes import covered, disc, ellipse, glow, ribbon
from worker.engines.classical.posters.stage import Stage, fading, rows


def milky_way(stage: Stage) -> None:
    """A band of stars across the sky."""
    layout, rng = stage.layout, stage.rng(2)
    shape = layout.height, layout.width
    drift = noise(shape, rng, 0.3 * layout.unit, 5)
    down = (np.arange(layout.height, dtype=np.float32) / layout.horizon)[:, None]
    across = (np.arange(layout.width, dtype=np.float32) / layout.width)[None, :]
    lean = 0.9 if layout.focus > layout.width / 2 else -0.9
    distance = across - 0.5 - lean * (down - 0.5) * 0.7 + 0.05 * drift
    band = np.exp(-((distance / 0.15) ** 2)) * np.clip(0.5 + 0.36 * drift, 0, 1)
    sheet = stage.sheet("milky way", 1.0)
    pale = blend(stage.palette.sky[3], stage.palette.sun, 0.45)
    sheet.fill(Patch((band * fading(0.6, 1.0, down)).astype(np.float32), 0, 0), pale, 0.62)
    dust = rng.random(shape, dtype=np.float32) < 0.012 * band
    sheet.fill(Patch(blurred(dust.astype(np.float32), 0.6) * 2.2, 0, 0).times(1), (1, 1, 0.96), 0.8)
    stage.lay(sheet)


def aurora(stage: Stage) -> None:
    """Three curtains of light."""
    layout, sheet = stage.layout, stage.sheet("aurora", 0.98)
    down = np.arange(layout.height, dtype=np.float32)[:, None] / layout.horizon
    total = np.zeros((layout.height, layout.width), np.float32)
    for curtain in range(3):
        rng = stage.rng(10 + curtain)
        foot = 0.42 + 0.17 * curtain + 0.1 * waves(layout.width, rng, 0.5 * layout.width, 2)
        light = np.clip(0.55 + 0.4 * waves(layout.width, rng, 0.12 * layout.width, 3), 0.1, 1.2)
        over = foot.astype(np.float32)[None] - down
        rise = np.where(over > 0, np.exp(-np.abs(over) / 0.2), np.exp(-np.abs(over) / 0.018))
        total += rise * light.astype(np.float32)[None] * (0.62 - 0.12 * curtain)
    colour = mapped(
        np.clip(down * 1.25, 0, 1),
        ((0, (168, 84, 214)), (0.35, (84, 150, 210)), (0.75, (70, 222, 160)), (1, (150, 245, 170))),
    )
    sheet.fill(Patch(np.clip(total * 0.85, 0, 0.9), 0, 0), colour)
    stage.lay(sheet)


def shooting_stars(stage: Stage, item: Item) -> None:
    """Stars that fall, with their tails."""
    layout, sheet = stage.layout, stage.sheet("shooting star", 0.99)
    for number in range(item.count):
        rng = stage.rng(20 + number)
        x = (layout.other / layout.width + rng.uniform(-0.14, 0.14) * (number + 1)) * layout.width
        y = layout.horizon * rng.uniform(0.14, 0.4)
        length, lean = layout.unit * rng.uniform(0.2, 0.3) * item.size, layout.side
        line = np.linspace((x, y), (x - lean * length, y - length * 0.52), 24)
        widths = np.linspace(layout.unit * 0.0042, 0.0, 24)
        tail = covered(stage.size, ribbon(line, widths))
        sheet.fill(tail, lightened(stage.palette.sun, 0.6), 0.9)
        sheet.fill(glow(stage.size, x, y, layout.unit * 0.02), stage.palette.sun, 0.8)
        sheet.fill(disc(stage.size, x, y, layout.unit * 0.0056), (1.0, 1.0, 0.97))
    stage.lay(sheet)


def clouds(stage: Stage) -> None:
    """Banks of cloud, more of them where the light is dull."""
    layout, rng = stage.layout, stage.rng(3)
    item = stage.brief.prop("clouds")
    heavy = stage.dull
    count = int((9 if heavy else 6 if item else 4) * max(1.0, layout.width / layout.unit))
    for number in range(count):
        far = number / max(1, count - 1)
        wide = layout.unit * rng.uniform(0.16, 0.34) * (1.55 if heavy else 1.0) * (1.3 - 0.6 * far)
        y = layout.horizon * (0.12 + 0.66 * far + rng.uniform(-0.05, 0.05))
        x = rng.uniform(-0.05, 1.05) * layout.width
        _cloud(stage, rng, (x, y), wide)


def _cloud(stage: Stage, rng: np.random.Generator, spot: tuple[float, float], wide: float) -> None:
    """A bank of round heads on a flat foot that dissolves."""
    (x, y), palette = spot, stage.palette
    lumps = [
        ellipse(x + wide * at, y, wide * 0.30 * high + 1, wide * 0.20 * high + 1)
        for at, high in zip(
            np.linspace(-0.7, 0.7, 7) + rng.uniform(-0.06, 0.06, 7),
            (1 - np.linspace(-0.85, 0.85, 7) ** 2) * rng.uniform(0.6, 1.25, 7),
            strict=True,
        )
    ]
    patch = covered(stage.size, *lumps, ellipse(x, y, wide * 1.05, wide * 0.045))
    if not patch.cover.size:
        return
    down = (np.arange(patch.top, patch.bottom, dtype=np.float32)[:, None] - y) / (wide * 0.2)
    item = stage.brief.prop("clouds")
    dark = palette.light in ("storm", "night", "neon")
    lit = blend(palette.sky[3], palette.sun, 0.3 if dark else 0.6)
    lit = item.colour if item and item.colour else lit
    shade = blend(lit, palette.sky[1 if dark else 2], 0.68 if dark else 0.5)
    whole = stage.stippled(patch, fading(-0.1, 0.32, down))
    sheet = stage.sheet("cloud", 0.93)
    sheet.fill(whole, rows(patch, lit, blend(lit, shade, 0.6), shade), 0.55 if dark else 0.78)
    stage.lay(sheet)


def rainbow(stage: Stage) -> None:
    """A bow over the horizon."""
    layout = stage.layout
    x, y = layout.width * 0.5, layout.horizon + layout.unit * 0.05
    radius = max(layout.width * 0.42, layout.unit * 0.4)
    down = (np.arange(layout.height, dtype=np.float32) - y)[:, None]
    across = (np.arange(layout.width, dtype=np.float32) - x)[None, :]
    place = (np.hypot(down, across) - radius) / (layout.unit * 0.085)
    colours = (
        (0, (132, 92, 190)),
        (0.25, (70, 130, 210)),
        (0.45, (86, 190, 140)),
        (0.65, (246, 214, 96)),
        (0.82, (240, 150, 70)),
        (1, (222, 84, 80)),
    )
    cover = step(0, 0.12, place) * (1 - step(0.88, 1.0, place)) * 0.62
    sheet = stage.sheet("rainbow", 0.95)
    sheet.fill(Patch(cover.astype(np.float32), 0, 0), mapped(np.clip(place, 0, 1), colours))
    stage.lay(sheet)


def lightning(stage: Stage) -> None:
    """A bolt with two branches."""
    layout, rng = stage.layout, stage.rng(4)
    sheet = stage.sheet("lightning", 0.92)
    x, foot = layout.other, layout.horizon
    line = jagged((x, layout.height * 0.08), (x + layout.unit * 0.07, foot), rng, 0.17)
    widths = np.linspace(layout.unit * 0.006, layout.unit * 0.0012, len(line))
    sheet.fill(glow(stage.size, x, foot * 0.5, layout.unit * 0.3, flat=1.5), (0.92, 0.92, 1), 0.4)
    sheet.shape((1.0, 0.99, 0.93), ribbon(line, widths))
    for start in (9, 17):
        tip = line[start] + (rng.uniform(-0.2, 0.2) * layout.unit, layout.unit * 0.16)
        branch = jagged(tuple(line[start]), tuple(tip), rng, 0.2)
        thin = np.linspace(layout.unit * 0.003, 0, len(branch))
        sheet.shape((1.0, 0.99, 0.93), ribbon(branch, thin), opacity=0.9)
    stage.lay(sheet)
