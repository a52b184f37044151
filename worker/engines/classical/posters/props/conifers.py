"""Firs, their colour and the snow on them."""

import numpy as np

from worker.engines.classical.posters.colour import RGB, blend, hexed, shaded
from worker.engines.classical.posters.shapes import Points, polygon
from worker.engines.classical.posters.stage import Stage

_NEEDLES = "#2f6650"
_TURNED = ("#c9822f", "#b4562c", "#d9a441", "#8d3f2a")


def conifer(x: float, foot: float, tall: float, rng: np.random.Generator) -> Points:
    """A fir with ragged tiers."""
    tiers = int(rng.integers(6, 9))
    wide = tall * rng.uniform(0.20, 0.26)
    left, right = list[tuple[float, float]](), list[tuple[float, float]]()
    for tier in range(tiers):
        share = (tier + 1) / tiers
        y = foot - tall * (1 - share * 0.93)
        reach = wide * share**0.86 * rng.uniform(0.88, 1.12)
        left += [(x - reach, y), (x - reach * 0.52, y - tall * 0.012)]
        right += [(x + reach * rng.uniform(0.9, 1.08), y), (x + reach * 0.52, y - tall * 0.012)]
    stem = tall * 0.018
    return polygon(
        (x, foot - tall),
        *right[:-1],
        (x + stem, foot - tall * 0.06),
        (x + stem, foot + tall * 0.03),
        (x - stem, foot + tall * 0.03),
        (x - stem, foot - tall * 0.06),
        *left[:-1][::-1],
    )


def snow_on(x: float, foot: float, tall: float, rng: np.random.Generator) -> list[Points]:
    """Snow that lies on the tiers of a fir."""
    wide, pads = tall * 0.2, list[Points]()
    for share in (0.22, 0.42, 0.62, 0.82):
        y = foot - tall * (1 - share * 0.93)
        reach = wide * share**0.86
        top = y - tall * 0.085
        sag = tall * rng.uniform(0.005, 0.02)
        pads.append(
            polygon(
                (x - reach * 0.12, top),
                (x + reach * 0.16, top),
                (x + reach * 0.8, y),
                (x + reach * 0.35, y - sag * 2.4),
                (x, y - sag),
                (x - reach * 0.45, y - sag * 2.2),
                (x - reach * 0.78, y),
            )
        )
    return pads


def needles(stage: Stage, depth: float) -> RGB:
    """The colour of conifers at `depth`."""
    item, palette = stage.brief.scene("forest"), stage.palette
    own = item.colour if item and item.colour else hexed(_NEEDLES)
    if "autumn" in stage.brief.weather and not (item and item.colour):
        own = hexed(_TURNED[int(depth * 7) % len(_TURNED)])
    return blend(blend(palette.lit(shaded(own, 0.8)), palette.near, 0.45), palette.haze, depth)


def snow(stage: Stage) -> RGB:
    """The colour of lying snow."""
    palette = stage.palette
    dim = 0.5 if palette.light in ("night", "neon") else 0.25 if palette.dark else 0.06
    return blend((0.96, 0.975, 0.99), palette.sky[1], dim)
