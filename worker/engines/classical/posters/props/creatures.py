"""Cats, deer and people: silhouettes with a rim of light."""

import numpy as np

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import RGB, blend
from worker.engines.classical.posters.shapes import (
    Points,
    box,
    covered,
    ellipse,
    moved,
    placed,
    polygon,
    ribbon,
    smooth,
)
from worker.engines.classical.posters.stage import Spot, Stage

# A cat that sits, seen from behind: across and up, in its own height.
_CAT = (
    (-0.10, 0.0),
    (-0.21, -0.03),
    (-0.235, -0.16),
    (-0.20, -0.34),
    (-0.135, -0.50),
    (-0.125, -0.58),
    (-0.17, -0.66),
    (-0.185, -0.76),
    (-0.172, -0.86),
)
_DEER = (
    (-0.36, -0.60),
    (-0.30, -0.655),
    (-0.12, -0.665),
    (0.06, -0.66),
    (0.145, -0.70),
    (0.19, -0.82),
    (0.215, -0.915),
    (0.20, -0.965),
    (0.235, -0.955),
    (0.26, -0.975),
    (0.30, -0.955),
    (0.345, -0.905),
    (0.40, -0.872),
    (0.392, -0.842),
    (0.33, -0.838),
    (0.29, -0.82),
    (0.275, -0.74),
    (0.235, -0.60),
    (0.19, -0.50),
    (0.10, -0.455),
    (-0.08, -0.44),
    (-0.20, -0.455),
    (-0.30, -0.47),
    (-0.375, -0.50),
)
_LEGS = (
    ((-0.335, -0.52), (-0.385, -0.33), (-0.35, -0.20), (-0.375, 0.0)),
    ((-0.245, -0.48), (-0.265, -0.32), (-0.235, -0.19), (-0.25, 0.0)),
    ((0.115, -0.48), (0.10, -0.26), (0.115, -0.14), (0.10, 0.0)),
    ((0.19, -0.52), (0.215, -0.28), (0.20, -0.15), (0.215, 0.0)),
)
_ANTLERS = (
    ((0.235, -0.955), (0.19, -1.08), (0.10, -1.17), (0.075, -1.29)),
    ((0.255, -0.96), (0.28, -1.09), (0.345, -1.17), (0.345, -1.30)),
    ((0.175, -1.10), (0.19, -1.19), (0.185, -1.25)),
    ((0.125, -1.15), (0.13, -1.23)),
    ((0.29, -1.10), (0.255, -1.18), (0.262, -1.24)),
    ((0.335, -1.16), (0.40, -1.21), (0.41, -1.26)),
    ((0.205, -1.05), (0.13, -1.06), (0.10, -1.09)),
)


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
    flip = stage.layout.sun[0] < spot.x
    left = np.array(_CAT)
    ears = np.array(((-0.178, -0.90), (-0.165, -1.03), (-0.085, -0.955), (0.0, -0.945)))
    half = np.concatenate([left, ears])
    whole = np.concatenate([half, (half * (-1, 1))[::-1][1:]])
    share = np.linspace(0, 1, 40)
    tail = np.stack(
        [0.12 + 0.44 * np.sin(share * 2.6), -0.03 - 0.10 * share**3 + 0.035 * np.sin(share * 5)],
        axis=1,
    )
    tail[:, 0] = 0.10 + 0.46 * share
    tail[:, 1] = -0.045 - 0.30 * share**3.2
    body = _rounded(whole)
    pieces = [body, ribbon(tail, 0.044 * (1 - 0.35 * share))]
    pieces.append(ellipse(float(tail[-1, 0]), float(tail[-1, 1]), 0.03, 0.03))
    pieces = [placed(piece, spot.x, spot.y, spot.size, flipped=flip) for piece in pieces]
    _silhouette(stage, "cat", spot, pieces, _dark(stage, item))


def _rounded(outline: Points) -> Points:
    """Smooth, but with the tips of the ears kept sharp."""
    curve = smooth(outline, 6)
    return np.concatenate([curve, outline[:1]])


