"""Particles of one kind and one distance: how many, how large, and how each moves."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_SWARMS = 3  # far, middle and near
_NEARNESS = ((0.15, 0.5), (0.55, 0.95), (1.2, 1.7))
_SKY = (0.0, 0.04)  # nearness of what stands in the sky
_SIZES = ((0.35, 0.75), (0.6, 1.7), (2.6, 5.0))  # times the usual size
_STEADY = 0.05  # a drift below this only sways in a loop

Values = NDArray[np.float64]  # (count,)


class Kind(NamedTuple):
    """One kind, as particles.toml explains it."""

    shape: str  # disc, streak, star or leaf
    counts: tuple[int, int, int]
    size: float
    fall: tuple[float, float]
    drift: float
    colours: tuple[tuple[int, int, int], ...]
    opacity: float
    length: float = 0.0  # of a streak
    sway: float = 0.0
    life: bool = False  # each glows up and dies
    flicker: bool = False
    glow: bool = False
    body: float = 0.0  # how much it hides: light alone does not show before white


class Swarm(NamedTuple):
    """Particles of one distance."""

    kind: Kind
    band: int  # 0 far, 1 middle, 2 near
    x: Values  # where they begin, 0 to 1 of the field
    y: Values
    near: Values  # as the nearness of scenery
    size: Values  # radius, of the long side
    turns: Values  # how often each crosses the field in the clip, downwards
    drifts: Values  # the same, to the right
    waves: Values  # how often each sways in the clip
    phase: Values  # 0 to 1
    shade: NDArray[np.int64]  # which colour


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of particles.toml by name."""
    data = tomllib.loads(Path(__file__).with_name("particles.toml").read_text(encoding="utf-8"))
    return {name: _kind(entry) for name, entry in data.items()}


def _kind(entry: dict[str, Any]) -> Kind:
    colours = tuple((red, green, blue) for red, green, blue in entry["colours"])
    return Kind(**entry)._replace(colours=colours)


def swarms_of(
    kind: Kind, size: tuple[int, int], seconds: float, rng: np.random.Generator, *, loop: bool
) -> tuple[Swarm, ...]:
    """The far, middle and near particles of a clip of `seconds` in frames of `size` (px).

    In a loop each ends where it began.
    """
    swarms = [_swarm(kind, band, size, seconds, rng) for band in range(_SWARMS)]
    return tuple(_closed(swarm) if loop else swarm for swarm in swarms if len(swarm.x))


def _swarm(
    kind: Kind, band: int, size: tuple[int, int], seconds: float, rng: np.random.Generator
) -> Swarm:
    width, height = size
    side = max(size)
    # As dense in a narrow picture as in a wide one.
    count = round(kind.counts[band] * min(size) / side / 0.7)
    near = rng.uniform(*(_SKY if kind.shape == "star" else _NEARNESS[band]), count)
    speed = (0.45 + 0.75 * near) * seconds * side
    return Swarm(
        kind=kind,
        band=band,
        x=rng.random(count),
        y=rng.random(count),
        near=near,
        size=kind.size * rng.uniform(*_SIZES[band], count),
        turns=rng.uniform(*kind.fall, count) * speed / height,
        drifts=kind.drift * rng.uniform(0.5, 1.5, count) * speed / width,
        waves=rng.uniform(0.15, 0.4, count) * seconds,
        phase=rng.random(count),
        shade=rng.integers(len(kind.colours), size=count),
    )


def _closed(swarm: Swarm) -> Swarm:
    steady = abs(swarm.kind.drift) < _STEADY
    return swarm._replace(
        turns=_whole(swarm.turns),
        drifts=np.zeros_like(swarm.drifts) if steady else _whole(swarm.drifts),
        waves=_whole(swarm.waves),
    )


def _whole(values: Values) -> Values:
    """To the nearest whole number but 0: what makes whole rounds ends where it began."""
    return np.where(values == 0, 0, np.sign(values) * np.maximum(np.round(np.abs(values)), 1))
