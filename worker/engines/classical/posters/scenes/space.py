"""Space: nebulae in two colours, stars, planets lit from one side, a rocket on its way."""

import numpy as np

from worker.engines.classical.painting.pixels import Plane
from worker.engines.classical.painting.texture import clouds as noise
from worker.engines.classical.painting.tone import step
from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import RGB, blend, hexed, lightened, ramp, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.patches import Patch
from worker.engines.classical.posters.props.airborne import rocket
from worker.engines.classical.posters.scenes.phenomena import shooting_stars
from worker.engines.classical.posters.scenes.sky import moon
from worker.engines.classical.posters.shapes import covered, disc, ellipse, everywhere, glow
from worker.engines.classical.posters.stage import Spot, Stage, rows

_WORLDS = ("#d98f55", "#5f93c4", "#c85a4f", "#9a7ac4", "#6fae92", "#e0b46a")


def space(stage: Stage) -> None:
    """Everything, from the nebulae to the rocket."""
    layout, brief = stage.layout, stage.brief
    _background(stage)
    _dust(stage)
    if stage.moon_asked:
        moon(stage)
    for number, (spot, item, ringed) in enumerate(_spots(stage)):
        planet(stage, item, spot._replace(number=number), ringed=ringed)
    if item := brief.prop("shooting star"):
        shooting_stars(stage, item)
    if item := brief.prop("rocket"):
        size = 0.25 * layout.unit * item.size * layout.near**0.5
        rocket(stage, item, Spot(layout.other, layout.height * 0.72, size, 0.2))


def _background(stage: Stage) -> None:
    layout, palette = stage.layout, stage.palette
    shape = layout.height, layout.width
    sheet, whole = stage.sheet("space", 1.0), everywhere(stage.size)
    deep = blend(palette.sky[0], (0.01, 0.012, 0.04), 0.6)
    sheet.fill(whole, rows(whole, deep, blend(deep, palette.sky[1], 0.35), deep))
    first = noise(shape, stage.rng(500), 0.55 * layout.unit, 5)
    second = noise(shape, stage.rng(501), 0.45 * layout.unit, 5)
    down = (np.arange(layout.height, dtype=np.float32) / layout.height - 0.5)[:, None]
    across = (np.arange(layout.width, dtype=np.float32) / layout.width - 0.5)[None, :]
    lean = 0.7 * layout.side
    band = np.exp(-(((down + lean * across + 0.09 * second) / 0.25) ** 2))
    for cloud, colour, share in (
        (step(-0.4, 1.9, first + 0.9 * band), palette.sky[2], 0.85),
        (step(0.1, 2.1, second + 0.6 * band), palette.sky[1], 0.8),
        (step(0.9, 2.6, first + second + band), lightened(palette.sky[3], 0.1), 0.6),
    ):
        patch = Patch((cloud * (0.25 + 0.75 * band)).astype(np.float32), 0, 0)
        sheet.fill(stage.stippled(patch, np.ones_like(patch.cover)), colour, share)
    stage.lay(sheet)


def _dust(stage: Stage) -> None:
    rng, layout = stage.rng(502), stage.layout
    sheet = stage.sheet("stars", 0.98)
    for _ in range(int(330 * layout.width * layout.height / layout.unit**2)):
        bright = float(rng.power(0.4))
        x, y = rng.uniform(0, layout.width), rng.uniform(0, layout.height)
        radius = layout.unit * (0.0007 + 0.0019 * bright**5)
        sheet.fill(disc(stage.size, x, y, radius, soft=0.6), (1.0, 0.98, 0.94), 0.35 + 0.6 * bright)
    for _ in range(6):
        x, y = rng.uniform(0, layout.width), rng.uniform(0, layout.height)
        sheet.fill(glow(stage.size, x, y, layout.unit * 0.011), (1.0, 0.96, 0.9), 0.7)
        sheet.fill(disc(stage.size, x, y, layout.unit * 0.0026), (1.0, 1.0, 1.0))
    stage.lay(sheet)


