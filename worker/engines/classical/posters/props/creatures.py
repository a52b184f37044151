"""Cats, deer and people: silhouettes with a rim of light."""

import numpy as np

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import RGB, blend
from worker.engines.classical.posters.outlines import outline, outlines
from worker.engines.classical.posters.shapes import (
    Points,
    box,
    covered,
    ellipse,
    moved,
    placed,
    ribbon,
    smooth,
)
from worker.engines.classical.posters.stage import Spot, Stage


def _silhouette(stage: Stage, name: str, spot: Spot, pieces: list[Points], colour: RGB) -> None:
    """Fill `pieces` and let light catch their edge towards the sun."""
    sheet = stage.sheet(name, 0.1 + 0.4 * spot.depth)
    patch = covered(stage.size, *pieces)
    sheet.fill(patch, colour)
    to = 1 if stage.layout.sun[0] > spot.x else -1
    shift = max(1.2, 0.012 * spot.size)
    inner = covered(stage.size, *[moved(piece, -to * shift, shift * 0.6) for piece in pieces])
    sheet.fill(patch.minus(inner), blend(colour, stage.palette.sun, 0.62), 0.85)
    stage.lay(sheet)


def _dark(stage: Stage, item: Item) -> RGB:
    near = stage.palette.near
    return blend(stage.palette.lit(item.colour), near, 0.15) if item.colour else near


def cat(stage: Stage, item: Item, spot: Spot) -> None:
    """A cat that sits and looks into the distance."""
    half = outline("cat", "half")
    body = smooth(np.concatenate([half, (half * (-1, 1))[::-1][1:]]), 6)
    share = np.linspace(0, 1, 40)
    tail = np.stack([0.10 + 0.46 * share, -0.045 - 0.30 * share**3.2], axis=1)
    tip = ellipse(float(tail[-1, 0]), float(tail[-1, 1]), 0.03, 0.03)
    pieces = [body, ribbon(tail, 0.044 * (1 - 0.35 * share)), tip]
    flip = stage.layout.sun[0] < spot.x
    pieces = [placed(piece, spot.x, spot.y, spot.size, flipped=flip) for piece in pieces]
    _silhouette(stage, "cat", spot, pieces, _dark(stage, item))


def deer(stage: Stage, item: Item, spot: Spot) -> None:
    """A stag that stands and listens."""
    rounded = [
        smooth(part, 6) for part in outlines("deer", "body", "thigh", "shoulder", "tail", "ear")
    ]
    legs = [_tapered(line, 0.034, 0.013) for line in outlines("deer", "leg*")]
    antlers = [_tapered(line, 0.0125, 0.005) for line in outlines("deer", "antler*")]
    flip, size = stage.layout.side < 0, spot.size * 0.8
    pieces = [
        placed(piece, spot.x, spot.y, size, flipped=flip) for piece in (*rounded, *legs, *antlers)
    ]
    _silhouette(stage, "deer", spot, pieces, _dark(stage, item))


def _tapered(points: Points, start: float, end: float) -> Points:
    """A limb along `points`, from one half width to another."""
    places = np.linspace(0, len(points) - 1, 18)
    curve = np.stack([np.interp(places, np.arange(len(points)), points[:, at]) for at in (0, 1)], 1)
    return ribbon(curve, np.linspace(start, end, 18))


def person(stage: Stage, item: Item, spot: Spot) -> None:
    """A walker with a rucksack and a stick, seen from behind."""
    pieces = [
        *outlines("walker", "leg*"),
        *(smooth(part, 6) for part in outlines("walker", "coat", "pack")),
        *(_tapered(line, 0.034, 0.024) for line in outlines("walker", "arm*")),
        ribbon(outline("walker", "stick"), 0.008),
        ellipse(0.0, -0.925, 0.058, 0.068),
    ]
    flip = stage.layout.side < 0
    pieces = [placed(piece, spot.x, spot.y, spot.size, flipped=flip) for piece in pieces]
    _silhouette(stage, "person", spot, pieces, _dark(stage, item))


def couple(stage: Stage, item: Item, spot: Spot) -> None:
    """Two people hand in hand, seen from behind."""
    s, pieces = spot.size, list[Points]()
    for shift, scale, skirt in ((-0.115, 1.0, False), (0.125, 0.92, True)):
        x = spot.x + shift * s
        pieces += [placed(piece, x, spot.y, s * scale) for piece in _stander(skirt=skirt)]
    hands = ribbon(np.array(((-0.02, -0.46), (0.012, -0.41), (0.045, -0.45))), 0.020)
    pieces.append(placed(hands, spot.x, spot.y, s))
    _silhouette(stage, "people", spot, pieces, _dark(stage, item))


def _stander(*, skirt: bool) -> list[Points]:
    arm = outline("stander", "arm")
    pieces = [
        box(-0.075, -0.5, -0.012, 0.0),
        box(0.012, -0.5, 0.075, 0.0),
        smooth(outline("stander", "trunk"), 6),
        *(_tapered(arm * (to, 1), 0.03, 0.02) for to in (-1, 1)),
        ellipse(0.0, -0.925, 0.056, 0.068),
    ]
    if skirt:
        pieces += [outline("stander", "skirt"), ellipse(0.0, -0.90, 0.07, 0.095)]
    return pieces
