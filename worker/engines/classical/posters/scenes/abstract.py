"""Abstracts: cut paper, a grid of plain shapes, arches under a disc, flowing bands."""

from collections.abc import Callable
from math import ceil

import numpy as np

from worker.engines.classical.posters.colour import RGB, blend, hexed, lightened, ramp, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.lines import waves
from worker.engines.classical.posters.patches import Patch
from worker.engines.classical.posters.shapes import (
    below,
    box,
    covered,
    disc,
    everywhere,
    polygon,
)
from worker.engines.classical.posters.stage import Stage, fading, from_edge, rows

_PALETTES = (
    ("navy and coral", ("#12284a", "#245c80", "#569ea0", "#ecd6a4", "#f08e56", "#ce4a3e")),
    ("plum and peach", ("#26143e", "#68266e", "#ce4276", "#fa8868", "#ffd090", "#fff0d6")),
    ("forest and ochre", ("#103434", "#28685c", "#82a46e", "#e8ce82", "#e28e4a", "#9c4030")),
    ("cream and indigo", ("#181a36", "#323060", "#78466e", "#dc6e64", "#f0b496", "#f6eee2")),
)


def abstract(stage: Stage) -> str:
    """Draw one; gives what it is called, with its colours."""
    name, colours = _colours(stage)
    title, draw = stage.draw.one_of(_KINDS)
    draw(stage, colours)
    return f"{title} in {name}"


