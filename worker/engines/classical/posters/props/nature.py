"""Trees, palms and cacti."""

import numpy as np

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import RGB, blend, hexed, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.outlines import outline
from worker.engines.classical.posters.props.conifers import conifer, needles, snow, snow_on
from worker.engines.classical.posters.shapes import (
    Points,
    covered,
    ellipse,
    moved,
    placed,
    polygon,
    ribbon,
    smooth,
)
from worker.engines.classical.posters.stage import Spot, Stage, fading, rows

_LEAF, _AUTUMN, _BLOSSOM = "#4f8f52", "#d2752c", "#f3b3c4"


def tree(stage: Stage, item: Item, spot: Spot) -> None:
    """A broad tree: forked trunk, a crown of overlapping round masses."""
    autumn = "autumn" in stage.brief.weather
    blossom = item.name == "cherry tree"
    usual = hexed(_BLOSSOM if blossom else _AUTUMN if autumn else _LEAF)
    crown = stage.own(item, usual, spot.depth)
    if "snow" in stage.brief.weather and item.colour is None and not blossom:
        crown = blend(crown, snow(stage), 0.75)
    _crowned(stage, spot, crown)
    if blossom or autumn:
        _fallen(stage, spot, crown)


def _crowned(stage: Stage, spot: Spot, crown: RGB) -> None:
    x, y, s = spot.x, spot.y, spot.size
    rng, sheet = stage.rng(200 + spot.number), stage.sheet("tree", 0.15 + 0.5 * spot.depth)
    wood = blend(stage.palette.near, hexed("#5a3b30"), 0.3)
    trunk = placed(smooth(outline("tree", "trunk"), 6), x, y, s)
    sheet.shape(wood, trunk)
    for mass in _masses((x, y - 0.70 * s), s, rng):
        _leafy(stage, sheet, mass, crown)
    stage.lay(sheet)


def _leafy(stage: Stage, sheet: Sheet, mass: Points, crown: RGB) -> None:
    """One clump: dark below, lit towards the sun, its shading stippled."""
    (x, y), patch = mass.mean(axis=0), covered(stage.size, mass)
    if not patch.cover.size:
        return
    radius = (mass[:, 0].max() - mass[:, 0].min()) / 2
    to = -1 if stage.layout.sun[0] < x else 1
    down = (np.arange(patch.top, patch.bottom, dtype=np.float32) - np.float32(y))[:, None]
    across = (np.arange(patch.left, patch.right, dtype=np.float32) - np.float32(x))[None, :]
    facing = (0.62 * to * across - 0.78 * down) / np.float32(radius)
    sheet.fill(patch, crown)
    sheet.fill(stage.stippled(patch, fading(-0.75, 0.15, facing)), shaded(crown, 0.70))
    light = blend(crown, stage.palette.sun, 0.36)
    sheet.fill(stage.stippled(patch, 1 - fading(0.15, 1.05, facing)), light)


def _masses(centre: tuple[float, float], s: float, rng: np.random.Generator) -> list[Points]:
    """Round clumps of leaves around `centre`."""
    x, y = centre
    spots = (
        (-0.10, -0.17, 0.17),
        (0.12, -0.18, 0.18),
        (-0.34, 0.10, 0.12),
        (0.35, 0.10, 0.13),
        (-0.25, -0.01, 0.17),
        (0.26, 0.0, 0.17),
        (-0.10, 0.07, 0.18),
        (0.12, 0.06, 0.19),
        (0.0, -0.06, 0.20),
    )
    return [_clump(x + a * s, y + b * s, r * s * rng.uniform(0.9, 1.12), rng) for a, b, r in spots]


def _clump(x: float, y: float, radius: float, rng: np.random.Generator) -> Points:
    angles = np.linspace(0, 2 * np.pi, 15, endpoint=False)
    reach = radius * (1 + 0.07 * rng.standard_normal(15))
    return smooth(np.stack([x + reach * np.cos(angles), y + 0.88 * reach * np.sin(angles)], 1), 5)


def _fallen(stage: Stage, spot: Spot, crown: RGB) -> None:
    """Leaves or petals in the air and on the ground."""
    rng, s = stage.rng(230 + spot.number), spot.size
    flakes = [
        ellipse(
            spot.x + rng.normal(0, 0.42) * s,
            spot.y - rng.uniform(-0.06, 0.5) * s,
            0.010 * s,
            0.006 * s,
            rng.uniform(0, 3),
        )
        for _ in range(36)
    ]
    sheet = stage.sheet("leaves", 0.12)
    sheet.shape(crown, *flakes, opacity=0.9)
    stage.lay(sheet)


def pines(stage: Stage, item: Item, spot: Spot) -> None:
    """A single fir."""
    rng = stage.rng(240 + spot.number)
    colour = blend(needles(stage, spot.depth), stage.own(item, hexed("#2f6650")), 0.4)
    sheet = stage.sheet("pine", 0.15 + 0.5 * spot.depth)
    patch = covered(stage.size, conifer(spot.x, spot.y, spot.size, rng))
    sheet.fill(patch, rows(patch, blend(colour, stage.palette.sun, 0.14), colour))
    if "snow" in stage.brief.weather:
        pads = covered(stage.size, *snow_on(spot.x, spot.y, spot.size, rng))
        sheet.fill(pads, snow(stage))
    stage.lay(sheet)