def deer(stage: Stage, item: Item, spot: Spot) -> None:
    """A stag that stands and listens."""
    flip = stage.layout.side < 0
    body = smooth(_DEER, 6)
    legs = [_tapered(line, 0.040, 0.014) for line in _LEGS]
    antlers = [_tapered(line, 0.0125, 0.005) for line in _ANTLERS]
    tail = smooth([(-0.35, -0.60), (-0.41, -0.57), (-0.415, -0.50), (-0.37, -0.52)], 5)
    ear = smooth([(0.205, -0.95), (0.14, -0.985), (0.12, -0.955), (0.185, -0.92)], 5)
    pieces = [
        placed(piece, spot.x, spot.y, spot.size * 0.8, flipped=flip)
        for piece in (body, tail, ear, *legs, *antlers)
    ]
    _silhouette(stage, "deer", spot, pieces, _dark(stage, item))


def _tapered(line: tuple[tuple[float, float], ...], start: float, end: float) -> Points:
    points = np.array(line)
    places = np.linspace(0, len(points) - 1, 18)
    curve = np.stack([np.interp(places, np.arange(len(points)), points[:, at]) for at in (0, 1)], 1)
    return ribbon(curve, np.linspace(start, end, 18))


def person(stage: Stage, item: Item, spot: Spot) -> None:
    """A walker with a rucksack and a stick, seen from behind."""
    pieces = [
        placed(piece, spot.x, spot.y, spot.size, flipped=stage.layout.side < 0)
        for piece in _walker()
    ]
    _silhouette(stage, "person", spot, pieces, _dark(stage, item))


def _walker() -> list[Points]:
    legs = [
        polygon(
            (-0.085, -0.50),
            (0.0, -0.50),
            (-0.03, -0.26),
            (-0.065, 0.0),
            (-0.15, 0.0),
            (-0.11, -0.26),
        ),
        polygon(
            (-0.02, -0.50), (0.085, -0.50), (0.09, -0.26), (0.135, 0.0), (0.05, 0.0), (0.015, -0.26)
        ),
    ]
    coat = smooth(
        [
            (-0.115, -0.42),
            (-0.125, -0.62),
            (-0.105, -0.80),
            (-0.04, -0.845),
            (0.04, -0.845),
            (0.105, -0.80),
            (0.125, -0.62),
            (0.115, -0.42),
        ],
        6,
    )
    pack = smooth(
        [
            (-0.105, -0.60),
            (-0.10, -0.82),
            (0.0, -0.87),
            (0.10, -0.82),
            (0.105, -0.60),
            (0.0, -0.56),
        ],
        6,
    )
    arm = _tapered(((0.11, -0.78), (0.165, -0.64), (0.185, -0.50)), 0.034, 0.024)
    other = _tapered(((-0.11, -0.78), (-0.15, -0.62), (-0.14, -0.46)), 0.034, 0.024)
    stick = ribbon(np.array(((0.19, -0.62), (0.215, 0.0))), 0.008)
    head = ellipse(0.0, -0.925, 0.058, 0.068)
    return [*legs, coat, pack, arm, other, stick, head]


def couple(stage: Stage, item: Item, spot: Spot) -> None:
    """Two people hand in hand, seen from behind."""
    s, pieces = spot.size, list[Points]()
    for shift, scale, skirt in ((-0.115, 1.0, False), (0.125, 0.92, True)):
        pieces += [
            placed(piece, spot.x + shift * s, spot.y, s * scale) for piece in _stander(skirt=skirt)
        ]
    hands = ribbon(np.array(((-0.02, -0.46), (0.012, -0.41), (0.045, -0.45))), 0.020)
    pieces.append(placed(hands, spot.x, spot.y, s))
    _silhouette(stage, "people", spot, pieces, _dark(stage, item))


def _stander(*, skirt: bool) -> list[Points]:
    legs = [box(-0.075, -0.5, -0.012, 0.0), box(0.012, -0.5, 0.075, 0.0)]
    trunk = smooth(
        [
            (-0.075, -0.46),
            (-0.082, -0.62),
            (-0.105, -0.80),
            (-0.03, -0.85),
            (0.03, -0.85),
            (0.105, -0.80),
            (0.082, -0.62),
            (0.075, -0.46),
        ],
        6,
    )
    arms = [
        _tapered(((to * 0.095, -0.79), (to * 0.125, -0.62), (to * 0.105, -0.45)), 0.03, 0.02)
        for to in (-1, 1)
    ]
    pieces = [*legs, trunk, *arms, ellipse(0.0, -0.925, 0.056, 0.068)]
    if skirt:
        pieces.append(polygon((-0.07, -0.60), (0.07, -0.60), (0.14, -0.24), (-0.14, -0.24)))
        pieces.append(ellipse(0.0, -0.90, 0.07, 0.095))
    return pieces
