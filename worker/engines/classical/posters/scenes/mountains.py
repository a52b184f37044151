"""Mountains in flat facets, hazier range behind range; and a volcano."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.posters.colour import RGB, blend, rehued, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.lines import jagged, waves
from worker.engines.classical.posters.patches import Patch
from worker.engines.classical.posters.shapes import Points, below, covered, polygon
from worker.engines.classical.posters.stage import Stage, fading, from_edge, rows


class _Peak(NamedTuple):
    """One mountain."""

    x: float
    top: float  # px
    foot: float  # px
    left: float  # px that its flank reaches to the left
    right: float


class _Skin(NamedTuple):
    """The colours of a range."""

    light: RGB
    shade: RGB
    snow: RGB
    snow_shade: RGB
    mist: RGB


def mountains(stage: Stage) -> None:
    """Three ranges; the highest peak stands on the focal third."""
    base, item = stage.layout.horizon, stage.brief.scene("mountains")
    tall = stage.layout.near**0.4 * (item.size if item else 1.0)
    for number, (depth, height) in enumerate(((0.80, 0.34), (0.56, 0.46), (0.30, 0.27))):
        rng = stage.rng(30 + number)
        peaks = _peaks(stage, rng, base, height * tall, number)
        sheet = stage.sheet("mountains", 0.55 + 0.4 * depth)
        skin = _skin(stage, depth)
        for peak in peaks:
            _draw(stage, sheet, peak, skin, rng)
        stage.lay(sheet)


def _peaks(
    stage: Stage, rng: np.random.Generator, base: float, height: float, number: int
) -> list[_Peak]:
    layout = stage.layout
    width, unit = layout.width, layout.unit
    main = layout.focus if number == 1 else layout.other if number == 0 else layout.focus * 0.5
    spread = unit * (0.5 if number == 1 else 0.4)
    count = int(width / spread) + 2
    places = [main + (step - count // 2) * spread for step in range(count + 1)]
    peaks: list[_Peak] = []
    for place in sorted(places, key=lambda at: -abs(at - main)):
        x = place + rng.uniform(-0.12, 0.12) * spread * (place != main)
        rise = unit * height * (1.0 if place == main else rng.uniform(0.45, 0.82))
        reach = rise * rng.uniform(0.75, 1.0) + 0.22 * spread
        peaks.append(
            _Peak(x, base - rise, base + unit * 0.05, reach, reach * rng.uniform(0.85, 1.2))
        )
    return peaks


def _skin(stage: Stage, depth: float) -> _Skin:
    palette = stage.palette
    item = stage.brief.scene("mountains")
    body = palette.far(depth)
    if item is not None and item.colour:
        body = blend(rehued(body, item.colour, 0.95), palette.lit(item.colour), 0.5 * (1 - depth))
    light = blend(body, palette.sun, 0.20 + 0.10 * depth)
    white = blend(palette.sun, (1.0, 1.0, 1.0), 0.45)
    dim = 0.55 if palette.light in ("night", "neon") else 0.2 if palette.dark else 0.06
    snow = blend(blend(white, palette.sky[2], dim), palette.haze, depth * 0.5)
    return _Skin(
        light=light,
        shade=shaded(body, 0.88),
        snow=snow,
        snow_shade=blend(snow, blend(body, palette.sky[1], 0.5), 0.55),
        mist=palette.haze,
    )


def _draw(stage: Stage, sheet: Sheet, peak: _Peak, skin: _Skin, rng: np.random.Generator) -> None:
    """Light flank, shaded flank behind a crooked spine, snow, mist at the foot."""
    summit = (peak.x, peak.top)
    left = jagged(summit, (peak.x - peak.left, peak.foot), rng, 0.10)
    right = jagged(summit, (peak.x + peak.right, peak.foot), rng, 0.10)
    bend = rng.uniform(-0.2, 0.2) * peak.left
    spine = jagged(summit, (peak.x + bend, peak.foot), rng, 0.12)
    whole = covered(stage.size, np.concatenate([left[::-1], right[1:]]))
    dark_side = right if stage.layout.sun[0] < peak.x else left
    sheet.fill(whole, skin.light)
    sheet.shape(skin.shade, np.concatenate([spine, dark_side[::-1]]))
    _spurs(stage, sheet, spine, dark_side, skin, rng)
    if _snowy(stage):
        _snow(stage, sheet, (left, spine, right), skin, rng)
    if whole.cover.size:
        down = np.arange(whole.top, whole.bottom, dtype=np.float32)[:, None]
        thick = 1 - fading(peak.top + 0.35 * (peak.foot - peak.top), peak.foot, down)
        sheet.fill(stage.stippled(whole, thick), skin.mist, 0.8)


def _spurs(
    stage: Stage,
    sheet: Sheet,
    spine: Points,
    dark_side: Points,
    skin: _Skin,
    rng: np.random.Generator,
) -> None:
    """Ribs that catch light on the shaded flank, and their like on the lit one."""
    turn = 1 if dark_side[-1, 0] > spine[-1, 0] else -1
    for start in (5, 10, 15, 20):
        root = spine[start]
        reach = (dark_side[start] - root)[0] * rng.uniform(0.35, 0.65)
        drop = abs(reach) * rng.uniform(1.0, 1.6)
        rib = polygon(
            tuple(root),
            (root[0] + reach, root[1] + drop),
            (root[0] + reach * 0.25, root[1] + drop * 0.82),
        )
        sheet.shape(blend(skin.shade, skin.light, 0.34), rib)
        other = polygon(
            tuple(root),
            (root[0] - reach * 0.75, root[1] + drop),
            (root[0] - turn * abs(reach) * 0.12, root[1] + drop * 1.05),
        )
        sheet.shape(blend(skin.light, skin.shade, 0.36), other)


def _snowy(stage: Stage) -> bool:
    asked = {"snow", "snowcaps"}.intersection(stage.brief.weather)
    item = stage.brief.scene("mountains")
    plain = item is None or item.colour is None
    return bool(asked) or (plain and stage.draw.spread(8) < 0.7 and stage.brief.may_add("snow"))


def _snow(
    stage: Stage,
    sheet: Sheet,
    flanks: tuple[Points, Points, Points],
    skin: _Skin,
    rng: np.random.Generator,
) -> None:
    """A cap with a ragged hem; the half beyond the spine lies in the shade."""
    left, spine, right = flanks
    share = 0.52 if "snow" in stage.brief.weather else 0.36
    last = max(4, int(len(left) * share))
    lit, dark = (left, right) if stage.layout.sun[0] < spine[0, 0] else (right, left)
    for side, colour in ((lit, skin.snow), (dark, skin.snow_shade)):
        hem = _hem(side[last - 1], spine[max(3, int(last * 0.9))], rng)
        outline = np.concatenate([side[:last], hem, spine[: int(last * 0.9)][::-1]])
        sheet.shape(colour, outline)


def _hem(start: Points, end: Points, rng: np.random.Generator) -> Points:
    """Tongues of snow that hang into the gullies."""
    count = 9
    line = np.linspace(start, end, count)
    span = abs(end[0] - start[0]) + 1.0
    line[1:-1:2, 1] += rng.uniform(0.18, 0.5, len(line[1:-1:2])) * span
    line[2:-1:2, 1] -= rng.uniform(0.0, 0.16, len(line[2:-1:2])) * span
    return line


def far_ranges(stage: Stage) -> None:
    """Two crests at the horizon that nobody asked for: they give the land its depth."""
    layout, palette = stage.layout, stage.palette
    for number, (depth, height) in enumerate(((0.86, 0.115), (0.70, 0.062))):
        rng = stage.rng(42 + number)
        ridge = 1 - np.abs(waves(layout.width, rng, 0.42 * layout.unit, 6, 0.5))
        swell = 1 + 0.35 * waves(layout.width, rng, 0.9 * layout.unit, 1)
        profile = layout.horizon - layout.unit * height * np.clip(
            0.35 + 0.55 * ridge * swell, 0.1, 2
        )
        sheet, patch = stage.sheet("far ranges", 0.92 - 0.06 * number), below(profile, stage.size)
        colour = palette.far(depth)
        under = from_edge(profile, patch) / layout.unit
        sheet.fill(patch, blend(colour, palette.sun, 0.08))
        sheet.fill(stage.stippled(patch, 1 - fading(0.0, 0.12, under)), palette.haze, 0.7)
        stage.lay(sheet)


def volcano(stage: Stage) -> None:
    """One wide cone with a notch, a snow cap or a glowing rim."""
    layout, palette, rng = stage.layout, stage.palette, stage.rng(40)
    item = stage.brief.scene("volcano")
    foot, unit = layout.horizon, layout.unit
    rise = unit * 0.5 * (item.size if item else 1.0) * layout.near**0.3
    x, reach, lip = layout.focus, rise * 1.5, rise * 0.13
    down = np.linspace(0, 1, 40)
    flank = lip + (reach - lip) * down**1.55
    body = palette.far(0.5)
    if item is not None and item.colour:
        body = rehued(body, item.colour, 0.9)
    y = foot + unit * 0.04 - rise * (1 - down)
    outline = np.concatenate(
        [np.stack([x - flank, y], 1)[::-1], [(x, y[0] + lip * 0.35)], np.stack([x + flank, y], 1)]
    )
    patch = covered(stage.size, outline)
    sheet = stage.sheet("volcano", 0.82)
    light, shade = blend(body, palette.sun, 0.22), shaded(body, 0.86)
    sheet.fill(patch, light)
    spine = jagged((x, y[0]), (x + reach * 0.12 * layout.side, foot), rng, 0.08)
    dark = outline[41:] if layout.sun[0] < x else outline[:40][::-1]
    sheet.shape(shade, np.concatenate([spine, dark[::-1]]))
    _cap(stage, sheet, outline, y[0], rise)
    rim = covered(stage.size, polygon((x - lip, y[0]), (x, y[0] + lip * 0.35), (x + lip, y[0])))
    sheet.fill(rim, palette.accent)
    _mist(stage, sheet, patch)
    stage.lay(sheet)


def _cap(stage: Stage, sheet: Sheet, outline: Points, top: float, rise: float) -> None:
    palette, rng = stage.palette, stage.rng(41)
    left, right = outline[:40][::-1], outline[41:]
    last = 17
    hem = np.linspace(left[last], right[last], 15)
    hem[1:-1:2, 1] += rng.uniform(0.05, 0.16, 7) * rise
    snow = blend(blend(palette.sun, (1.0, 1.0, 1.0), 0.4), palette.sky[2], 0.2)
    cap = np.concatenate([left[:last][::-1], right[:last], hem[::-1]])
    sheet.shape(rows(covered(stage.size, cap), snow, snow), cap)
    assert top <= cap[:, 1].min() + 1


def _mist(stage: Stage, sheet: Sheet, patch: Patch) -> None:
    down = np.arange(patch.top, patch.bottom, dtype=np.float32)[:, None]
    thick = 1 - fading(patch.top + 0.5 * len(patch.cover), patch.bottom, down)
    sheet.fill(stage.stippled(patch, thick), stage.palette.haze, 0.75)
