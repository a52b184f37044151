"""Flowers as a botanical print: a loose bunch before a plain ground with a disc."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from worker.engines.classical.posters.colour import RGB, blend, hexed, lightened, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.shapes import (
    Points,
    bow,
    disc,
    ellipse,
    everywhere,
    moved,
    ribbon,
    smooth,
)
from worker.engines.classical.posters.stage import Stage, rows

_USUAL = {
    "poppies": ("#d9412f", "#e8663c"),
    "tulips": ("#d8476f", "#f0a23c"),
    "daisies": ("#fbf7ec", "#f3ead2"),
    "sunflowers": ("#f2b32c", "#e8952a"),
    "roses": ("#c43a4f", "#e0808a"),
}
_MIXED = (
    ("#e4574f", "#f2a65a"),
    ("#8f6ac4", "#d888b8"),
    ("#f0b43c", "#e8704a"),
    ("#4f7fc4", "#b7a4e0"),
)
# Ground (light or dark), the disc behind, the leaves.
_GROUNDS = (
    ("cream ground", "#f4ead7", "#e9cfa6", "#47735a"),
    ("deep green ground", "#16302c", "#24504a", "#5f9a74"),
    ("sage ground", "#dfe5d2", "#f6d9b8", "#3f6a52"),
    ("midnight ground", "#171c35", "#2f3a66", "#5a9a86"),
)


class _Bloom(NamedTuple):
    """One flower."""

    x: float
    y: float
    size: float
    colour: RGB
    turn: float


def flowers(stage: Stage) -> str:
    """Draw the bunch; gives the name of the ground it stands on."""
    title, ground, halo, leaf = _GROUNDS[stage.draw.seed % len(_GROUNDS)]
    _ground(stage, hexed(ground), hexed(halo))
    blooms = _blooms(stage)
    _stems(stage, blooms, hexed(leaf))
    draw = _KINDS.get(_kind(stage), _poppy)
    for number, bloom in enumerate(sorted(blooms, key=lambda bloom: bloom.y)):
        sheet = stage.sheet("flower", max(0.05, 0.3 - 0.02 * number))
        draw(stage, sheet, bloom)
        stage.lay(sheet)
    return title


def _kind(stage: Stage) -> str:
    asked = next((kind for kind in stage.brief.kinds if kind in _KINDS), "")
    return asked or ("poppies", "daisies", "tulips", "roses")[(stage.draw.seed // 2) % 4]


def _ground(stage: Stage, ground: RGB, halo: RGB) -> None:
    layout = stage.layout
    sheet, whole = stage.sheet("ground", 1.0), everywhere(stage.size)
    sheet.fill(whole, rows(whole, lightened(ground, 0.06), shaded(ground, 0.94)))
    stage.lay(sheet)
    circle = stage.sheet("disc", 0.9)
    shift = (layout.focus - layout.width / 2) * 0.35
    circle.fill(
        disc(stage.size, layout.width / 2 + shift, layout.height * 0.40, layout.unit * 0.36), halo
    )
    stage.lay(circle)


def flower_colours(stage: Stage) -> tuple[RGB, ...]:
    """The colours that the words give the flowers, else those of their kind."""
    item, brief = stage.brief.scene("flowers"), stage.brief
    if item is not None and item.colour:
        return (item.colour, lightened(item.colour, 0.25), *(rgb for _, rgb in brief.colours))
    if brief.colours:
        return tuple(rgb for _, rgb in brief.colours)
    named = next((_USUAL[kind] for kind in brief.kinds if kind in _USUAL), None)
    pair = named or _MIXED[(stage.draw.seed // 3 + stage.draw.seed) % len(_MIXED)]
    return tuple(hexed(colour) for colour in pair)


def _blooms(stage: Stage) -> list[_Bloom]:
    layout, rng, colours = stage.layout, stage.rng(600), flower_colours(stage)
    count = (5, 7, 6, 9)[stage.draw.seed % 4]
    wide = min(layout.width * 0.40, layout.unit * 0.52)
    found = list[_Bloom]()
    for number in range(count):
        share = (number + 0.5) / count * 2 - 1
        x = layout.width / 2 + share * wide + rng.uniform(-0.03, 0.03) * layout.unit
        rise = 0.30 + 0.20 * abs(share) + (0.16 if number % 2 else 0.0) + rng.uniform(-0.03, 0.03)
        size = layout.unit * rng.uniform(0.088, 0.125) * (7 / count) ** 0.35
        colour = colours[number % len(colours)]
        found.append(_Bloom(x, layout.height * rise, size, colour, rng.uniform(0, 6.28)))
    return found


def _stems(stage: Stage, blooms: list[_Bloom], leaf: RGB) -> None:
    layout, rng = stage.layout, stage.rng(601)
    sheet = stage.sheet("stems", 0.35)
    tie = np.array((layout.width / 2, layout.height * 1.06))
    for bloom in blooms:
        top = np.array((bloom.x, bloom.y))
        foot = np.array((tie[0] + (bloom.x - tie[0]) * 0.24, tie[1]))
        line = bow(top, np.array((bloom.x * 0.8 + tie[0] * 0.2, layout.height * 0.72)), foot, 40)
        sheet.shape(leaf, ribbon(line, layout.unit * 0.0044))
        for at in rng.integers(11, 33, 2):
            side = 1 if rng.random() < 0.5 else -1
            _leaf(stage, sheet, line[at], side * rng.uniform(0.45, 1.05), leaf)
    stage.lay(sheet)


def _leaf(stage: Stage, sheet: Sheet, root: Points, lean: float, colour: RGB) -> None:
    """A leaf in two tones along its rib, leaning `lean` radians from upright."""
    long = stage.layout.unit * 0.125
    tip = moved(root, np.sin(lean) * long, -np.cos(lean) * long)
    middle = (root + tip) / 2
    across = np.array((np.cos(lean), np.sin(lean))) * long * 0.30
    rib = bow(root, middle - across * 0.15, tip, 16)
    for to, tone in ((1, shaded(colour, 0.84)), (-1, lightened(colour, 0.12))):
        edge = bow(root, middle + to * across, tip, 16)
        sheet.shape(tone, np.concatenate([edge, rib[::-1]]))


def _petal(bloom: _Bloom, angle: float, long: float, wide: float) -> Points:
    """A petal from the heart outwards."""
    share = np.linspace(0, 1, 18)
    half = wide * np.sin(np.pi * share**0.75) ** 0.85
    line = np.concatenate(
        [np.stack([share * long, half], 1), np.stack([share * long, -half], 1)[::-1]]
    )
    cosine, sine = np.cos(angle), np.sin(angle)
    spun = line @ np.array(((cosine, sine), (-sine, cosine)))
    return spun * (bloom.size, bloom.size * 0.92) + (bloom.x, bloom.y)


def _rayed(stage: Stage, sheet: Sheet, bloom: _Bloom, count: int, heart: tuple[RGB, float]) -> None:
    colour, reach = heart
    for ring, (long, tone) in enumerate(((1.0, shaded(bloom.colour, 0.84)), (0.86, bloom.colour))):
        for number in range(count):
            angle = bloom.turn + (number + 0.5 * ring) / count * 2 * np.pi
            petal = _petal(bloom, angle, long, 1.9 / count)
            light = 0.10 * np.cos(angle + 2.2)
            sheet.shape(
                lightened(tone, max(0.0, light)) if light > 0 else shaded(tone, 1 + light), petal
            )
    size = bloom.size * reach
    sheet.fill(disc(stage.size, bloom.x, bloom.y, size), shaded(colour, 0.82))
    sheet.fill(disc(stage.size, bloom.x - size * 0.12, bloom.y - size * 0.15, size * 0.72), colour)


def _daisy(stage: Stage, sheet: Sheet, bloom: _Bloom) -> None:
    _rayed(stage, sheet, bloom, 15, (hexed("#efb73a"), 0.28))


def _sunflower(stage: Stage, sheet: Sheet, bloom: _Bloom) -> None:
    _rayed(stage, sheet, bloom._replace(size=bloom.size * 1.15), 19, (hexed("#5e3a22"), 0.44))


def _poppy(stage: Stage, sheet: Sheet, bloom: _Bloom) -> None:
    """Five broad petals around a dark heart."""
    for number, tone in enumerate((0.78, 0.86, 0.92, 1.0, 0.95)):
        angle = bloom.turn + number * 0.8 * np.pi
        x = bloom.x + np.cos(angle) * bloom.size * 0.46
        y = bloom.y + np.sin(angle) * bloom.size * 0.42
        petal = ellipse(x, y, bloom.size * 0.52, bloom.size * 0.60, angle)
        sheet.shape(shaded(bloom.colour, tone), petal)
        fold = ellipse(x, y, bloom.size * 0.30, bloom.size * 0.40, angle)
        sheet.shape(lightened(bloom.colour, 0.07), fold, opacity=0.5)
    sheet.fill(disc(stage.size, bloom.x, bloom.y, bloom.size * 0.24), hexed("#241a26"))
    for number in range(12):
        angle = number / 12 * 2 * np.pi
        x, y = (
            bloom.x + np.cos(angle) * bloom.size * 0.33,
            bloom.y + np.sin(angle) * bloom.size * 0.31,
        )
        sheet.fill(disc(stage.size, x, y, bloom.size * 0.03), hexed("#241a26"))
    sheet.fill(disc(stage.size, bloom.x, bloom.y, bloom.size * 0.11), hexed("#9ab26a"))


def _tulip(stage: Stage, sheet: Sheet, bloom: _Bloom) -> None:
    """A cup of three petals, upright."""
    x, y, s = bloom.x, bloom.y, bloom.size
    for across, wide, tone in ((-0.40, 0.42, 0.80), (0.40, 0.42, 0.88), (0.0, 0.50, 1.0)):
        petal = smooth(
            [
                (across * 0.35, 0.62),
                (across - wide, 0.05),
                (across * 1.5 - wide * 0.55, -0.62),
                (across * 1.35, -1.0),
                (across * 1.5 + wide * 0.55, -0.62),
                (across + wide, 0.05),
            ]
        )
        sheet.shape(shaded(bloom.colour, tone), petal * s * 0.92 + (x, y))
    vein = smooth([(0.0, 0.5), (-0.05, 0.0), (0.0, -0.75), (0.05, 0.0)])
    sheet.shape(lightened(bloom.colour, 0.25), vein * s * 0.92 + (x, y), opacity=0.8)


def _rose(stage: Stage, sheet: Sheet, bloom: _Bloom) -> None:
    """Rings of rounded petals that close towards the middle."""
    for ring, (reach, count, tone) in enumerate(
        ((1.0, 7, 0.74), (0.78, 6, 0.86), (0.57, 5, 0.98), (0.37, 4, 1.08))
    ):
        for number in range(count):
            angle = bloom.turn + ring * 0.6 + number / count * 2 * np.pi
            at = reach * 0.52 * bloom.size
            x, y = bloom.x + np.cos(angle) * at, bloom.y + np.sin(angle) * at * 0.92
            petal = ellipse(
                x, y, reach * 0.52 * bloom.size, reach * 0.40 * bloom.size, angle + 1.57
            )
            shade = tone * (1 + 0.05 * np.cos(angle + 2.2))
            colour = shaded(bloom.colour, min(shade, 1.0))
            sheet.shape(lightened(colour, max(0.0, shade - 1) * 1.6), petal)
    sheet.fill(disc(stage.size, bloom.x, bloom.y, bloom.size * 0.13), shaded(bloom.colour, 0.7))


_KINDS: Mapping[str, Callable[[Stage, Sheet, _Bloom], None]] = {
    "poppies": _poppy,
    "tulips": _tulip,
    "daisies": _daisy,
    "sunflowers": _sunflower,
    "roses": _rose,
}

__all__ = ["blend", "flowers"]
