"""Woods: rows of conifers that come out of the mist, a clearing, trunks that frame it."""

import numpy as np

from worker.engines.classical.posters.colour import blend, shaded
from worker.engines.classical.posters.lines import Line, waves
from worker.engines.classical.posters.props.conifers import conifer, needles, snow, snow_on
from worker.engines.classical.posters.shapes import Points, below
from worker.engines.classical.posters.stage import Stage, fading, from_edge


def tree_row(stage: Stage, profile: Line, tall: float, depth: float, stream: int) -> None:
    """Conifers side by side along `profile`, and the ground under them."""
    rng, sheet = stage.rng(stream), stage.sheet("trees", 0.1 + 0.7 * depth)
    size, colour = stage.size, needles(stage, depth)
    step = tall * 0.30
    trees: list[Points] = []
    pads: list[Points] = []
    x = -step
    while x < size[0] + step:
        high = tall * rng.uniform(0.55, 1.12)
        foot = float(profile[int(np.clip(x, 0, size[0] - 1))]) + 0.05 * tall
        trees.append(conifer(x, foot, high, rng))
        if "snow" in stage.brief.weather and depth < 0.75:
            pads += snow_on(x, foot, high, rng)
        x += step * rng.uniform(0.55, 1.35)
    sheet.shape(colour, *trees)
    if pads:
        sheet.shape(blend(snow(stage), colour, 0.25 + 0.5 * depth), *pads)
    ground = below(profile, size)
    floor = blend(snow(stage), colour, 0.4) if "snow" in stage.brief.weather else colour
    sheet.fill(ground, floor)
    under = from_edge(profile + tall * 0.1, ground) / tall
    sheet.fill(
        stage.stippled(ground, 1 - fading(-0.3, 0.9, under)), stage.palette.haze, 0.85 * depth**0.6
    )
    stage.lay(sheet)


def forest(stage: Stage, top: float) -> Line:
    """Four rows from the mist at `top` px to a clearing; gives the clearing's profile."""
    layout = stage.layout
    room = layout.height - top
    for row, (depth, down, tall) in enumerate(
        ((0.88, -0.06, 0.22), (0.70, 0.04, 0.33), (0.50, 0.18, 0.46), (0.28, 0.36, 0.62))
    ):
        profile = (
            top
            + room * down
            + 0.012 * layout.unit * waves(layout.width, stage.rng(110 + row), 0.5 * layout.unit)
        )
        # A gap opens towards the focal point, so that the eye finds the clearing.
        away = np.abs(np.arange(layout.width) - layout.focus) / layout.unit
        profile = profile + room * 0.16 * row / 3 * np.exp(-((away / 0.3) ** 2))
        tree_row(stage, profile, tall * layout.unit * layout.near**0.5, depth, 120 + row)
    return _clearing(stage, top + room * 0.66)


def _clearing(stage: Stage, level: float) -> Line:
    layout, palette = stage.layout, stage.palette
    profile = level - 0.02 * layout.unit * waves(layout.width, stage.rng(130), layout.unit, 2)
    sheet, patch = stage.sheet("clearing", 0.12), below(profile, stage.size)
    snowy = "snow" in stage.brief.weather
    colour = snow(stage) if snowy else blend(needles(stage, 0.1), palette.near, 0.4)
    under = from_edge(profile, patch) / layout.unit
    sheet.fill(patch, colour)
    sheet.fill(
        stage.stippled(patch, fading(0, 0.12, under)), blend(colour, palette.haze, 0.35), 0.9
    )
    sheet.fill(stage.stippled(patch, 1 - fading(0.05, 0.4, under)), shaded(colour, 0.78), 0.8)
    stage.lay(sheet)
    return profile


def frame_trees(stage: Stage) -> None:
    """Large dark firs at both edges, in front of everything."""
    layout = stage.layout
    sheet = stage.sheet("near trees", 0.03)
    colour = blend(needles(stage, 0.0), stage.palette.near, 0.6)
    rng = stage.rng(140)
    trees: list[Points] = []
    pads: list[Points] = []
    for x, tall in ((-0.02, 0.95), (0.085, 0.6), (1.02, 0.8), (0.935, 0.5)):
        high = tall * layout.unit * rng.uniform(0.9, 1.08)
        foot = layout.height + 0.06 * layout.unit
        trees.append(conifer(x * layout.width, foot, high, rng))
        if "snow" in stage.brief.weather:
            pads += snow_on(x * layout.width, foot, high, rng)
    sheet.shape(colour, *trees)
    if pads:
        sheet.shape(blend(snow(stage), colour, 0.35), *pads)
    stage.lay(sheet)
