"""What every drawing is handed: the canvas, its colours and composition, the brief, the chances."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Plane
from worker.engines.classical.painting.tone import step
from worker.engines.classical.posters.brief import Brief, Item
from worker.engines.classical.posters.colour import RGB, ramp
from worker.engines.classical.posters.layers import Painting, Sheet
from worker.engines.classical.posters.layout import Layout
from worker.engines.classical.posters.palette import Palette
from worker.engines.classical.posters.patches import Patch
from worker.engines.classical.posters.shapes import Size

_STIPPLE = 0.34  # how far grain breaks up a shadow's edge


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One poster while it is drawn."""

    brief: Brief
    layout: Layout
    palette: Palette
    draw: Draw
    painting: Painting
    grain: Plane  # (height, width), about unit variance: the tooth of the paper

    @property
    def size(self) -> Size:
        """Width and height of the canvas, px."""
        return self.layout.size

    @property
    def dull(self) -> bool:
        """Whether clouds hide what shines."""
        stormy = self.palette.light == "storm" or "storm" in self.brief.weather
        return stormy or "rain" in self.brief.weather

    @property
    def moon_asked(self) -> bool:
        """Whether the words name a moon."""
        return any(self.brief.prop(name) for name in ("moon", "crescent moon"))

    @property
    def lights_hidden(self) -> bool:
        """Whether sun and moon stay away: behind clouds, or not to outshine the milky way."""
        faint = self.dull or self.brief.prop("milky way") is not None
        return faint and not (self.moon_asked or self.brief.prop("sun"))

    @property
    def moonlit(self) -> bool:
        """Whether a moon rather than a sun is in the sky."""
        return self.palette.light == "night" or self.moon_asked

    @property
    def shines(self) -> bool:
        """Whether a sun or a moon is to be seen; a pale sun looks like a moon."""
        pale = self.palette.light == "overcast" and not self.brief.may_add("moon")
        return not pale and self.brief.may_add("moon" if self.moonlit else "sun")

    def rng(self, stream: int) -> np.random.Generator:
        """A generator of its own for each drawing."""
        return self.draw.noise(100 + stream)

    def sheet(self, name: str, depth: float) -> Sheet:
        """An empty sheet; 1 is infinitely far, 0 at the lens."""
        return Sheet(name, depth, self.size)

    def lay(self, sheet: Sheet) -> None:
        """Lay a finished sheet over what is there."""
        self.painting.lay(sheet)

    def own(self, item: Item | None, usual: RGB, depth: float = 0.0) -> RGB:
        """The colour that the words give `item`, else the usual one, in this light."""
        asked = item.colour if item is not None else None
        return self.palette.lit(asked or usual, depth)

    def stippled(self, patch: Patch, share: NDArray[Any]) -> Patch:
        """`patch` where `share` says, its soft edges broken up by grain as in a print."""
        tooth = self.grain[patch.place] * np.float32(_STIPPLE)
        share = np.broadcast_to(share, patch.cover.shape).astype(np.float32)
        soft = 4 * share * (1 - share)
        return patch.times(np.clip(share + tooth * soft, 0, 1))


class Spot(NamedTuple):
    """Where a thing is drawn."""

    x: float  # px
    y: float  # px, where it stands or floats
    size: float  # px, what its proportions are measured by
    depth: float  # 0 near to 1 far
    number: int = 0  # of several


Drawing = Callable[[Stage, Item, Spot], None]


def rows(patch: Patch, *stops: RGB) -> NDArray[Any]:
    """Colours (height, 1, 3) from the top of `patch` to its bottom."""
    return ramp(stops, max(patch.cover.shape[0], 1))[:, None]


def from_edge(profile: NDArray[Any], patch: Patch) -> Plane:
    """How many px each pixel of `patch` lies under `profile`."""
    down = np.arange(patch.top, patch.bottom, dtype=np.float32)[:, None]
    return down - profile[None, patch.left : patch.right].astype(np.float32)


def fading(low: float, high: float, values: NDArray[Any]) -> NDArray[Any]:
    """1 up to `low`, smoothly down to 0 from `high`."""
    return 1 - step(low, high, values)
