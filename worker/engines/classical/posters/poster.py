"""A poster from words: the brief is read, colours and composition are drawn, layers are laid."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import DESIGN_SIDE, Picture
from worker.engines.classical.painting.texture import paper
from worker.engines.classical.painting.tone import vignetted
from worker.engines.classical.posters.brief import Brief
from worker.engines.classical.posters.layers import Layer, Painting
from worker.engines.classical.posters.layout import laid_out
from worker.engines.classical.posters.lexicon import light_of_weather, props
from worker.engines.classical.posters.palette import Palette, coloured, palettes
from worker.engines.classical.posters.patches import Patch
from worker.engines.classical.posters.reading import read
from worker.engines.classical.posters.saying import refusal, repainted, said
from worker.engines.classical.posters.scenes.abstract import abstract
from worker.engines.classical.posters.scenes.flowers import flowers
from worker.engines.classical.posters.scenes.landscape import landscape
from worker.engines.classical.posters.scenes.planning import Plan, planned
from worker.engines.classical.posters.scenes.space import space
from worker.engines.classical.posters.small import cut_again, unseen
from worker.engines.classical.posters.stage import Stage
from worker.engines.classical.styles.looks import FULL_STRENGTH, restyled
from worker.engines.classical.words.beyond import Beyond

# Lights that take turns where the words name none.
_LIGHTS = ("sunset", "day", "dusk", "dawn")
_CUT = ("linocut",)  # looks in one ink: small things are cut out of it
_LOW = ("sunset", "dawn", "dusk", "neon")


class Poster(NamedTuple):
    """A finished poster."""

    picture: Picture  # (height, width, 3), float32, sRGB
    did: str  # what was drawn, what could not be, and how
    layers: tuple[Layer, ...] = ()  # back to front, where they were kept
    small: tuple[Patch, ...] = ()  # where the things are that a look may swallow
    scheme: str = ""  # the name of its colours

    @property
    def uncoloured(self) -> str:
        """What was drawn, where its colours become others: “poster, close view”."""
        return self.did.replace(f"poster, {self.scheme}, ", "poster, ", 1)


def drawn(
    words: str, size: tuple[int, int], draw: Draw, negative: str = "", look: str = ""
) -> Poster:
    """The poster that `words` ask for, `size` (width, height) px; `negative` must not appear.

    `look` goes on top, else the one that the words name. Raises Beyond, which says what can be
    drawn, where nothing of the words is known.
    """
    brief = read(words, negative)
    poster = _drawn(brief, size, draw, keep=False)
    style = look or brief.look
    if not style:
        return poster
    picture, how = restyled(poster.picture, style, draw, FULL_STRENGTH)
    if how.startswith(_CUT):
        picture = cut_again(picture, poster.small)
    how += repainted(brief, how) + _swallowed(brief, picture, poster.small)
    if brief.look_words and not look:
        how = how.replace(style, f"{style} (nearest to “{brief.look_words}”)", 1)
    return Poster(picture, f"{poster.did.rpartition('; ')[0]}; {how}")


def in_layers(words: str, size: tuple[int, int], draw: Draw, negative: str = "") -> Poster:
    """The same poster without a look, with its layers: what a moving camera needs."""
    return _drawn(read(words, negative), size, draw, keep=True)


def _drawn(brief: Brief, size: tuple[int, int], draw: Draw, *, keep: bool) -> Poster:
    if not brief.known:
        raise Beyond(refusal(brief))
    plan = planned(brief)
    stage, title = staged(brief, plan, size, draw, keep=keep)
    did = f"{said(brief, plan)}; poster, {title}"
    painting = stage.painting
    picture, layers = printed(painting.seen, stage), tuple(painting.layers)
    return Poster(picture, did, layers, painting.small, stage.palette.name)


def _swallowed(brief: Brief, picture: Picture, small: tuple[Patch, ...]) -> str:
    """What to say of birds that were asked for and that a look left hard to see."""
    birds = brief.prop("birds")
    lost = unseen(picture, small) if birds is not None else 0
    return ", in which the birds are hard to see" if lost else ""


def staged(
    brief: Brief, plan: Plan, size: tuple[int, int], draw: Draw, *, keep: bool
) -> tuple[Stage, str]:
    """The stage of a poster with everything on it, and what sets this variant apart."""
    palette = _palette(brief, plan, draw)
    layout = laid_out(*size, draw, _sun_rise(brief, plan, palette))
    painting = Painting(*size, keep=keep)
    grain = draw.noise(99).standard_normal((size[1], size[0]), dtype=np.float32)
    stage = Stage(brief, layout, palette, draw, painting, grain)
    return stage, _scene(stage, plan)


def _scene(stage: Stage, plan: Plan) -> str:
    """Draw the scene; gives what sets this variant apart."""
    match plan.whole:
        case "flowers":
            return flowers(stage)
        case "abstract":
            return abstract(stage)
        case "space":
            space(stage)
        case _:
            landscape(stage, plan)
    return f"{stage.palette.name}, {stage.layout.title}"


def _palette(brief: Brief, plan: Plan, draw: Draw) -> Palette:
    things = [props()[item.name].light for item in brief.props]
    weather = [light_of_weather().get(name, "") for name in brief.weather]
    night = "night" if plan.whole == "space" else ""
    named = next((light for light in (brief.light, night, *things, *weather) if light), "")
    if named:
        chosen = draw.one_of(palettes(named))
    else:  # the lights take turns, and their palettes when all have had theirs
        choices = palettes(draw.one_of(_LIGHTS))
        chosen = choices[draw.seed // len(_LIGHTS) % len(choices)]
    colours = [rgb for _, rgb in brief.colours]
    # Of two colours each rules the sky's upper half in turn.
    return coloured(chosen, colours[::-1] if draw.seed % 2 else colours)


def _sun_rise(brief: Brief, plan: Plan, palette: Palette) -> float:
    """How high the sun or the moon stands, in units: low lights keep it near the horizon."""
    if palette.light not in _LOW or brief.prop("moon") or brief.prop("crescent moon"):
        return 0.35
    # Not behind what stands there.
    return 0.24 if plan.far or plan.land == "forest" else 0.05


def printed(seen: Picture, stage: Stage) -> Picture:
    """On paper: its relief in the light, a little grain, the edges a little darker."""
    sheet = paper(seen.shape, stage.rng(98), stage.layout.unit / DESIGN_SIDE)
    relief = 1 + (sheet.light - 1) * np.float32(0.5)
    grain = stage.grain * np.float32(0.013)
    printed = vignetted(seen, 0.14, 0.95) * relief[..., None] + grain[..., None]
    return np.clip(printed, 0, 1).astype(np.float32)