def _colours(stage: Stage) -> tuple[str, list[RGB]]:
    """Six colours from dark to light."""
    asked = stage.brief.colours
    if not asked:
        name, colours = _PALETTES[(stage.draw.seed + stage.draw.seed // 4) % len(_PALETTES)]
        return name, [hexed(colour) for colour in colours]
    first = asked[0][1]
    last = asked[1][1] if len(asked) > 1 else lightened(first, 0.86)
    table = ramp(
        (shaded(first, 0.35), first, blend(first, last, 0.5), last, lightened(last, 0.55)), 6
    )
    found = [(float(red), float(green), float(blue)) for red, green, blue in table]
    return " and ".join(shade for shade, _ in asked), found


def _cut_paper(stage: Stage, colours: list[RGB]) -> None:
    """Sheets of paper with wavy edges, each with its shadow on the one behind."""
    layout, size = stage.layout, stage.size
    turned = list(reversed(colours)) if stage.draw.spread(5) < 0.5 else colours
    sheet, whole = stage.sheet("paper", 1.0), everywhere(size)
    sheet.fill(whole, rows(whole, turned[-1], blend(turned[-1], turned[-2], 0.25)))
    stage.lay(sheet)
    sun = stage.sheet("disc", 0.95)
    sun.fill(
        disc(size, layout.other, layout.height * 0.27, layout.unit * 0.13), turned[len(turned) // 2]
    )
    stage.lay(sun)
    count = 7
    for number in range(count):
        share = (number + 1) / count
        colour = ramp(tuple(reversed(turned)), count)[number]
        rng = stage.rng(700 + number)
        profile = layout.height * (0.22 + 0.70 * share**0.95) - 0.075 * layout.unit * waves(
            layout.width, rng, 0.62 * layout.unit, 2
        )
        _paper(
            stage,
            profile,
            (float(colour[0]), float(colour[1]), float(colour[2])),
            0.9 - 0.12 * number,
        )


def _paper(stage: Stage, profile: np.ndarray, colour: RGB, depth: float) -> None:
    sheet, unit = stage.sheet("paper", max(depth, 0.02)), stage.layout.unit
    shadow = below(profile - 0.026 * unit, stage.size)
    over = from_edge(profile, shadow) / (0.026 * unit)
    sheet.fill(shadow.times(1 - fading(-1.0, 0.4, over)), shaded(colour, 0.2), 0.34)
    patch = below(profile, stage.size)
    sheet.fill(patch, colour)
    under = from_edge(profile, patch) / unit
    sheet.fill(stage.stippled(patch, fading(0.0, 0.05, under)), lightened(colour, 0.22), 0.6)
    stage.lay(sheet)


def _tiles(stage: Stage, colours: list[RGB]) -> None:
    """A grid of quarter circles, discs, triangles and stripes."""
    layout, rng = stage.layout, stage.rng(710)
    across = (4, 5, 6, 3)[stage.draw.seed % 4]
    side = min(layout.width, layout.height) / across
    sheet, whole = stage.sheet("tiles", 1.0), everywhere(stage.size)
    sheet.fill(whole, colours[-1])
    for row in range(ceil(layout.height / side)):
        for column in range(ceil(layout.width / side)):
            picked = rng.permutation(len(colours))[:3]
            _tile(
                stage, sheet, (column * side, row * side, side), [colours[at] for at in picked], rng
            )
    stage.lay(sheet)


def _tile(
    stage: Stage,
    sheet: Sheet,
    place: tuple[float, float, float],
    colours: list[RGB],
    rng: np.random.Generator,
) -> None:
    left, top, side = place
    size, frame = stage.size, covered(stage.size, box(left, top, left + side, top + side))
    sheet.fill(frame, colours[0])
    corner_x, corner_y = left + side * int(rng.integers(2)), top + side * int(rng.integers(2))
    middle = left + side / 2, top + side / 2
    match int(rng.integers(6)):
        case 0:
            for reach, colour in ((1.0, colours[1]), (0.5, colours[2])):
                sheet.fill(frame.within(disc(size, corner_x, corner_y, side * reach)), colour)
        case 1:
            for reach, colour in ((0.44, colours[1]), (0.2, colours[2])):
                sheet.fill(disc(size, *middle, side * reach), colour)
        case 2:
            across = left + side - (corner_x - left), top + side - (corner_y - top)
            triangle = polygon((corner_x, corner_y), (across[0], corner_y), (corner_x, across[1]))
            sheet.shape(colours[1], triangle)
        case 3:
            for reach, colour in ((0.5, colours[1]), (0.25, colours[2])):
                sheet.fill(frame.within(disc(size, middle[0], corner_y, side * reach)), colour)
        case 4:
            stripes = [
                box(left, top + side * at, left + side, top + side * (at + 0.125))
                for at in (0.0, 0.25, 0.5, 0.75)
            ]
            sheet.shape(colours[1], *stripes)
        case _:
            sheet.fill(frame.within(disc(size, corner_x, middle[1], side * 0.5)), colours[1])
            sheet.fill(
                frame.within(disc(size, left + left + side - corner_x, middle[1], side * 0.5)),
                colours[2],
            )


def _arches(stage: Stage, colours: list[RGB]) -> None:
    """Nested arches, a disc and a low band, as prints of the 1960s had them."""
    layout, size = stage.layout, stage.size
    sheet, whole = stage.sheet("ground", 1.0), everywhere(size)
    sheet.fill(whole, rows(whole, colours[-1], blend(colours[-1], colours[-2], 0.3)))
    stage.lay(sheet)
    sun = stage.sheet("disc", 0.9)
    sun.fill(disc(size, layout.other, layout.height * 0.26, layout.unit * 0.12), colours[-2])
    stage.lay(sun)
    foot = layout.height * 0.84
    for x, wide, shift, depth in ((layout.focus, 0.33, 0, 0.6), (layout.other, 0.21, 2, 0.4)):
        arch = stage.sheet("arch", depth)
        for number in range(4):
            half = layout.unit * wide * (1 - 0.24 * number)
            top = foot - layout.unit * wide * 1.15 - half
            outline = [
                disc(size, x, top + half, half),
                covered(size, box(x - half, top + half, x + half, foot)),
            ]
            for piece in outline:
                arch.fill(piece, colours[(number + shift) % (len(colours) - 1)])
        stage.lay(arch)
    band = stage.sheet("band", 0.2)
    for number, colour in enumerate((colours[0], colours[2])):
        y = foot + (layout.height - foot) * 0.42 * number
        band.shape(colour, box(-2, y, layout.width + 2, layout.height + 2))
    stage.lay(band)


def _bands(stage: Stage, colours: list[RGB]) -> None:
    """Ribbons of colour that flow across, folded by a warp."""
    layout = stage.layout
    down = np.arange(layout.height, dtype=np.float32)[:, None] / layout.unit
    across = np.arange(layout.width, dtype=np.float32)[None, :] / layout.unit
    turn = stage.draw.between(0.3, 1.2, 1)
    u = down * np.cos(turn) + across * np.sin(turn)
    v = across * np.cos(turn) - down * np.sin(turn)
    phase = stage.draw.between(0, 6, 2)
    for step in range(3):
        u = u + 0.17 * np.sin(3.1 * v + phase + 1.7 * step)
        v = v + 0.13 * np.sin(2.7 * u + 2 * phase + step)
    place = np.mod(u * 1.35 + phase, 2.0)
    place = np.where(place > 1, 2 - place, place) * 11
    table = ramp(tuple(colours), 12)
    low = np.clip(np.floor(place), 0, 11)
    edge = place - low
    sheet = stage.sheet("bands", 1.0)
    shadow = 1 - 0.20 * np.exp(-edge / 0.22)
    paint = table[low.astype(int)] * shadow[..., None]
    sheet.fill(Patch(np.ones((layout.height, layout.width), np.float32), 0, 0), paint)
    stage.lay(sheet)


_KINDS: tuple[tuple[str, Callable[[Stage, list[RGB]], None]], ...] = (
    ("cut paper", _cut_paper),
    ("plain shapes", _tiles),
    ("arches", _arches),
    ("flowing bands", _bands),
)
