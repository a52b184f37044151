"""Land and water from far to near."""

import numpy as np

from worker.engines.classical.posters.lines import Line
from worker.engines.classical.posters.props.nature import near_grass
from worker.engines.classical.posters.scenes import land
from worker.engines.classical.posters.scenes.city import city
from worker.engines.classical.posters.scenes.fields import flower_field
from worker.engines.classical.posters.scenes.flowers import flower_colours
from worker.engines.classical.posters.scenes.forest import forest, frame_trees, tree_row
from worker.engines.classical.posters.scenes.mountains import far_ranges, mountains, volcano
from worker.engines.classical.posters.scenes.planning import Plan
from worker.engines.classical.posters.scenes.sky import sky
from worker.engines.classical.posters.scenes.things import Footing, fly, stand
from worker.engines.classical.posters.scenes.water import Water, big_waves, island, water
from worker.engines.classical.posters.stage import Stage
from worker.engines.classical.posters.weather import fall, fog


def landscape(stage: Stage, plan: Plan) -> None:
    """Draw everything, back to front."""
    layout, foggy = stage.layout, "fog" in stage.brief.weather
    sky(stage)
    _far(stage, plan)
    if foggy:
        fog(stage, layout.horizon, 0.62)
    _water(stage, plan)
    ground = _land(stage, plan)
    if foggy:
        fog(stage, 0.6 * layout.horizon + 0.4 * layout.height, 0.22)
    if plan.field:
        flower_field(stage, ground, flower_colours(stage))
    if stage.brief.prop("road") and not plan.water:
        land.path(stage)
    stand(stage, Footing(ground, layout.horizon))
    fly(stage)
    if plan.land == "forest" and not (plan.far or plan.water):
        frame_trees(stage)
    elif plan.land == "meadow" and not plan.water and "grass" not in stage.brief.fixed:
        near_grass(stage)
    fall(stage)


def _far(stage: Stage, plan: Plan) -> None:
    layout = stage.layout
    hilly = plan.water == "lake" or (plan.land == "meadow" and stage.draw.spread(4) < 0.7)
    if "mountains" in plan.far:
        mountains(stage)
    elif not plan.far and hilly and stage.brief.may_add("mountains"):
        far_ranges(stage)
    if "volcano" in plan.far:
        volcano(stage)
    if "city" in plan.far:
        city(stage, layout.horizon + (0.004 if plan.water else 0.03) * layout.unit)
    if plan.woods:
        for row, (tall, depth) in enumerate(((0.10, 0.62), (0.15, 0.4))):
            profile = np.full(layout.width, layout.horizon + 0.02 * row * layout.unit)
            tree_row(stage, profile, tall * layout.unit, depth, 185 + row)


def _water(stage: Stage, plan: Plan) -> None:
    layout, brief = stage.layout, stage.brief
    if not plan.water:
        return
    if plan.water == "lake" and "city" not in plan.far and brief.may_add("forest"):
        profile = np.full(layout.width, layout.horizon - 0.004 * layout.unit)
        tree_row(stage, profile, 0.06 * layout.unit, 0.5, 180)
    if "island" in brief.kinds:
        island(stage, layout.horizon)
    still = "calm" in brief.weather or plan.water == "lake"
    calm = 0.92 if still else 0.35 if stage.palette.light == "storm" else 0.7
    water(stage, Water(layout.horizon, calm), plan.water)
    if "waves" in brief.kinds:
        big_waves(stage, layout.horizon)


def _land(stage: Stage, plan: Plan) -> Line:
    """Lay the land; gives the profile that things stand on."""
    layout = stage.layout
    match plan.land:
        case "" if plan.water:
            return np.full(layout.width, layout.horizon + 0.3 * (layout.height - layout.horizon))
        case "beach" | "desert" if plan.water:
            return land.beach(stage)
        case "forest" if plan.water:
            return _wooded(stage)
        case _ if plan.water:
            return land.shore(stage)
        case "forest":
            return forest(stage, layout.horizon - (0 if plan.far else 0.1 * layout.unit))
        case "desert" | "beach":
            return land.desert(stage)
        case _ if {"mountains", "volcano"}.intersection(plan.far):
            return _valley(stage)
        case _:
            return land.meadow(stage)


def _valley(stage: Stage) -> Line:
    """Wooded foothills under mountains, then a meadow."""
    layout = stage.layout
    if not stage.brief.may_add("forest"):  # then the meadow hides the feet of the mountains
        return land.meadow(stage, start=layout.horizon - 0.02 * layout.unit, bands=4)
    for row, (down, tall, depth) in enumerate(((0.03, 0.05, 0.5), (0.17, 0.085, 0.3))):
        swell = 0.02 * layout.unit * np.sin(np.arange(layout.width) / layout.unit * 3.1 + row * 2)
        profile = layout.horizon + down * (layout.height - layout.horizon) + swell
        tree_row(stage, profile, tall * layout.unit, depth, 190 + row)
    start = layout.horizon + 0.36 * (layout.height - layout.horizon)
    return land.meadow(stage, start=start, bands=3)


def _wooded(stage: Stage) -> Line:
    """A shore with firs on it."""
    layout = stage.layout
    profile = land.shore(stage)
    tall = 0.2 * layout.unit * layout.near
    tree_row(stage, profile + 0.02 * layout.unit, tall, 0.08, 195)
    return profile