def _spots(stage: Stage) -> list[tuple[Spot, Item, bool]]:
    """Where planets hang: those asked for, or one large and one small."""
    layout, brief = stage.layout, stage.brief
    ringed, plain = brief.prop("ringed planet"), brief.prop("planet")
    large = layout.unit * 0.2 * layout.near
    here = Spot(layout.focus, layout.height * 0.42, large, 0.5)
    there = Spot(layout.other, layout.height * 0.22, large * 0.3, 0.8)
    third = Spot(layout.other * 0.8 + layout.width * 0.1, layout.height * 0.83, large * 0.42, 0.7)
    if stage.moon_asked and not (ringed or plain):
        return []
    if not (ringed or plain):
        asked = bool(brief.prop("rocket"))
        main = Item("planet")
        return [(here, main, not asked and stage.draw.spread(6) < 0.55), (there, main, False)]
    found = list[tuple[Spot, Item, bool]]()
    if ringed:
        found.append((here._replace(size=large * ringed.size), ringed, True))
    for number in range(plain.count if plain else 0):
        assert plain is not None
        spot = [here, there, third][(number + len(found[:1])) % 3]
        found.append((spot._replace(size=spot.size * plain.size), plain, False))
    return found


def planet(stage: Stage, item: Item, spot: Spot, *, ringed: bool) -> None:
    """A banded globe with a night side and a halo of air."""
    x, y, s = spot.x, spot.y, spot.size
    usual = hexed(_WORLDS[(stage.draw.seed * 2 + spot.number * 3) % len(_WORLDS)])
    body = item.colour or usual
    sheet = stage.sheet("planet", spot.depth)
    sheet.fill(glow(stage.size, x, y, s * 1.12), lightened(body, 0.15), 0.42)
    if ringed:
        _ring(stage, sheet, spot, body, front=False)
    patch = disc(stage.size, x, y, s)
    if patch.cover.size:
        down, across = _offsets(patch, x, y, s)
        sheet.fill(patch, _bands(stage, (down, across), body, spot))
        light = -stage.layout.side
        lit = across * -light * 0.75 - down * 0.5
        night = step(-0.35, 0.75, -lit + 0.35 * (across**2 + down**2) - 0.15)
        sheet.fill(
            stage.stippled(patch, night), shaded(blend(body, (0.02, 0.02, 0.08), 0.8), 0.5), 0.92
        )
        edge = step(0.86, 1.0, np.hypot(across, down)) * step(0.0, 0.8, lit)
        sheet.fill(patch.times(edge), lightened(body, 0.6), 0.55)
    if ringed:
        _ring(stage, sheet, spot, body, front=True)
    stage.lay(sheet)


def _offsets(patch: Patch, x: float, y: float, s: float) -> tuple[Plane, Plane]:
    """Down and across from the middle, in radii."""
    down = (np.arange(patch.top, patch.bottom, dtype=np.float32) - np.float32(y))[:, None] / s
    across = (np.arange(patch.left, patch.right, dtype=np.float32) - np.float32(x))[None, :] / s
    return down, across


def _bands(stage: Stage, offsets: tuple[Plane, Plane], body: RGB, spot: Spot) -> Plane:
    down, across = offsets
    tilt = down * 0.94 - across * 0.34
    rng = stage.rng(510 + spot.number)
    drift = noise((down.shape[0], across.shape[1]), rng, spot.size * 0.6, 3) * 0.05
    phases = rng.uniform(0, 6, 3)
    wave = (
        np.sin(9 * (tilt + drift) + phases[0])
        + 0.6 * np.sin(17 * (tilt + drift * 1.4) + phases[1])
        + 0.3 * np.sin(31 * tilt + phases[2])
    ) / 1.9
    # Five flat tones, as a print would have them.
    place = np.round((wave * 0.5 + 0.5) * 4) / 4
    table = ramp((shaded(body, 0.74), body, lightened(body, 0.28), lightened(body, 0.5)), 64)
    return table[np.clip(place * 63, 0, 63).astype(int)]


def _ring(stage: Stage, sheet: Sheet, spot: Spot, body: RGB, *, front: bool) -> None:
    x, y, s = spot.x, spot.y, spot.size
    turn = -0.34 * stage.layout.side
    colour = lightened(blend(body, hexed("#e9d9b8"), 0.55), 0.1)
    for outer, inner, share in ((2.15, 1.86, 0.85), (1.80, 1.46, 0.7), (1.42, 1.30, 0.45)):
        ring = covered(stage.size, ellipse(x, y, outer * s, outer * s * 0.27, turn)).minus(
            covered(stage.size, ellipse(x, y, inner * s, inner * s * 0.27, turn))
        )
        if not ring.cover.size:
            continue
        down, across = _offsets(ring, x, y, s)
        nearer = down * np.cos(turn) - across * np.sin(turn) > 0
        sheet.fill(ring.times(nearer if front else ~nearer), colour, share)