def palm(stage: Stage, item: Item, spot: Spot) -> None:
    """A leaning palm with feathered fronds."""
    x, y, s = spot.x, spot.y, spot.size
    rng, lean = stage.rng(260 + spot.number), (1 if spot.number % 2 else -1) * stage.layout.side
    share = np.linspace(0, 1, 30)
    trunk = np.stack([x + lean * s * 0.24 * share**1.7, y - s * 0.86 * share], axis=1)
    dark = blend(stage.palette.near, hexed("#5a3b30"), 0.25)
    leaf = blend(stage.palette.near, stage.own(item, hexed("#2f7a5a")), 0.45)
    sheet = stage.sheet("palm", 0.1)
    widths = s * (0.026 - 0.013 * share) * (1 + 0.09 * (np.arange(30) % 2))
    sheet.shape(dark, ribbon(trunk, widths))
    head = trunk[-1]
    for number, angle in enumerate(np.linspace(-2.95, -0.19, 9)):
        length = s * rng.uniform(0.34, 0.44)
        frond = _frond(head, angle + rng.normal(0, 0.06), length)
        tone = leaf if number % 2 else blend(leaf, stage.palette.sun, 0.14)
        sheet.shape(tone, frond)
    stage.lay(sheet)


def _frond(root: Points, angle: float, length: float) -> Points:
    """An arching leaf whose lower edge is cut into fingers."""
    share = np.linspace(0, 1, 33)
    line = np.stack(
        [
            root[0] + np.cos(angle) * length * share,
            root[1] + np.sin(angle) * length * share + 0.62 * length * share**2.1,
        ],
        axis=1,
    )
    wide = length * 0.10 * np.sin(np.pi * np.clip(share * 0.96 + 0.04, 0, 1)) ** 0.8
    fingers = np.where(np.arange(33) % 2, 1.75, 0.35)
    upper = line - np.stack([np.zeros(33), wide * 0.28], axis=1)
    lower = line + np.stack([np.zeros(33), wide * fingers], axis=1)
    return np.concatenate([upper, lower[::-1]])


def cactus(stage: Stage, item: Item, spot: Spot) -> None:
    """A saguaro with two arms, ribbed, lit on one side."""
    x, y, s = spot.x, spot.y, spot.size
    flip = 1 if spot.number % 2 else -1
    green = stage.own(item, hexed("#3f7f5f"), spot.depth)
    sheet, thick = stage.sheet("cactus", 0.15 + 0.4 * spot.depth), 0.075 * s
    limbs = [
        _limb([(x, y + 0.03 * s), (x, y - 0.5 * s), (x, y - 0.95 * s)], thick),
        _limb(
            [
                (x, y - 0.36 * s),
                (x - flip * 0.26 * s, y - 0.37 * s),
                (x - flip * 0.265 * s, y - 0.70 * s),
            ],
            thick * 0.72,
        ),
        _limb(
            [
                (x, y - 0.50 * s),
                (x + flip * 0.23 * s, y - 0.51 * s),
                (x + flip * 0.235 * s, y - 0.80 * s),
            ],
            thick * 0.66,
        ),
    ]
    patch = covered(stage.size, *limbs)
    sheet.fill(patch, shaded(green, 0.74))
    to = -1 if stage.layout.sun[0] < x else 1
    lit = covered(stage.size, *[moved(limb, to * thick * 0.55, 0) for limb in limbs])
    sheet.fill(patch.within(lit), blend(green, stage.palette.sun, 0.18))
    stage.lay(sheet)


def _limb(points: list[tuple[float, float]], thick: float) -> Points:
    """A limb that bends like an elbow and ends round."""
    corner = np.array(points)
    share = np.linspace(0, 1, 40)[:, None]
    first, elbow, last = corner
    line = np.where(
        share < 0.5,
        first + (elbow - first) * np.clip(share * 2, 0, 1),
        elbow + (last - elbow) * np.clip(share * 2 - 1, 0, 1),
    )
    line = np.stack(
        [np.convolve(np.pad(line[:, at], 5, "edge"), np.ones(11) / 11, "valid") for at in (0, 1)],
        axis=1,
    )
    round_end = thick * np.sqrt(np.clip(1 - (np.linspace(0, 1, 12)) ** 2, 0, 1))
    tail = (
        line[-1]
        + (line[-1] - line[-2])
        / np.linalg.norm(line[-1] - line[-2])
        * (np.linspace(0, thick, 12)[:, None])
    )
    widths = np.concatenate([np.full(len(line), thick), round_end])
    return ribbon(np.concatenate([line, tail]), widths)


def near_grass(stage: Stage) -> None:
    """Blades in the very foreground."""
    layout, rng = stage.layout, stage.rng(290)
    blades = list[Points]()
    for _ in range(int(70 * layout.width / layout.unit)):
        x, tall = rng.uniform(-0.02, 1.02) * layout.width, layout.unit * rng.uniform(0.02, 0.07)
        lean, wide = rng.uniform(-0.6, 0.6) * tall, layout.unit * 0.0028
        foot = layout.height + 4
        blades.append(polygon((x - wide, foot), (x + lean, foot - tall), (x + wide, foot)))
    sheet = stage.sheet("grass", 0.02)
    sheet.shape(blend(stage.palette.near, stage.palette.lit(hexed(_LEAF)), 0.25), *blades)
    stage.lay(sheet)
