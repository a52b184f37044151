"""The palette of pictures given to another: transport of colours, and what keeps it natural."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Picture, resized
from worker.engines.classical.painting.tone import displayable, from_lab, to_lab

_SAMPLES = 12_000  # colours that the transport is worked out on
_SIDE = 160  # px, the side of the small pictures that they are taken from
_ROUNDS = 14
_PACE = 0.9  # of the way, each round
_QUANTILES = 256
_GRID = 13  # colours a side of the cube that the transport is kept in
_LOW = np.array([0.0, -90.0, -90.0])  # Lab of the cube's first corner
_SPAN = np.array([100.0, 180.0, 180.0])
# How far the cube is smoothed, in its cells, and how much each counts: far ones fill the gaps.
_SMOOTHING = ((0.8, 1.0), (1.8, 0.04), (4.0, 0.002))

# Of a brand's colours: how far their lights and shades go in Lab, how much of each there is beside
# the one before it, how far a picture's own light follows, and how much chroma it may gain.
_SHADES, _FEWER, _LIGHT, _CHROMA = 16.0, 0.8, 0.35, 2.6

Colours = NDArray[np.float64]  # (count, 3), Lab


class Recipe(NamedTuple):
    """How much of a palette is taken."""

    title: str
    light: float  # of the way to the lights and shades of the reference
    colour: float  # of the way to its hues
    chroma: float  # times the chroma of the source that it may have, and some more
    gamma: float  # of the lightness: above 1 is darker


RECIPES = (
    Recipe("its hues", 0.15, 1.0, 1.8, 1.0),
    Recipe("its hues and its light", 1.0, 1.0, 1.8, 1.0),
    Recipe("an airy tint of it", 0.0, 0.45, 1.3, 0.68),
    Recipe("all of it, deep", 0.5, 1.25, 2.6, 1.4),
)


def with_palette(
    picture: Picture, references: Sequence[Picture], draw: Draw
) -> tuple[Picture, str]:
    """`picture` in the colours of `references`, and how much of them.

    Sliced optimal transport in Lab (Pitié, Kokaram and Dahyot 2007) on a sample of colours, kept as
    a smooth table, so that no gradient breaks; the chroma is capped, so that nothing glows.
    """
    recipe, rng = draw.one_of(RECIPES), draw.noise(11)
    lab = to_lab(picture)
    own, wanted = _sampled([picture], rng), _sampled(references, rng)
    moved = _transported(own, wanted, rng) - own
    shift = _looked_up(_table(own, moved), lab)
    shift[..., 0] *= np.float32(recipe.light)
    shift[..., 1:] *= np.float32(recipe.colour)
    after = _capped(lab, lab + shift, recipe.chroma)
    after[..., 0] = 100 * (after[..., 0] / 100) ** np.float32(recipe.gamma)
    return from_lab(displayable(after)), recipe.title


def in_colours(picture: Picture, colours: Sequence[str], seed: int) -> Picture:
    """`picture` in `colours`, "#b5462a", as a brand has them: the first ones cover more.

    The transport is that of `with_palette`, towards the colours in lights and shades of their own.
    """
    return colouring(picture, colours, seed)(picture)


def in_its(colours: Sequence[str]) -> str:
    """What the reply says of that."""
    return f"in its {len(colours)} colours" if len(colours) > 1 else "in its colour"


def colouring(picture: Picture, colours: Sequence[str], seed: int) -> Callable[[Picture], Picture]:
    """What brings `picture`, or a part of it, into `colours`: the same ones become the same."""
    rng = Draw(seed).noise(12)
    own, wanted = _sampled([picture], rng), _shaded(colours, rng)
    table = _table(own, _transported(own, wanted, rng) - own)

    def coloured(part: Picture) -> Picture:
        lab = to_lab(part)
        shift = _looked_up(table, lab)
        shift[..., 0] *= np.float32(_LIGHT)
        return from_lab(displayable(_capped(lab, lab + shift, _CHROMA)))

    return coloured


def _shaded(colours: Sequence[str], rng: np.random.Generator) -> Colours:
    """Lights and shades of `colours`, of each fewer than of the one before it."""
    rgb = [[int(one[at : at + 2], 16) / 255 for at in (1, 3, 5)] for one in colours]
    lab = to_lab(np.array([rgb], np.float32))[0].astype(np.float64)
    shares = np.array([_FEWER**at for at in range(len(colours))])
    which = rng.choice(len(colours), _SAMPLES, p=shares / shares.sum())
    taken = lab[which]
    lightness = np.clip(taken[:, 0] + rng.uniform(-_SHADES, _SHADES, _SAMPLES), 2, 98)
    # Towards black and white colours lose their chroma, as those of things do.
    towards = np.abs(lightness - taken[:, 0]) / 100
    taken[:, 1:] *= (1 - towards)[:, None]
    taken[:, 0] = lightness
    return taken


def _sampled(pictures: Sequence[Picture], rng: np.random.Generator) -> Colours:
    """Colours of all `pictures`, as many of each."""
    share = _SAMPLES // len(pictures)
    found = [
        to_lab(resized(picture, _SIDE, _SIDE)).reshape(-1, 3)[rng.choice(_SIDE**2, share, False)]
        for picture in pictures
    ]
    return np.concatenate(found).astype(np.float64)


def _transported(colours: Colours, wanted: Colours, rng: np.random.Generator) -> Colours:
    """`colours` moved until each projection of them is spread as that of `wanted`."""
    moved, ranks = colours.copy(), np.linspace(0, 1, _QUANTILES)
    for _ in range(_ROUNDS):
        axes, _ = np.linalg.qr(rng.standard_normal((3, 3)))
        for axis in axes.T:
            here, there = _along(moved, axis), _along(wanted, axis)
            target = np.interp(here, np.quantile(here, ranks), np.quantile(there, ranks))
            moved += (target - here)[:, None] * axis * _PACE
    return moved


def _along(colours: Colours, axis: NDArray[np.float64]) -> NDArray[np.float64]:
    # Written out, since BLAS may sum differently on another machine.
    return colours[:, 0] * axis[0] + colours[:, 1] * axis[1] + colours[:, 2] * axis[2]


def _cells(lab: NDArray[Any]) -> NDArray[np.float64]:
    """Where colours lie in the cube, in cells."""
    return np.clip((lab - _LOW) / _SPAN, 0, 1) * (_GRID - 1)


def _table(colours: Colours, moved: Colours) -> NDArray[np.float64]:
    """By how much each colour of the cube moves, (grid, grid, grid, 3)."""
    from scipy.ndimage import gaussian_filter  # a quarter of a second, which no start waits for

    sums, weights = np.zeros((_GRID,) * 3 + (3,)), np.zeros((_GRID,) * 3)
    cells = _cells(colours)
    base = np.clip(np.floor(cells).astype(int), 0, _GRID - 2)
    part = cells - base
    for corner in np.ndindex(2, 2, 2):
        near = np.where(np.array(corner) == 1, part, 1 - part).prod(axis=1)
        place = tuple((base + corner).T)
        np.add.at(weights, place, near)
        np.add.at(sums, place, near[:, None] * moved)
    above, below = np.zeros_like(sums), np.zeros_like(weights)
    for sigma, share in _SMOOTHING:
        below += share * gaussian_filter(weights, sigma)
        above += share * gaussian_filter(sums, (sigma, sigma, sigma, 0))
    return above / (below[..., None] + 1e-9)


def _looked_up(table: NDArray[np.float64], lab: NDArray[Any]) -> NDArray[np.float32]:
    """By how much each pixel moves: worked out on half of them, since colours change gently."""
    from scipy.ndimage import map_coordinates

    height, width = lab.shape[:2]
    small = resized(lab, max(1, width // 2), max(1, height // 2))
    places = np.moveaxis(_cells(small), 2, 0)
    shift = [map_coordinates(table[..., axis], places, order=1) for axis in range(3)]
    grown = cv2.resize(np.stack(shift, axis=2).astype(np.float32), (width, height))
    return np.asarray(grown, np.float32)


def _capped(before: NDArray[Any], after: NDArray[Any], most: float) -> NDArray[Any]:
    """`after` with no more than `most` times the chroma of `before`, and some: noise stays grey."""
    had, has = (np.hypot(lab[..., 1], lab[..., 2]) for lab in (before, after))
    share = np.minimum(1, (had * most + 22) / (has + 1e-3))
    capped = after.astype(np.float32)
    capped[..., 0] = np.clip(capped[..., 0], 0, 100)
    capped[..., 1:] *= share[..., None]
    return capped
