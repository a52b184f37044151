"""The sky: its colours, the stars, the sun or the moon."""

import cv2
import numpy as np

from worker.engines.classical.painting.pixels import Plane
from worker.engines.classical.painting.tone import step
from worker.engines.classical.posters.colour import RGB, blend, lightened
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.patches import Patch
from worker.engines.classical.posters.scenes import phenomena
from worker.engines.classical.posters.shapes import (
    disc,
    ellipse,
    everywhere,
    glow,
    polygon,
)
from worker.engines.classical.posters.stage import Stage, fading, rows

_CRATERS = (
    (-0.32, -0.28, 0.20),
    (0.30, -0.05, 0.26),
    (-0.12, 0.38, 0.15),
    (0.42, 0.44, 0.10),
    (-0.55, 0.14, 0.09),
    (0.12, -0.58, 0.11),
)


def sky(stage: Stage) -> None:
    """Everything behind the land."""
    _air(stage)
    brief = stage.brief
    if _starry(stage):
        _stars(stage)
    if brief.prop("milky way"):
        phenomena.milky_way(stage)
    if brief.prop("aurora"):
        phenomena.aurora(stage)
    if item := brief.prop("shooting star"):
        phenomena.shooting_stars(stage, item)
    _sun_or_moon(stage)
    if brief.prop("rainbow"):
        phenomena.rainbow(stage)
    if _cloudy(stage):
        phenomena.clouds(stage)
    if brief.prop("lightning"):
        phenomena.lightning(stage)


def _starry(stage: Stage) -> bool:
    asked = any(stage.brief.prop(name) for name in ("stars", "milky way", "aurora"))
    usual = stage.palette.light == "night" and not stage.dull
    return asked or (usual and stage.brief.may_add("stars"))


def _cloudy(stage: Stage) -> bool:
    usual = stage.palette.light in ("day", "dawn", "sunset") and stage.draw.spread(9) < 0.6
    asked = bool(stage.brief.prop("clouds")) or stage.dull
    return (asked or usual) and stage.brief.may_add("clouds")


def _air(stage: Stage) -> None:
    layout, palette = stage.layout, stage.palette
    sheet, whole = stage.sheet("sky", 1.0), everywhere(stage.size)
    down = np.arange(layout.height, dtype=np.float32) / layout.horizon
    colours = rows(whole, *palette.sky)[:, 0]
    places = np.clip(down ** np.float32(1.12), 0, 1) * (layout.height - 1)
    sheet.fill(whole, colours[places.astype(int)][:, None])
    x, y = layout.sun
    share = 0.2 if stage.palette.light in ("night", "overcast", "storm") else 0.5
    sheet.fill(glow(stage.size, x, y, layout.unit * 0.5, flat=0.8), palette.sun, share)
    stage.lay(sheet)


def _stars(stage: Stage) -> None:
    rng, layout = stage.rng(1), stage.layout
    light: Plane = np.zeros((layout.height, layout.width), np.uint8)
    count = int(420 * layout.width * layout.height / layout.unit**2)
    for _ in range(count):
        x, y = rng.uniform(0, layout.width), rng.uniform(0, 1) ** 1.25 * layout.horizon
        bright = float(rng.power(0.35))
        radius = layout.unit * (0.0006 + 0.0017 * bright**5)
        _dot(light, x, y, radius, int(90 + 165 * bright))
    for _ in range(7):
        x, y = rng.uniform(0.04, 0.96) * layout.width, rng.uniform(0.04, 0.6) * layout.horizon
        _sparkle(light, x, y, layout.unit * rng.uniform(0.006, 0.012))
    down = np.arange(layout.height, dtype=np.float32)[:, None]
    cover = light.astype(np.float32) / 255 * fading(0.55, 1.0, down / layout.horizon)
    sheet = stage.sheet("stars", 1.0)
    sheet.fill(Patch(cover, 0, 0), lightened(stage.palette.sun, 0.5), 0.95)
    stage.lay(sheet)


def _dot(light: Plane, x: float, y: float, radius: float, shade: int) -> None:
    centre = int(x * 16), int(y * 16)
    cv2.circle(light, centre, max(6, int(radius * 16)), shade, -1, cv2.LINE_AA, 4)


def _sparkle(light: Plane, x: float, y: float, reach: float) -> None:
    thin = reach * 0.1
    star = polygon(
        (x, y - reach),
        (x + thin, y - thin),
        (x + reach, y),
        (x + thin, y + thin),
        (x, y + reach),
        (x - thin, y + thin),
        (x - reach, y),
        (x - thin, y - thin),
    )
    cv2.fillPoly(light, [np.round(star * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)


def _sun_or_moon(stage: Stage) -> None:
    if stage.lights_hidden or not stage.shines:
        return
    moon(stage) if stage.moonlit else _sun(stage)


def _halos(stage: Stage, sheet: Sheet, colour: RGB) -> None:
    (x, y), radius = stage.layout.sun, stage.layout.disc
    if stage.layout.rings:
        for ring in (4, 3, 2):
            sheet.fill(disc(stage.size, x, y, radius * (1 + 0.62 * (ring - 1))), colour, 0.10)
    sheet.fill(glow(stage.size, x, y, radius * 1.9), colour, 0.42)


def _sun(stage: Stage) -> None:
    (x, y), radius, sun = stage.layout.sun, stage.layout.disc, stage.palette.sun
    item = stage.brief.prop("sun")
    sun = item.colour if item and item.colour else sun
    sheet = stage.sheet("sun", 0.97)
    _halos(stage, sheet, sun)
    patch = disc(stage.size, x, y, radius)
    if stage.palette.light == "neon":
        # The slits of the sun that came with the synthesisers of the 1980s.
        down = np.arange(patch.top, patch.bottom, dtype=np.float32)[:, None]
        place = np.clip((down - (y - radius)) / (2 * radius), 0, 1)
        wide = step(0.36, 1.0, place)
        open_ = np.sin(2 * np.pi * 8.5 * place) < np.cos(np.pi * wide) * 1.02
        patch = patch.times(np.where(place > 0.4, open_, True))
        low = blend(sun, stage.palette.sky[2], 0.85)
        sheet.fill(patch, rows(patch, sun, blend(sun, low, 0.5), low))
    else:
        sheet.fill(patch, rows(patch, lightened(sun, 0.25), sun))
    stage.lay(sheet)


def moon(stage: Stage) -> None:
    """A full moon with its craters, or a crescent."""
    (x, y), radius = stage.layout.sun, stage.layout.disc
    item = stage.brief.prop("moon") or stage.brief.prop("crescent moon")
    pale = item.colour if item and item.colour else stage.palette.sun
    if item is not None:
        radius *= item.size * 1.15
    sheet = stage.sheet("moon", 0.97)
    _halos(stage, sheet, blend(pale, stage.palette.sky[3], 0.35))
    patch = disc(stage.size, x, y, radius)
    if stage.brief.prop("crescent moon"):
        bite = disc(stage.size, x + 0.52 * radius * stage.layout.side, y - 0.12 * radius, radius)
        patch = patch.minus(bite)
        sheet.fill(patch, pale)
    else:
        sheet.fill(patch, pale)
        dusk = blend(pale, stage.palette.sky[2], 0.2)
        for across, down, wide in _CRATERS:
            spot = (x + across * radius, y + down * radius, wide * radius, wide * radius * 0.94)
            sheet.shape(dusk, ellipse(*spot), opacity=0.62)
    stage.lay(sheet)
