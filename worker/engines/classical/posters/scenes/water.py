"""Water: a mirror of what stands above it, ripples that grow with nearness, a path of light."""

from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.posters.colour import RGB, blend, lightened, rehued, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.lines import waves
from worker.engines.classical.posters.patches import Patch
from worker.engines.classical.posters.props.rocks import stroke
from worker.engines.classical.posters.shapes import Points, below, covered, polygon
from worker.engines.classical.posters.stage import Stage, fading, from_edge, rows


class Water(NamedTuple):
    """How water lies."""

    level: float  # px, where it begins
    calm: float  # 1 mirrors like glass


def water(stage: Stage, lies: Water, name: str) -> None:
    """Lay water from its level to the bottom; it mirrors all that is painted so far."""
    level = round(lies.level)
    height = stage.layout.height - level
    if height < 4:
        return
    patch = Patch(np.ones((height, stage.layout.width), np.float32), level, 0)
    sheet = stage.sheet(name, 0.5)
    colours = _tones(stage, name)
    sheet.fill(patch, rows(patch, *colours))
    sheet.fill(patch, _mirrored(stage, level, lies.calm), 0.30 + 0.34 * lies.calm)
    fresh = rows(patch, colours[0], colours[-1])
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    sheet.fill(patch.times(0.15 + 0.55 * down), fresh)
    _ripples(stage, sheet, lies, colours)
    _light_path(stage, sheet, level)
    edge = Patch(
        np.ones((max(1, round(stage.layout.unit * 0.0022)), stage.layout.width), np.float32),
        level,
        0,
    )
    sheet.fill(edge, lightened(stage.palette.haze, 0.25), 0.55)
    stage.lay(sheet)


def _tones(stage: Stage, name: str) -> tuple[RGB, RGB, RGB]:
    """From the horizon to the viewer."""
    palette = stage.palette
    far, near = palette.haze, blend(palette.sky[0], palette.near, 0.35)
    middle = blend(palette.sky[1], palette.sky[2], 0.35)
    item = stage.brief.scene(name)
    if item is not None and item.colour:
        middle, near = (rehued(tone, item.colour, 0.9) for tone in (middle, near))
        far = rehued(far, item.colour, 0.55)
    return blend(far, middle, 0.25), middle, near


