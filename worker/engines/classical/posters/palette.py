"""The colours of one poster: a light's palette, bent towards the colours that the words name."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from worker.engines.classical.posters.colour import RGB, blend, hexed, rehued, shaded

_TAKEN = 0.88  # how far the sky goes over to a colour that the words name


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours that belong together."""

    name: str
    light: str
    sky: tuple[RGB, ...]  # four, from the top to the horizon
    near: RGB  # the darkest foreground
    sun: RGB
    accent: RGB
    bright: float  # how much of a thing's own lightness is left
    cast: float  # how far a thing's own colour goes over to the sky's

    @property
    def dark(self) -> bool:
        """Whether lamps are lit."""
        return self.light in ("night", "dusk", "neon", "storm")

    @property
    def haze(self) -> RGB:
        """What everything turns into with distance."""
        return blend(self.sky[3], self.sky[2], 0.42)

    def far(self, depth: float) -> RGB:
        """A silhouette at `depth`: 0 is near, 1 as far as the horizon."""
        return blend(self.near, self.haze, depth)

    def lit(self, own: RGB, depth: float = 0.0) -> RGB:
        """A thing of the colour `own` as this light shows it at `depth`."""
        here = blend(shaded(own, self.bright), blend(self.sky[2], self.near, 0.45), self.cast)
        return blend(here, self.haze, depth)


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("palettes.toml").read_text(encoding="utf-8"))


def lights() -> tuple[str, ...]:
    """The lights that have palettes."""
    return tuple(_data())


@cache
def palettes(light: str) -> tuple[Palette, ...]:
    """The palettes of `light`; raises KeyError where there is no such light."""
    group = _data()[light]
    return tuple(
        Palette(
            name=entry["name"],
            light=light,
            sky=tuple(hexed(colour) for colour in entry["sky"]),
            near=hexed(entry["near"]),
            sun=hexed(entry["sun"]),
            accent=hexed(entry["accent"]),
            bright=group["bright"],
            cast=group["cast"],
        )
        for entry in group["palette"]
    )


def coloured(palette: Palette, colours: Sequence[RGB]) -> Palette:
    """`palette` in `colours`: the first rules the sky's upper half, the last its lower one.

    What stands before the sky hides that lower half, so it is in the last colour itself.
    """
    if not colours:
        return palette
    models = (colours[0], colours[0], colours[-1], colours[-1])
    sky = tuple(rehued(own, model, _TAKEN) for own, model in zip(palette.sky, models, strict=True))
    near = rehued(palette.near, colours[-1], 0.7)
    return replace(palette, sky=sky, near=near, sun=rehued(palette.sun, colours[-1], 0.25))
