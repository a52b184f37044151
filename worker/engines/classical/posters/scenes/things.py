"""What stands, floats and flies in a landscape: where each thing goes, and how large."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.lexicon import props
from worker.engines.classical.posters.lines import Line
from worker.engines.classical.posters.props.afloat import sailing_boat, whale
from worker.engines.classical.posters.props.airborne import balloon, birds, rocket
from worker.engines.classical.posters.props.buildings import bridge, cabin, village
from worker.engines.classical.posters.props.camp import campfire, tent
from worker.engines.classical.posters.props.creatures import cat, couple, deer, person
from worker.engines.classical.posters.props.nature import cactus, palm, pines, tree
from worker.engines.classical.posters.props.towers import castle, lighthouse, windmill
from worker.engines.classical.posters.scenes.space import planet
from worker.engines.classical.posters.stage import Drawing, Spot, Stage


class _Kind(NamedTuple):
    """How a thing is drawn."""

    draw: Drawing
    size: float  # units
    down: float = 0.26  # of the water's height, where it floats
    wide: float = 0.1  # half of its foot, of its size
    beside: float = 0.0  # size where other things stand there too; 0 is the same
    behind: bool = False  # whether it is drawn before the others


_KINDS: Mapping[str, _Kind] = {
    "sailing boat": _Kind(sailing_boat, 0.135),
    "whale": _Kind(whale, 0.30, 0.42, beside=0.2),
    "lighthouse": _Kind(lighthouse, 0.46, 0.20, behind=True),
    "bridge": _Kind(bridge, 0.30, 0.06, behind=True),
    "cabin": _Kind(cabin, 0.145, wide=0.6),
    "village": _Kind(village, 0.125, wide=1.1, behind=True),
    "castle": _Kind(castle, 0.36, wide=0.46, behind=True),
    "windmill": _Kind(windmill, 0.36, wide=0.17, behind=True),
    "tent": _Kind(tent, 0.145, wide=0.6, beside=0.125),
    "campfire": _Kind(campfire, 0.085),
    "tree": _Kind(tree, 0.44),
    "cherry tree": _Kind(tree, 0.46),
    "pines": _Kind(pines, 0.34),
    "palm": _Kind(palm, 0.46),
    "cactus": _Kind(cactus, 0.31),
    "cat": _Kind(cat, 0.25, beside=0.085),
    "deer": _Kind(deer, 0.26, beside=0.16),
    "person": _Kind(person, 0.155),
    "people": _Kind(couple, 0.16),
}
# Of several: how far from the first, in units, and how large.
_ROW = ((0.0, 1.0), (0.30, 0.72), (-0.24, 0.84), (0.55, 0.62), (-0.46, 0.78))


class Footing(NamedTuple):
    """What things stand on."""

    ground: Line  # px down for each column
    level: float  # px, where the water begins


def stand(stage: Stage, footing: Footing) -> None:
    """Draw everything that stands or floats; what is named first gets the focal point."""
    items = [item for item in stage.brief.props if item.name in _KINDS]
    for at in sorted(range(len(items)), key=lambda at: not _KINDS[items[at].name].behind):
        for number in range(items[at].count):
            _draw(stage, items[at], (at, number), footing)


def _draw(stage: Stage, item: Item, turn: tuple[int, int], footing: Footing) -> None:
    """Draw one thing: `turn` is which thing it is, and which of several."""
    layout, (at, number), kind = stage.layout, turn, _KINDS[item.name]
    shift, part = _ROW[number % len(_ROW)]
    x = _across(stage, at, shift * max(1.0, kind.size / 0.3))
    alone = len({one.name for one in stage.brief.placed("land", "water")}) == 1
    usual = kind.size if alone else kind.beside or kind.size
    size = usual * layout.unit * item.size * part * (0.82 if at else 1.0) * layout.near**0.8
    if props()[item.name].place == "water":
        room = layout.height - footing.level
        y = footing.level + room * (kind.down + 0.16 * (number % 3) - (0.05 if at else 0.0))
    else:
        # The lowest ground under its foot, so that no corner hangs in the air.
        edges = np.clip((x - kind.wide * size, x + kind.wide * size), 0, layout.width - 1)
        under = footing.ground[int(edges[0]) : int(edges[1]) + 1]
        y = float(under.max()) + 0.012 * layout.unit
    kind.draw(stage, item, Spot(x, y, size, min(0.06 + 0.06 * at, 0.5), number))


def _across(stage: Stage, at: int, shift: float) -> float:
    """Where across thing `at` stands: the focal point, the other third, then between."""
    layout = stage.layout
    places = (
        layout.focus,
        layout.other,
        (layout.focus + 2 * layout.other) / 3,
        layout.focus * 0.4 + layout.width * 0.3,
    )
    base = places[at % len(places)]
    inwards = 1 if base < layout.width / 2 else -1
    x = base + inwards * shift * layout.unit
    return float(np.clip(x, 0.06 * layout.width, 0.94 * layout.width))


def fly(stage: Stage) -> None:
    """Draw balloons, planets, a rocket and birds."""
    layout, brief = stage.layout, stage.brief
    _balloons(stage, [item for item in brief.props if item.name == "balloon"])
    for name in ("ringed planet", "planet"):
        if item := brief.prop(name):
            spot = Spot(layout.other, 0.36 * layout.horizon, 0.11 * layout.unit * item.size, 0.96)
            planet(stage, item, spot, ringed=name == "ringed planet")
    if item := brief.prop("rocket"):
        size = 0.2 * layout.unit * item.size * layout.near**0.5
        rocket(stage, item, Spot(_free(stage)[0], 0.45 * layout.horizon, size, 0.3))
    bright = stage.palette.light in ("day", "dawn", "sunset", "dusk")
    usual = bright and stage.draw.spread(7) < 0.4 and not brief.prop("balloon")
    if brief.prop("birds") or (usual and brief.may_add("birds")):
        x = 0.55 * layout.other + 0.45 * layout.width / 2
        size = 0.030 * layout.unit * layout.near**0.5
        birds(stage, brief.prop("birds"), Spot(x, layout.horizon * 0.42, size, 0.6))


def _free(stage: Stage) -> tuple[float, float]:
    """Where across there is most room in the sky, and less: not over what stands there."""
    layout = stage.layout
    if stage.brief.placed("land", "water"):
        return layout.other, layout.focus
    return layout.focus, layout.other


def _balloons(stage: Stage, items: list[Item]) -> None:
    layout = stage.layout
    first, second = _free(stage)
    places = (  # across, how far down the sky, size, depth
        (first, 0.36, 0.125, 0.05),
        (second, 0.20, 0.07, 0.3),
        (layout.width * 0.5, 0.62, 0.045, 0.5),
        (second * 0.6, 0.5, 0.06, 0.4),
        (first * 1.12, 0.78, 0.035, 0.6),
    )
    each = [item for item in items for _ in range(item.count)]
    for number, (item, (x, down, part, depth)) in enumerate(zip(each, places, strict=False)):
        size = part * layout.unit * item.size * layout.near**0.5
        x = float(np.clip(x, size, layout.width - size))
        y = layout.horizon * down + 0.04 * layout.unit
        balloon(stage, item, Spot(x, y, size, depth, number))