def _mirrored(stage: Stage, level: int, calm: float) -> np.ndarray:
    """The picture above `level` upside down, torn sideways by ripples."""
    seen, rng = stage.painting.seen, stage.rng(90)
    height, width = seen.shape[0] - level, seen.shape[1]
    down = np.arange(height, dtype=np.float32)
    source = np.clip(level - 1 - down * 0.94, 0, level - 1)
    share = down / height
    # One shift for each row, in blocks that grow with nearness: flat strokes, not noise.
    period = 2 * np.pi / (stage.layout.unit * (0.006 + 0.035 * share))
    wave = np.sin(np.cumsum(period) + rng.uniform(0, 6)) + 0.4 * rng.standard_normal(height)
    shift = wave * stage.layout.unit * (0.0015 + 0.016 * share) * (1.2 - calm)
    x = np.arange(width, dtype=np.float32)[None, :] + shift.astype(np.float32)[:, None]
    y = np.broadcast_to(source.astype(np.float32)[:, None], (height, width)).copy()
    mirror = cv2.remap(seen, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    soft = stage.layout.unit * (0.0016 + 0.006 * (1 - calm))
    return cv2.GaussianBlur(mirror, (0, 0), soft, sigmaY=soft * 2.2)


def _ripples(stage: Stage, sheet: Sheet, lies: Water, colours: tuple[RGB, RGB, RGB]) -> None:
    """Flat lenses of lighter and darker water, few and long."""
    layout, rng = stage.layout, stage.rng(91)
    room = layout.height - lies.level
    count = int((36 + 60 * (1 - lies.calm)) * layout.width / layout.unit)
    light = blend(stage.palette.haze, stage.palette.sun, 0.35)
    bright: list[Points] = []
    dark: list[Points] = []
    for _ in range(count):
        share = rng.uniform(0.03, 1.0) ** 0.9
        y = lies.level + share * room
        wide = layout.unit * (0.010 + 0.075 * share) * rng.uniform(0.5, 1.3)
        lens = stroke(
            rng.uniform(-0.05, 1.05) * layout.width,
            y,
            wide,
            layout.unit * (0.0007 + 0.0030 * share),
        )
        (bright if rng.random() < 0.55 else dark).append(lens)
    sheet.shape(light, *bright, opacity=0.26)
    sheet.shape(shaded(colours[2], 0.8), *dark, opacity=0.30)


def _light_path(stage: Stage, sheet: Sheet, level: int) -> None:
    """Dashes under the sun or the moon."""
    palette, layout = stage.palette, stage.layout
    if stage.lights_hidden or not stage.shines or layout.sun[1] > level:
        return
    rng, room, x = stage.rng(92), layout.height - level, layout.sun[0]
    dashes: list[Points] = []
    reach = min(room, 1.1 * layout.unit)
    count = int(max(10, 34 * reach / layout.unit / 0.38))
    for number in range(count):
        share = (number + rng.uniform(0, 0.8)) / count
        wide = layout.disc * (0.75 + 0.55 * share) * rng.uniform(0.25, 1.0)
        at = x + rng.uniform(-0.4, 0.4) * layout.disc * (0.6 + 0.8 * share)
        tall = layout.unit * (0.0011 + 0.0042 * share)
        dashes.append(stroke(at, level + 3 + share**1.25 * reach * 0.92, wide, tall))
    patch = covered(stage.size, *dashes)
    down = np.arange(patch.top, patch.bottom, dtype=np.float32)[:, None] - level
    sheet.fill(patch.times(fading(0.35, 1.0, down / reach)), palette.sun, 0.86)


def big_waves(stage: Stage, level: float) -> None:
    """Three rows of rollers with crests of foam, in front of the open water."""
    layout, palette = stage.layout, stage.palette
    colours = _tones(stage, "sea")
    for row in range(3):
        rng, share = stage.rng(95 + row), (row + 1) / 3
        length = layout.unit * (0.32 + 0.2 * row)
        at = np.arange(layout.width) / length * 2 * np.pi + rng.uniform(0, 6)
        rise = layout.unit * (0.03 + 0.035 * row)
        # Sharp crests that lean with the wind, round troughs.
        crest = 1 - np.abs(np.sin(at / 2 + 0.28 * np.sin(at))) ** 0.75
        crest = crest * (0.72 + 0.28 * np.sin(at / 5.3 + row))
        base = level + (layout.height - level) * (0.16 + 0.29 * row)
        profile = base - rise * crest - 0.006 * layout.unit * waves(layout.width, rng, length)
        patch = below(profile, stage.size)
        under = from_edge(profile, patch) / layout.unit
        tone = blend(colours[1], colours[2], share * 0.9)
        sheet = stage.sheet("waves", 0.45 - 0.12 * row)
        sheet.fill(patch, blend(tone, palette.haze, 0.18 * (1 - share)))
        foam = lightened(blend(palette.haze, palette.sky[3], 0.5), 0.55)
        lip = fading(0.004 + 0.003 * row, 0.009 + 0.005 * row, under)
        sheet.fill(patch.times(lip), blend(foam, tone, 0.25 if palette.dark else 0.05))
        sheet.fill(
            stage.stippled(patch, fading(0.0, 0.11, under)), blend(tone, palette.sky[3], 0.4), 0.7
        )
        stage.lay(sheet)


def island(stage: Stage, level: float) -> None:
    """A low island on the water, on the far side of the focal point."""
    layout, palette = stage.layout, stage.palette
    x, wide = layout.other, layout.unit * 0.2
    for depth, shift, scale in ((0.62, 0.12, 1.25), (0.42, -0.03, 0.85)):
        rng = stage.rng(98)
        at = np.linspace(-1, 1, 60)
        rise = wide * scale * 0.30 * (1 - at**2) ** 0.8 * (1 + 0.25 * np.sin(4 * at + 1))
        rise = rise + wide * 0.015 * rng.standard_normal(60) * (1 - at**2)
        top = np.stack([x + shift * layout.unit + wide * scale * at, level + 1 - rise], axis=1)
        sheet = stage.sheet("island", 0.5 + 0.4 * depth)
        patch = covered(stage.size, np.concatenate([top, polygon(tuple(top[-1]), tuple(top[0]))]))
        colour = palette.far(depth)
        sheet.fill(patch, rows(patch, blend(colour, palette.sun, 0.2), colour))
        stage.lay(sheet)
