"""A drawn scene for a subject of a picture: ground to stand on, and nothing else in the way."""

from dataclasses import replace
from typing import NamedTuple

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Picture, Plane, mixed
from worker.engines.classical.posters.brief import Brief, Item
from worker.engines.classical.posters.layers import composited_on
from worker.engines.classical.posters.lexicon import scenes
from worker.engines.classical.posters.poster import printed, staged
from worker.engines.classical.posters.reading import read
from worker.engines.classical.posters.saying import said
from worker.engines.classical.posters.scenes.planning import planned
from worker.engines.classical.posters.stage import Stage

_FALLING = ("snow", "rain", "fireflies")  # what is in front of the subject too
_NEAR = 0.31  # depth up to which it is
# What nobody can stand on, and the land that goes with it.
_SHORES = {"sea": "beach", "lake": "meadow", "city": "meadow"}


class Scenery(NamedTuple):
    """A scene as it is before it is printed."""

    stage: Stage
    title: str  # “beach, sunset”, with what could not be drawn
    variant: str  # what sets it apart: its palette and composition

    @property
    def seen(self) -> Picture:
        """What is drawn, (height, width, 3)."""
        return self.stage.painting.seen

    @property
    def horizon(self) -> float:
        """How far down it is, of the height."""
        return self.stage.layout.horizon / self.stage.layout.height

    def finished(self, picture: Picture, subject: Plane) -> Picture:
        """`picture` with what falls in front of `subject` (0 to 1), on one sheet of paper."""
        layers = self.stage.painting.layers
        falling = [one for one in layers if one.name in _FALLING and one.depth <= _NEAR]
        return printed(mixed(picture, composited_on(picture, falling), subject), self.stage)


def scene_named(words: str) -> Brief | None:
    """The surroundings that `words` name; None where they name none that can be drawn."""
    brief = read(words)
    grounds = brief.parts("far", "water", "land")
    return (
        brief if grounds and not any(scenes()[name].part == "whole" for name in grounds) else None
    )


def scenery(words: str, size: tuple[int, int], draw: Draw, light: str = "") -> Scenery:
    """The scene that `words` name, `size` (width, height) px; they must name one.

    `light` is the one that it has where they name none; no sun is added to that.
    """
    brief = scene_named(words)
    assert brief is not None, words
    plain = bool(light) and brief.light in ("", light)
    brief = replace(brief, light=light) if plain else brief
    grounded = _with_land(brief)
    plan = planned(grounded)
    stage, variant = staged(_emptied(grounded, plain=plain), plan, size, draw, keep=True)
    return Scenery(stage, said(grounded, plan).removeprefix("drew: "), variant)


def _with_land(brief: Brief) -> Brief:
    plan = planned(brief)
    shore = next((_SHORES[name] for name in (plan.water, *plan.far) if name in _SHORES), "")
    return brief if plan.land or not shore else replace(brief, scenes=(*brief.scenes, Item(shore)))


def _emptied(brief: Brief, *, plain: bool) -> Brief:
    """`brief` without what a poster adds of itself; `plain` without a sun in the sky, too."""
    added = {"birds", "sun", "moon"} if plain else {"birds"}
    return replace(brief, without=brief.without | added)
